//! The census: lists of the venues that should sign, their entries with every state that these had, what officers said of
//! pairs of an entry and a venue, and of the columns of sheets.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Index, IndexCreateStatement, MigrationTrait, SchemaManager,
};

use crate::table::{
    bytes, bytes_or_null, create, day, day_or_null, flag, id, id_or_null, index, json, key, moment,
    moment_or_null, number, number_or_null, refers, table, text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_lists(manager).await?;
        create_entries(manager).await?;
        create_changes(manager).await?;
        create_pairs(manager).await?;
        create_columns(manager).await
    }
}

async fn create_lists(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let list = table("census_list")
        .col(key())
        .col(text("source"))
        .col(text("holder"))
        .col(day("as_of"))
        .col(text("area"))
        .col(text("province"))
        // Both empty for a list that officers walked.
        .col(text("file_name"))
        .col(bytes_or_null("file_sha256"))
        .col(id_or_null("created_by"))
        .col(text("created_name"))
        .col(moment_or_null("created_at"))
        .col(number("version"))
        .to_owned();
    create(manager, list, vec![index("census_list", &["province", "id"])]).await
}

async fn create_entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let entry = table("census_entry")
        .col(key())
        .col(id("list_id"))
        .col(number_or_null("list_row"))
        .col(text("commune"))
        .col(text("province"))
        .col(text_or_null("former_commune"))
        .col(text_or_null("kind"))
        .col(text("name"))
        // Bytes, because PostgreSQL compares texts by the rules of its own locale.
        .col(bytes("name_key"))
        .col(text("search_text"))
        // What lists and the register have in common, as matching compares it; empty if there is none.
        .col(text("tax_key"))
        .col(text("registration_key"))
        .col(text("security_key"))
        // Keyed hashes of personal numbers, by which an entry is found.
        .col(text_or_null("tax_fingerprint"))
        .col(text_or_null("owner_fingerprint"))
        .col(json("details"))
        .col(day("listed_on"))
        .col(day_or_null("verified_on"))
        // The state without an exclusion, and the exclusion.
        .col(text("state"))
        .col(text_or_null("out_reason"))
        .col(day_or_null("out_since"))
        .col(day_or_null("out_last_day"))
        .col(id_or_null("venue_id"))
        .col(json("status"))
        // Whether its candidates were computed since it changed.
        .col(flag("compared"))
        .col(moment("created_at"))
        .col(number("version"))
        .foreign_key(&mut refers("census_entry", "list_id", "census_list"))
        .foreign_key(&mut refers("census_entry", "venue_id", "venue"))
        .to_owned();
    let by = |columns: &[&str]| index("census_entry", columns);
    let indexes = vec![
        by(&["commune", "name_key", "id"]),
        by(&["province", "name_key", "id"]),
        by(&["province", "state", "name_key", "id"]),
        by(&["list_id", "name_key", "id"]),
        by(&["venue_id"]),
        by(&["compared", "id"]),
        by(&["out_last_day"]),
    ];
    create(manager, entry, indexes).await
}

async fn create_changes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let change = table("census_entry_change")
        .col(id("entry_id"))
        .col(number("step"))
        .col(text("state"))
        .col(day("since"))
        .col(day_or_null("last_day"))
        .col(text_or_null("reason"))
        .col(id_or_null("original_id"))
        .col(text_or_null("moved_to"))
        .col(id_or_null("venue_id"))
        .col(text("note"))
        .col(id_or_null("account_id"))
        .col(text("account_name"))
        .col(moment("at"))
        .col(id_or_null("undone_by"))
        .col(text("undone_name"))
        .col(moment_or_null("undone_at"))
        .primary_key(&mut pair(["entry_id", "step"]))
        .foreign_key(&mut refers("census_entry_change", "entry_id", "census_entry"))
        .to_owned();
    create(manager, change, vec![]).await
}

/// What is known of pairs of an entry and a venue.
async fn create_pairs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let candidate = table("census_candidate")
        .col(id("entry_id"))
        .col(id("venue_id"))
        .col(text("level"))
        .col(number("score"))
        // Whether an officer decides it later.
        .col(flag("postponed"))
        .primary_key(&mut pair(["entry_id", "venue_id"]))
        .foreign_key(&mut refers("census_candidate", "entry_id", "census_entry"))
        .foreign_key(&mut refers("census_candidate", "venue_id", "venue"))
        .to_owned();
    create(manager, candidate, vec![index("census_candidate", &["venue_id"])]).await?;
    let different = table("census_different")
        .col(id("entry_id"))
        .col(id("venue_id"))
        .col(text("note"))
        .col(id("account_id"))
        .col(text("account_name"))
        .col(moment("at"))
        .primary_key(&mut pair(["entry_id", "venue_id"]))
        .foreign_key(&mut refers("census_different", "entry_id", "census_entry"))
        .foreign_key(&mut refers("census_different", "venue_id", "venue"))
        .to_owned();
    create(manager, different, vec![index("census_different", &["venue_id"])]).await?;
    let compared = table("census_compared_venue")
        .col(id("venue_id").primary_key().to_owned())
        // The version of the venue with which candidates were computed.
        .col(number("venue_version"))
        .foreign_key(&mut refers("census_compared_venue", "venue_id", "venue"))
        .to_owned();
    create(manager, compared, vec![]).await
}

async fn create_columns(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let column = table("census_column")
        .col(text("area"))
        .col(text("source"))
        // Folded.
        .col(text("header"))
        // Empty: the column is not read.
        .col(text("meaning"))
        .col(id("account_id"))
        .col(moment("at"))
        .primary_key(
            Index::create().col(Alias::new("area")).col(Alias::new("source")).col(Alias::new("header")),
        )
        .to_owned();
    create(manager, column, vec![]).await
}

/// A primary key of two columns.
fn pair(columns: [&str; 2]) -> IndexCreateStatement {
    Index::create().col(Alias::new(columns[0])).col(Alias::new(columns[1])).to_owned()
}
