//! Healthy communes: what was recognised of each commune in a year, and the sets of criteria of provinces.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, day, day_or_null, flag, id, index, key, moment, number, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let status = table("healthy_status")
            .col(key())
            .col(text("province"))
            .col(text("area"))
            .col(number("year"))
            .col(text("prostitution"))
            .col(flag("without_drugs"))
            .col(text("number"))
            .col(day_or_null("decided_on"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            .col(number("version"))
            .to_owned();
        let indexes =
            vec![unique("healthy_status", &["area", "year"]), index("healthy_status", &["province", "year"])];
        create(manager, status, indexes).await?;
        let criteria = table("criteria_set")
            .col(key())
            .col(text("area"))
            .col(text("name"))
            .col(text("legal_basis"))
            .col(day("valid_from"))
            .col(day_or_null("valid_to"))
            // One item a line.
            .col(text("items"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            .col(number("version"))
            .to_owned();
        create(manager, criteria, vec![index("criteria_set", &["area"])]).await
    }
}
