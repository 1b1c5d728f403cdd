//! What the labour authority looks at: which rules each venue meets, and the rules of provinces. Every known venue waits to be
//! assessed. Who is present at two venues is found by the keyed hash of the number.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, IndexCreateStatement, MigrationTrait, SchemaManager,
};
use sea_orm_migration::schema::pk_uuid;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::{
    create, day_or_null, flag, id, index, json, moment, number, refers, table, text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let checks = table("labour_check")
            .col(pk_uuid("venue_id"))
            .col(day_or_null("changes_on"))
            .col(flag("stale").default(true))
            .foreign_key(&mut refers("labour_check", "venue_id", "venue"))
            .to_owned();
        let indexes = ["stale", "changes_on"].map(|due| index("labour_check", &[due, "venue_id"]));
        create(manager, checks, indexes.into()).await?;
        create_findings(manager).await?;
        let rules = table("labour_rules")
            .col(text("province").primary_key())
            .col(json("rules"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            .col(number("version"))
            .to_owned();
        create(manager, rules, Vec::new()).await?;
        let present = "CREATE INDEX ix_worker_number ON worker (number_fingerprint, venue_id) \
                       WHERE left_on IS NULL";
        manager.get_connection().execute_unprepared(present).await?;
        let known = "INSERT INTO labour_check (venue_id) SELECT id FROM venue";
        manager.get_connection().execute_unprepared(known).await.map(drop)
    }
}

async fn create_findings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let findings = table("labour_finding")
        .col(id("venue_id"))
        .col(text("rule"))
        .col(text_or_null("province"))
        .col(text_or_null("commune"))
        .primary_key(&mut primary_key())
        .foreign_key(&mut refers("labour_finding", "venue_id", "venue"))
        .to_owned();
    let indexes = vec![
        index("labour_finding", &["province", "rule", "commune", "venue_id"]),
        index("labour_finding", &["commune", "rule", "venue_id"]),
    ];
    create(manager, findings, indexes).await
}

fn primary_key() -> IndexCreateStatement {
    Index::create().col(Alias::new("venue_id")).col(Alias::new("rule")).to_owned()
}
