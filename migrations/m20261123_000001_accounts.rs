//! Accounts, sessions, one-time codes, throttles.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{integer, pk_uuid, text, text_null, uuid, uuid_null};

use crate::table::{create, index, moment, refers, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let account = table("account")
            .col(pk_uuid("id"))
            .col(text("role"))
            .col(text("name"))
            .col(text("name_folded"))
            .col(text("channel"))
            .col(text("login"))
            .col(text_null("password_hash"))
            .col(text("standing"))
            .col(uuid_null("agency_id"))
            .col(text_null("area"))
            .col(text("title"))
            .col(text("language"))
            .col(moment("created_at"))
            .col(integer("version"))
            .to_owned();
        create(manager, account, vec![unique("account", &["login"]), index("account", &["area"])]).await?;
        let session = table("session")
            .col(text("hash").primary_key())
            .col(uuid("account_id"))
            .col(moment("created_at"))
            .col(moment("seen_at"))
            .foreign_key(&mut refers("session", "account_id", "account"))
            .to_owned();
        create(manager, session, vec![index("session", &["account_id"])]).await?;
        let code = table("one_time_code")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("purpose"))
            .col(text("hash"))
            .col(moment("expires_at"))
            .col(integer("attempts"))
            .foreign_key(&mut refers("one_time_code", "account_id", "account"))
            .to_owned();
        create(manager, code, vec![index("one_time_code", &["account_id"])]).await?;
        let throttle = table("throttle")
            .col(text("key").primary_key())
            .col(integer("hits"))
            .col(moment("window_ends_at"))
            .to_owned();
        create(manager, throttle, vec![]).await
    }
}
