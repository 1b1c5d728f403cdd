//! The nationality of a representative who has a passport, and births of which only the year is known. People from before
//! have a personal number and a whole date.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table,
};

use crate::table::{flag, text_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let unset = |name| flag(name).default(false).to_owned();
        add(manager, "venue", text_or_null("representative_nationality")).await?;
        add(manager, "venue", unset("representative_born_year_only")).await?;
        add(manager, "worker", unset("born_year_only")).await
    }
}

async fn add(manager: &SchemaManager<'_>, table: &str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(Alias::new(table)).add_column(column).to_owned()).await
}
