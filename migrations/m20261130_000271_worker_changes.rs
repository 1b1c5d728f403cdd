//! The history of workers: every start, change and end. A worker who left stays, with the last day, so that the history
//! stays too; only one present worker of a venue has a number. Workers from before begin with the first day of their contract.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, Table,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::{create, day, day_or_null, id, index, key, moment, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let leaving =
            Table::alter().table(Alias::new("worker")).add_column(day_or_null("left_on")).to_owned();
        manager.alter_table(leaving).await?;
        let of_all = Index::drop()
            .name("ux_worker_venue_id_number_fingerprint")
            .table(Alias::new("worker"))
            .to_owned();
        manager.drop_index(of_all).await?;
        manager.create_index(index("worker", &["venue_id", "left_on"])).await?;
        let of_present = "CREATE UNIQUE INDEX ux_worker_present ON worker (venue_id, number_fingerprint) \
                          WHERE left_on IS NULL";
        manager.get_connection().execute_unprepared(of_present).await?;
        create_changes(manager).await?;
        let started = "INSERT INTO worker_change \
                       (id, worker_id, venue_id, kind, happened_on, fields, position, recorded_at) \
                       SELECT id, id, venue_id, 'started', started_on, '', position, created_at FROM worker";
        manager.get_connection().execute_unprepared(started).await.map(drop)
    }
}

async fn create_changes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let changes = table("worker_change")
        .col(key())
        .col(id("worker_id"))
        .col(id("venue_id"))
        .col(text("kind"))
        .col(day("happened_on"))
        .col(text("fields"))
        .col(text("position"))
        .col(moment("recorded_at"))
        .foreign_key(&mut refers("worker_change", "worker_id", "worker"))
        .foreign_key(&mut refers("worker_change", "venue_id", "venue"))
        .to_owned();
    let indexes = vec![
        index("worker_change", &["worker_id", "id"]),
        index("worker_change", &["venue_id", "happened_on", "id"]),
        index("worker_change", &["happened_on", "venue_id"]),
    ];
    create(manager, changes, indexes).await
}
