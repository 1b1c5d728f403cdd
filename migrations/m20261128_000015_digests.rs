//! The daily digest of officers: who switched it off, and the day of the last one.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, day_or_null, flag, id, refers, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let digest = table("digest")
            .col(id("account_id").primary_key())
            .col(flag("wanted"))
            .col(day_or_null("sent_on"))
            .foreign_key(&mut refers("digest", "account_id", "account"))
            .to_owned();
        create(manager, digest, vec![]).await
    }
}
