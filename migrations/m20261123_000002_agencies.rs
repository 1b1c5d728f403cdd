//! Agencies, settings, holidays.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, day, day_or_null, index, json, key, number, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let agency = table("agency")
            .col(key())
            .col(text("name"))
            .col(text("parent_name"))
            .col(text("symbol"))
            .col(text("place"))
            .col(text("code"))
            .col(text("level"))
            .col(text("area"))
            .col(json("functions"))
            .col(day("valid_from"))
            .col(day_or_null("valid_to"))
            .col(number("version"))
            .to_owned();
        create(manager, agency, vec![unique("agency", &["code"]), index("agency", &["area"])]).await?;
        let setting = table("setting").col(text("key").primary_key()).col(json("value")).to_owned();
        create(manager, setting, vec![]).await?;
        let holiday =
            table("holiday").col(day("day").primary_key()).col(text("kind")).col(text("name")).to_owned();
        create(manager, holiday, vec![]).await
    }
}
