//! Messages that somebody waits for leave before the others.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

use crate::table::{flag, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Codes of before this version expire within minutes: they may leave with the others.
        let outbox =
            Table::alter().table(Alias::new("outbox")).add_column(flag("urgent").default(false)).to_owned();
        manager.alter_table(outbox).await?;
        manager.create_index(index("outbox", &["urgent", "next_attempt_at"])).await
    }
}
