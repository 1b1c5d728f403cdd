//! What a certificate is searched by: name, address and document number as printed. The program fills it in for older rows.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};

use crate::table::text;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text("search_text").default("").to_owned();
        let change = Table::alter().table(Alias::new("certificate")).add_column(column).to_owned();
        manager.alter_table(change).await
    }
}
