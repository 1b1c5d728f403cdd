//! The second factor of an account, its recovery codes, and when a session typed it last.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager, Table,
};

use crate::table::{create, id, moment, moment_or_null, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let factor = table("second_factor")
            .col(id("account_id").primary_key())
            .col(text("sealed"))
            .col(moment("begun_at"))
            .col(moment_or_null("on_since"))
            .col(moment_or_null("last_step"))
            .foreign_key(&mut refers("second_factor", "account_id", "account"))
            .to_owned();
        create(manager, factor, Vec::new()).await?;
        let code = table("recovery_code")
            .col(id("account_id"))
            .col(text("hash"))
            .col(moment_or_null("used_at"))
            .primary_key(Index::create().col(Alias::new("account_id")).col(Alias::new("hash")))
            .foreign_key(&mut refers("recovery_code", "account_id", "account"))
            .to_owned();
        create(manager, code, Vec::new()).await?;
        let confirmed =
            Table::alter().table(Alias::new("session")).add_column(moment_or_null("confirmed_at")).to_owned();
        manager.alter_table(confirmed).await
    }
}
