//! The secrets that open the data of phones whose inspector forgot the PIN, and the codes by which they are handed over.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, id, moment, moment_or_null, number, refers, table, text, text_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let unlock = table("device_unlock")
            .col(id("device_id").primary_key())
            .col(id("secret_id"))
            .col(text("sealed"))
            .col(moment("kept_at"))
            .col(moment_or_null("handed_at"))
            .col(text_or_null("code_hash"))
            .col(moment_or_null("code_expires_at"))
            .col(number("wrong_tries"))
            .col(number("version"))
            .foreign_key(&mut refers("device_unlock", "device_id", "device"))
            .to_owned();
        create(manager, unlock, vec![]).await
    }
}
