//! API tokens, with which programs authenticate. Only the keyed digest of a token is stored.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, id, index, key, moment, moment_or_null, refers, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let token = table("api_token")
            .col(key())
            .col(id("account_id"))
            .col(text("name"))
            .col(text("digest"))
            .col(moment("created_at"))
            .col(moment("ends_at"))
            .col(moment_or_null("used_at"))
            .col(moment_or_null("ended_at"))
            .foreign_key(&mut refers("api_token", "account_id", "account"))
            .to_owned();
        let indexes = vec![unique("api_token", &["digest"]), index("api_token", &["account_id"])];
        create(manager, token, indexes).await
    }
}
