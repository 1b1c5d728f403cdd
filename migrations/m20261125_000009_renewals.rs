//! Renewals: the reminders sent, and the owners' confirmations of the labour register.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};

use crate::table::{create, id, index, key, moment, number, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reminder = table("renewal_reminder")
            .col(id("certificate_id"))
            // Days before the certificate expires.
            .col(number("stage"))
            .col(moment("at"))
            .primary_key(Index::create().col(Alias::new("certificate_id")).col(Alias::new("stage")))
            .foreign_key(&mut refers("renewal_reminder", "certificate_id", "certificate"))
            .to_owned();
        create(manager, reminder, vec![]).await?;
        let confirmation = table("labour_confirmation")
            .col(key())
            .col(id("venue_id"))
            .col(id("account_id"))
            // SHA-256 of the register as it was confirmed, in hexadecimal.
            .col(text("matter"))
            .col(moment("at"))
            .foreign_key(&mut refers("labour_confirmation", "venue_id", "venue"))
            .to_owned();
        create(manager, confirmation, vec![index("labour_confirmation", &["venue_id", "at"])]).await
    }
}
