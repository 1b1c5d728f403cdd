//! Signing form and title of the officer who accepted a track, as at the acceptance. Rows from before have none.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

use crate::table::text_or_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text_or_null("reviewer_title");
        let change = Table::alter().table(Alias::new("track")).add_column(column).to_owned();
        manager.alter_table(change).await
    }
}
