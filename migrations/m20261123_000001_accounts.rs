//! Accounts, sessions, one-time codes, throttles.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, id, id_or_null, index, key, moment, number, refers, table, text, text_or_null, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let account = table("account")
            .col(key())
            .col(text("role"))
            .col(text("name"))
            .col(text("name_folded"))
            .col(text("channel"))
            .col(text("login"))
            .col(text_or_null("password_hash"))
            .col(text("standing"))
            .col(id_or_null("agency_id"))
            .col(text_or_null("area"))
            .col(text("title"))
            .col(text("language"))
            .col(moment("created_at"))
            .col(number("version"))
            .to_owned();
        create(manager, account, vec![unique("account", &["login"]), index("account", &["area"])]).await?;
        let session = table("session")
            .col(text("hash").primary_key())
            .col(id("account_id"))
            .col(moment("created_at"))
            .col(moment("seen_at"))
            .foreign_key(&mut refers("session", "account_id", "account"))
            .to_owned();
        create(manager, session, vec![index("session", &["account_id"])]).await?;
        let code = table("one_time_code")
            .col(key())
            .col(id("account_id"))
            .col(text("purpose"))
            .col(text("hash"))
            .col(moment("expires_at"))
            .col(number("attempts"))
            .foreign_key(&mut refers("one_time_code", "account_id", "account"))
            .to_owned();
        create(manager, code, vec![index("one_time_code", &["account_id"])]).await?;
        let throttle = table("throttle")
            .col(text("key").primary_key())
            .col(number("hits"))
            .col(moment("window_ends_at"))
            .to_owned();
        create(manager, throttle, vec![]).await
    }
}
