//! Audit trail, outbox, idempotency keys.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{integer, json, pk_uuid, text, text_null, uuid, uuid_null};

use crate::table::{create, index, moment, moment_or_null, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let event = table("audit_event")
            .col(pk_uuid("id"))
            .col(moment("at"))
            .col(uuid_null("actor_id"))
            .col(text_null("actor_role"))
            .col(text("actor_name"))
            .col(text("deed"))
            .col(uuid("target"))
            .col(uuid_null("venue_id"))
            .col(text("note"))
            .to_owned();
        let indexes =
            vec![index("audit_event", &["venue_id", "at"]), index("audit_event", &["target", "at"])];
        create(manager, event, indexes).await?;
        let message = table("outbox")
            .col(pk_uuid("id"))
            .col(text("channel"))
            .col(text("recipient"))
            .col(text("language"))
            .col(json("notice"))
            .col(moment("created_at"))
            .col(moment_or_null("next_attempt_at"))
            .col(integer("attempts"))
            .col(moment_or_null("sent_at"))
            .col(text("last_error"))
            .to_owned();
        create(manager, message, vec![index("outbox", &["next_attempt_at"])]).await?;
        let idempotency = table("idempotency")
            .col(uuid("account_id"))
            .col(uuid("key"))
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
