//! Coverage: from which day to which a venue of the census stands in one way, so that the figures of any day are counts; and
//! the marks that say that figures changed.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::pk_auto;

use crate::table::{bytes, create, day, id, id_or_null, index, number, refers, table, text, text_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let span = table("coverage_span")
            // The first of the entries that are one venue.
            .col(id("entry_id"))
            .col(day("first_day"))
            // Inclusive; the year 9999 for no end, so that a comparison needs no second condition.
            .col(day("last_day"))
            .col(id_or_null("venue_id"))
            .col(text("standing"))
            .col(text_or_null("commune"))
            .col(text_or_null("province"))
            .col(text_or_null("former_commune"))
            .col(text_or_null("former_district"))
            .col(text_or_null("kind"))
            // Bytes, because PostgreSQL compares texts by the rules of its own locale.
            .col(bytes("name_key"))
            .primary_key(Index::create().col(Alias::new("entry_id")).col(Alias::new("first_day")))
            .foreign_key(&mut refers("coverage_span", "entry_id", "census_entry"))
            .to_owned();
        let counted = ["first_day", "commune", "kind", "standing"];
        let indexes = vec![
            index("coverage_span", &[["province", "last_day"].as_slice(), &counted].concat()),
            index("coverage_span", &["commune", "last_day", "first_day", "kind", "standing"]),
            index("coverage_span", &["venue_id"]),
        ];
        create(manager, span, indexes).await?;
        let mark = table("coverage_mark").col(pk_auto("id")).col(number("spans")).to_owned();
        create(manager, mark, vec![]).await
    }
}
