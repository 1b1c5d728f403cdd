//! Passkeys of accounts, and the challenges that wait for an answer.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};

use crate::table::{
    bytes, create, id, index, key, moment, moment_or_null, number, refers, table, text, text_or_null, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let passkey = table("passkey")
            .col(key())
            .col(id("account_id"))
            .col(text("credential"))
            .col(bytes("public_key"))
            .col(moment("counter"))
            .col(text("name"))
            .col(moment("created_at"))
            .col(moment_or_null("used_at"))
            .col(number("version"))
            .foreign_key(&mut refers("passkey", "account_id", "account"))
            .to_owned();
        let indexes = vec![unique("passkey", &["credential"]), index("passkey", &["account_id"])];
        create(manager, passkey, indexes).await?;
        let challenge = table("passkey_challenge")
            .col(text("held_by"))
            .col(text("purpose"))
            .col(id("account_id"))
            .col(text("challenge"))
            .col(text_or_null("name"))
            .col(moment("expires_at"))
            .primary_key(Index::create().col(Alias::new("held_by")).col(Alias::new("purpose")))
            .foreign_key(&mut refers("passkey_challenge", "account_id", "account"))
            .to_owned();
        create(manager, challenge, vec![index("passkey_challenge", &["expires_at"])]).await
    }
}
