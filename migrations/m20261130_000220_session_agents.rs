//! Sessions: in which browser each was opened, so that its account recognises it.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};
use sea_orm_migration::schema::text;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let agent =
            Table::alter().table(Alias::new("session")).add_column(text("agent").default("")).to_owned();
        manager.alter_table(agent).await
    }
}
