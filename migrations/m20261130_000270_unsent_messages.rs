//! The owners whom no message reaches are found without a look at every message.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let given_up = "CREATE INDEX ix_outbox_given_up ON outbox (recipient) \
                        WHERE sent_at IS NULL AND next_attempt_at IS NULL";
        manager.get_connection().execute_unprepared(given_up).await?;
        manager.create_index(index("outbox", &["recipient", "sent_at"])).await
    }
}
