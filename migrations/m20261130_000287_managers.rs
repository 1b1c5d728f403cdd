//! Managers of venues, invited and accepted.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, id, id_or_null, index, key, moment, moment_or_null, number, refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let managers = table("venue_manager")
            .col(key())
            .col(id("venue_id"))
            .col(text("login"))
            .col(moment("invited_at"))
            .col(id_or_null("account_id"))
            .col(text("account_name"))
            .col(moment_or_null("accepted_at"))
            .col(number("version"))
            .foreign_key(&mut refers("venue_manager", "venue_id", "venue"))
            .foreign_key(&mut refers("venue_manager", "account_id", "account"))
            .to_owned();
        let indexes = vec![
            unique("venue_manager", &["venue_id", "login"]),
            index("venue_manager", &["account_id", "venue_id"]),
            index("venue_manager", &["login"]),
        ];
        create(manager, managers, indexes).await
    }
}
