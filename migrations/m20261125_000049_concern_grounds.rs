//! The concern that an inspection names as its ground.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

use crate::table::id_or_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = id_or_null("concern_id");
        let change = Table::alter().table(Alias::new("inspection")).add_column(column).to_owned();
        manager.alter_table(change).await
    }
}
