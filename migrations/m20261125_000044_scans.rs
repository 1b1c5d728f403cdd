//! Scans of certificates by inspectors.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, id, id_or_null, index, json, json_or_null, key, moment, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let scan = table("scan")
            .col(key())
            .col(id("account_id"))
            .col(id_or_null("device_id"))
            .col(id("certificate_id"))
            .col(id("venue_id"))
            .col(moment("at"))
            .col(moment("received_at"))
            .col(json("shown"))
            .col(text("judged"))
            .col(json_or_null("position"))
            .foreign_key(&mut refers("scan", "certificate_id", "certificate"))
            .foreign_key(&mut refers("scan", "venue_id", "venue"))
            .to_owned();
        create(
            manager,
            scan,
            vec![
                index("scan", &["certificate_id", "at"]),
                index("scan", &["venue_id", "at"]),
                index("scan", &["account_id", "received_at"]),
            ],
        )
        .await?;
        Ok(())
    }
}
