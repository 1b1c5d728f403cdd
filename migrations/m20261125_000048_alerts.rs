//! Alerts and tasks for offices.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{integer, json, pk_uuid, text, uuid, uuid_null};

use crate::table::{create, index, moment, moment_or_null, refers, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alert = table("alert")
            .col(pk_uuid("id"))
            .col(text("kind"))
            .col(uuid("venue_id"))
            .col(uuid_null("certificate_id"))
            .col(uuid_null("scan_id"))
            .col(json("facts"))
            .col(text("state"))
            .col(moment("created_at"))
            .col(text("closed_by_name"))
            .col(moment_or_null("closed_at"))
            .col(text("note"))
            .col(integer("version"))
            .foreign_key(&mut refers("alert", "venue_id", "venue"))
            .to_owned();
        create(
            manager,
            alert,
            vec![index("alert", &["venue_id", "state"]), index("alert", &["certificate_id", "kind"])],
        )
        .await?;
        Ok(())
    }
}
