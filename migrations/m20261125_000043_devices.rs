//! Inspectors' phones, and the request bodies they signed.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{bytes, create, id, index, key, moment, moment_or_null, number, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let device = table("device")
            .col(key())
            .col(id("account_id"))
            .col(text("name"))
            .col(bytes("point"))
            .col(text("standing"))
            .col(moment("registered_at"))
            .col(moment("seen_at"))
            .col(moment_or_null("cut_off_at"))
            .col(number("version"))
            .foreign_key(&mut refers("device", "account_id", "account"))
            .to_owned();
        create(manager, device, vec![index("device", &["account_id"])]).await?;
        let parcel = table("parcel")
            .col(key())
            .col(id("device_id"))
            .col(text("sha256"))
            .col(bytes("body"))
            .col(bytes("signature"))
            .col(moment("received_at"))
            .foreign_key(&mut refers("parcel", "device_id", "device"))
            .to_owned();
        create(manager, parcel, vec![index("parcel", &["device_id", "received_at"])]).await?;
        Ok(())
    }
}
