//! Scans of certificates by inspectors.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{json, json_null, pk_uuid, text, uuid, uuid_null};

use crate::table::{create, index, moment, refers, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let scan = table("scan")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(uuid_null("device_id"))
            .col(uuid("certificate_id"))
            .col(uuid("venue_id"))
            .col(moment("at"))
            .col(moment("received_at"))
            .col(json("shown"))
            .col(text("judged"))
            .col(json_null("position"))
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
