//! Deletes settled messages that hold a one-time code or an invitation in clear. From now on these are sealed, and
//! blanked when their message was sent or given up.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for notice in ["confirm-code", "reset-code", "sign-code", "invitation"] {
            let sql = format!(
                "DELETE FROM outbox WHERE next_attempt_at IS NULL \
                 AND CAST(notice AS text) LIKE '%\"notice\":\"{notice}\"%'"
            );
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}
