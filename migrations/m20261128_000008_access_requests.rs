//! Requests for a new way into staff accounts, which an administrator must confirm.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, id, moment, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let request = table("access_request")
            .col(id("account_id").primary_key())
            .col(id("asked_by"))
            .col(text("asked_by_name"))
            .col(moment("asked_at"))
            .foreign_key(&mut refers("access_request", "account_id", "account"))
            .to_owned();
        create(manager, request, vec![]).await
    }
}
