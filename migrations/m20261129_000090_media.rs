//! Media: the outlets of an area, and how often each reported in a month.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, flag, id, key, moment, number, refers, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let outlet = table("media_outlet")
            .col(key())
            .col(text("area"))
            .col(text("name"))
            .col(text("kind"))
            .col(flag("active"))
            .col(number("version"))
            .to_owned();
        create(manager, outlet, vec![unique("media_outlet", &["area", "name"])]).await?;
        let entry = table("media_entry")
            .col(key())
            .col(id("outlet_id"))
            .col(number("year"))
            .col(number("month"))
            .col(number("pieces"))
            .col(text("note"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            .col(number("version"))
            .foreign_key(&mut refers("media_entry", "outlet_id", "media_outlet"))
            .to_owned();
        create(manager, entry, vec![unique("media_entry", &["outlet_id", "year", "month"])]).await
    }
}
