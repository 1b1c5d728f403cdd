//! How many rows the frequent words of the register have, counted once a day.

use sea_orm_migration::prelude::{ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{bytes, create, moment, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let frequent = table("frequent_word")
            .col(bytes("word").primary_key())
            .col(ColumnDef::new("rows").big_integer().not_null())
            .col(moment("counted_at"))
            .to_owned();
        create(manager, frequent, vec![]).await
    }
}
