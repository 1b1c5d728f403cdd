//! The register of venues: one row of facts per venue, the words that find it, how it operates, and the reminders to its
//! owner. The program fills in the rows of older venues.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager,
};

use crate::table::{
    bytes, create, day_or_null, flag, id, id_or_null, index, key, moment, number, number_or_null, refers,
    table, text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_facts(manager).await?;
        create_words(manager).await?;
        create_operations(manager).await?;
        create_reminders(manager).await?;
        // Papers are searched by the number that is printed on them.
        manager.create_index(index("certificate", &["document_serial"])).await
    }
}

/// The primary key `venue_id`.
fn venue_key() -> ColumnDef {
    id("venue_id").primary_key().to_owned()
}

async fn create_facts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let facts = table("venue_fact")
        .col(venue_key())
        .col(text_or_null("commune"))
        .col(text_or_null("province"))
        .col(text("kind"))
        // Bytes, because PostgreSQL compares texts by the rules of its own locale.
        .col(bytes("name_key"))
        .col(text("pledge"))
        .col(flag("pledge_current"))
        .col(number_or_null("terms_version"))
        .col(text("labour"))
        .col(flag("labour_changed"))
        .col(day_or_null("returned_on"))
        .col(text("certificate"))
        .col(id_or_null("certificate_id"))
        .col(text("certificate_number"))
        .col(day_or_null("expires_on"))
        .col(day_or_null("suspended_until"))
        .col(day_or_null("visited_on"))
        .col(number("open_demands"))
        .col(text("operation"))
        .col(day_or_null("stopped_until"))
        .col(flag("by_phone"))
        .col(flag("by_email"))
        .foreign_key(&mut refers("venue_fact", "venue_id", "venue"))
        .to_owned();
    let mut indexes = vec![index("venue_fact", &["commune", "name_key", "venue_id"])];
    indexes.push(index("venue_fact", &["province", "name_key", "venue_id"]));
    for fact in ["kind", "pledge", "labour", "certificate"] {
        indexes.push(index("venue_fact", &["province", fact, "name_key", "venue_id"]));
    }
    create(manager, facts, indexes).await
}

async fn create_words(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let words = table("venue_word")
        .col(id("venue_id"))
        .col(bytes("word"))
        // Whether a paper has it, so that it stays when the venue's own facts change.
        .col(flag("printed"))
        .primary_key(Index::create().col(Alias::new("venue_id")).col(Alias::new("word")))
        .foreign_key(&mut refers("venue_word", "venue_id", "venue"))
        .to_owned();
    create(manager, words, vec![index("venue_word", &["word", "venue_id"])]).await
}

async fn create_operations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let operations = table("venue_operation")
        .col(key())
        .col(id("venue_id"))
        .col(text("state"))
        .col(day_or_null("until"))
        .col(text("reason"))
        .col(id("account_id"))
        .col(moment("at"))
        .foreign_key(&mut refers("venue_operation", "venue_id", "venue"))
        .to_owned();
    create(manager, operations, vec![index("venue_operation", &["venue_id", "id"])]).await
}

async fn create_reminders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let reminders = table("venue_reminder")
        .col(id("venue_id"))
        .col(text("reason"))
        .col(moment("at"))
        .primary_key(Index::create().col(Alias::new("venue_id")).col(Alias::new("reason")))
        .foreign_key(&mut refers("venue_reminder", "venue_id", "venue"))
        .to_owned();
    create(manager, reminders, vec![]).await
}
