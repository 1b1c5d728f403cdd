//! Inspection teams and the counters of their records.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{date, date_null, integer, json, pk_uuid, text, uuid};

use crate::table::{create, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let team = table("team")
            .col(pk_uuid("id"))
            .col(text("name"))
            .col(text("parent_name"))
            .col(text("symbol"))
            .col(text("place"))
            .col(text("level"))
            .col(text("area"))
            .col(json("members"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(integer("version"))
            .to_owned();
        create(manager, team, vec![index("team", &["area"])]).await?;
        let record_counter = table("record_counter")
            .col(uuid("team_id"))
            .col(integer("year"))
            .col(integer("last"))
            .primary_key(Index::create().col(Alias::new("team_id")).col(Alias::new("year")))
            .to_owned();
        create(manager, record_counter, vec![]).await?;
        Ok(())
    }
}
