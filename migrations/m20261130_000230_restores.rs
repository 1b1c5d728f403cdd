//! What follows a restore from a backup: the epoch of the register, the restores that were worked through, and the statuses
//! that were published of certificates which the register no longer has.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table,
};

use crate::table::{create, json, moment, number, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // Counts from 1; each restore begins a new one.
            ColumnDef::new(Alias::new("epoch")).big_integer().not_null().default(1).to_owned(),
            // Indexes of the status list below it are not assigned any more: lost certificates may have them.
            number("first_index").default(0).to_owned(),
        ];
        for column in columns {
            let change = Table::alter().table(Alias::new("register_state")).add_column(column).to_owned();
            manager.alter_table(change).await?;
        }
        let restore = table("restore")
            .col(ColumnDef::new(Alias::new("epoch")).big_integer().not_null().primary_key())
            .col(moment("lost_from"))
            .col(moment("at"))
            .col(text("decision"))
            .col(json("report"))
            .to_owned();
        create(manager, restore, vec![]).await?;
        let lost = table("lost_status")
            .col(number("status_index").primary_key())
            .col(text("status"))
            .col(ColumnDef::new(Alias::new("epoch")).big_integer().not_null())
            .to_owned();
        create(manager, lost, vec![]).await
    }
}
