//! Marks say in which commune figures changed, so that only these are counted again.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

use crate::table::text_or_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Null: in any.
        let mark =
            Table::alter().table(Alias::new("coverage_mark")).add_column(text_or_null("commune")).to_owned();
        manager.alter_table(mark).await
    }
}
