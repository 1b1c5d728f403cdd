//! One-time codes belong to the attempt of one browser, and carry what was entered to sign up. Codes from before have
//! neither and no longer count; they were valid for 15 minutes.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table,
};

use crate::table::{json_or_null, text_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, text_or_null("attempt")).await?;
        add_column(manager, json_or_null("sign_up")).await
    }
}

async fn add_column(manager: &SchemaManager<'_>, column: ColumnDef) -> Result<(), DbErr> {
    let change = Table::alter().table(Alias::new("one_time_code")).add_column(column).to_owned();
    manager.alter_table(change).await
}
