//! Audit trail, outbox, idempotency keys.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, id, id_or_null, index, json, key, moment, moment_or_null, number, table, text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let event = table("audit_event")
            .col(key())
            .col(moment("at"))
            .col(id_or_null("actor_id"))
            .col(text_or_null("actor_role"))
            .col(text("actor_name"))
            .col(text("deed"))
            .col(id("target"))
            .col(id_or_null("venue_id"))
            .col(text("note"))
            .to_owned();
        let indexes =
            vec![index("audit_event", &["venue_id", "at"]), index("audit_event", &["target", "at"])];
        create(manager, event, indexes).await?;
        let message = table("outbox")
            .col(key())
            .col(text("channel"))
            .col(text("recipient"))
            .col(text("language"))
            .col(json("notice"))
            .col(moment("created_at"))
            .col(moment_or_null("next_attempt_at"))
            .col(number("attempts"))
            .col(moment_or_null("sent_at"))
            .col(text("last_error"))
            .to_owned();
        create(manager, message, vec![index("outbox", &["next_attempt_at"])]).await?;
        let idempotency = table("idempotency")
            .col(id("account_id"))
            .col(id("key"))
            .col(text("outcome"))
            .col(moment("created_at"))
            .primary_key(
                sea_orm_migration::prelude::Index::create()
                    .col(sea_orm_migration::prelude::Alias::new("account_id"))
                    .col(sea_orm_migration::prelude::Alias::new("key")),
            )
            .to_owned();
        create(manager, idempotency, vec![index("idempotency", &["created_at"])]).await
    }
}
