//! Totals of the police for a time, without names.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, day, id, index, key, moment, number, number_or_null, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let total = table("police_total")
            .col(key())
            .col(text("province"))
            .col(text("area"))
            .col(day("from_on"))
            .col(day("to_on"))
            .col(number_or_null("cases"))
            .col(number_or_null("people"))
            .col(number_or_null("hot_spots"))
            .col(number_or_null("venues_before"))
            .col(number_or_null("venues_after"))
            .col(text("source"))
            .col(text("number"))
            .col(text("note"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            // Its last day at midnight, by which lists are ordered.
            .col(moment("listed_at"))
            .col(number("version"))
            .to_owned();
        let indexes = vec![
            index("police_total", &["province", "listed_at", "id"]),
            index("police_total", &["area", "listed_at", "id"]),
        ];
        create(manager, total, indexes).await
    }
}
