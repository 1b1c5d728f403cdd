//! Questions of the labour authority to owners, with their messages. Of a venue one on each matter is open at a time.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::{create, id, index, key, moment, number, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let requests = table("labour_request")
            .col(key())
            .col(id("venue_id"))
            .col(text("rule"))
            .col(text("state"))
            .col(id("officer_id"))
            .col(moment("created_at"))
            .col(moment("changed_at"))
            .col(number("version"))
            .foreign_key(&mut refers("labour_request", "venue_id", "venue"))
            .to_owned();
        let indexes = vec![
            index("labour_request", &["venue_id", "created_at"]),
            index("labour_request", &["state", "changed_at", "id"]),
        ];
        create(manager, requests, indexes).await?;
        let open = "CREATE UNIQUE INDEX ux_labour_request_open ON labour_request (venue_id, rule) \
                    WHERE state <> 'ended'";
        manager.get_connection().execute_unprepared(open).await?;
        let messages = table("labour_request_message")
            .col(key())
            .col(id("request_id"))
            .col(text("side"))
            .col(text("text"))
            .col(id("account_id"))
            .col(text("account_name"))
            .col(moment("at"))
            .foreign_key(&mut refers("labour_request_message", "request_id", "labour_request"))
            .to_owned();
        create(manager, messages, vec![index("labour_request_message", &["request_id", "at", "id"])]).await
    }
}
