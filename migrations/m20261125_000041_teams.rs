//! Inspection teams and the counters of their records.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};

use crate::table::{create, day, day_or_null, id, index, json, key, number, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let team = table("team")
            .col(key())
            .col(text("name"))
            .col(text("parent_name"))
            .col(text("symbol"))
            .col(text("place"))
            .col(text("level"))
            .col(text("area"))
            .col(json("members"))
            .col(day("valid_from"))
            .col(day_or_null("valid_to"))
            .col(number("version"))
            .to_owned();
        create(manager, team, vec![index("team", &["area"])]).await?;
        let record_counter = table("record_counter")
            .col(id("team_id"))
            .col(number("year"))
            .col(number("last"))
            .primary_key(Index::create().col(Alias::new("team_id")).col(Alias::new("year")))
            .to_owned();
        create(manager, record_counter, vec![]).await?;
        Ok(())
    }
}
