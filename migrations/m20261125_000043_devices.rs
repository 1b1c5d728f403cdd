//! Inspectors' phones, and the request bodies they signed.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{binary, integer, pk_uuid, text, uuid};

use crate::table::{create, index, moment, moment_or_null, refers, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let device = table("device")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("name"))
            .col(binary("point"))
            .col(text("standing"))
            .col(moment("registered_at"))
            .col(moment("seen_at"))
            .col(moment_or_null("cut_off_at"))
            .col(integer("version"))
            .foreign_key(&mut refers("device", "account_id", "account"))
            .to_owned();
        create(manager, device, vec![index("device", &["account_id"])]).await?;
        let parcel = table("parcel")
            .col(pk_uuid("id"))
            .col(uuid("device_id"))
            .col(text("sha256"))
            .col(binary("body"))
            .col(binary("signature"))
            .col(moment("received_at"))
            .foreign_key(&mut refers("parcel", "device_id", "device"))
            .to_owned();
        create(manager, parcel, vec![index("parcel", &["device_id", "received_at"])]).await?;
        Ok(())
    }
}
