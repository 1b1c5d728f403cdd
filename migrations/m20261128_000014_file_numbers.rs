//! File numbers of applications, and the counters that give them. Applications from before are numbered by agency and year
//! in the order of their submission.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, Table,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::{create, id, number, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let counter = table("file_counter")
            .col(id("agency_id"))
            .col(number("year"))
            .col(number("last"))
            .primary_key(Index::create().col(Alias::new("agency_id")).col(Alias::new("year")))
            .to_owned();
        create(manager, counter, vec![]).await?;
        let change =
            Table::alter().table(Alias::new("application")).add_column(text("number").default("")).to_owned();
        manager.alter_table(change).await?;
        number_older_files(manager).await?;
        manager.create_index(unique("application", &["number"])).await
    }
}

/// Numbers are kept in a table of their own while they are given: a look-up by id is fast there.
async fn number_older_files(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // Seven hours are the offset of Viet Nam, in whose time a year begins.
    let year = match manager.get_database_backend() {
        DbBackend::Postgres => {
            "CAST(extract(year FROM to_timestamp(a.submitted_at / 1000000 + 25200) AT TIME ZONE 'UTC') AS integer)"
        }
        _ => "CAST(strftime('%Y', a.submitted_at / 1000000 + 25200, 'unixepoch') AS integer)",
    };
    let numbering = format!(
        "CREATE TABLE file_numbering AS \
         SELECT f.id, f.agency_id, f.code, f.year, \
             row_number() OVER (PARTITION BY f.agency_id, f.year ORDER BY f.submitted_at, f.id) AS serial \
         FROM (SELECT a.id, a.submitted_at, t.agency_id, g.code, {year} AS year FROM application a \
             JOIN track t ON t.application_id = a.id AND t.kind = 'pledge' JOIN agency g ON g.id = t.agency_id) f"
    );
    let db = manager.get_connection();
    for statement in [
        numbering.as_str(),
        "CREATE UNIQUE INDEX ux_file_numbering ON file_numbering (id)",
        "UPDATE application SET number = (SELECT 'HS-' || n.code || '-' || n.year || '-' || \
             CASE WHEN n.serial < 1000000 THEN substr(CAST(n.serial + 1000000 AS text), 2) ELSE CAST(n.serial AS text) END \
             FROM file_numbering n WHERE n.id = application.id)",
        "INSERT INTO file_counter (agency_id, year, last) \
             SELECT agency_id, year, CAST(max(serial) AS integer) FROM file_numbering GROUP BY agency_id, year",
        "DROP TABLE file_numbering",
    ] {
        db.execute_unprepared(statement).await?;
    }
    Ok(())
}
