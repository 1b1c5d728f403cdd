//! Alerts and tasks for offices.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, id, id_or_null, index, json, key, moment, moment_or_null, number, refers, table, text,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alert = table("alert")
            .col(key())
            .col(text("kind"))
            .col(id("venue_id"))
            .col(id_or_null("certificate_id"))
            .col(id_or_null("scan_id"))
            .col(json("facts"))
            .col(text("state"))
            .col(moment("created_at"))
            .col(text("closed_by_name"))
            .col(moment_or_null("closed_at"))
            .col(text("note"))
            .col(number("version"))
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
