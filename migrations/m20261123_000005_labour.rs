//! Labour registers.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    bytes_or_null, create, day, day_or_null, flag, id, json, key, moment, number, refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let worker = table("worker")
            .col(key())
            .col(id("venue_id"))
            .col(text("name"))
            .col(text("sex"))
            .col(day("born_on"))
            .col(text("nationality"))
            .col(text("residence"))
            .col(text("paper"))
            .col(bytes_or_null("number_sealed"))
            .col(text("number_fingerprint"))
            .col(text("number_last4"))
            .col(text("position"))
            .col(flag("customer_facing"))
            .col(text("job_group"))
            .col(text("qualification"))
            .col(text("contract"))
            .col(day("started_on"))
            .col(day_or_null("ends_on"))
            .col(day_or_null("health_check_on"))
            .col(day_or_null("pledged_on"))
            .col(json("book"))
            .col(moment("created_at"))
            .col(number("version"))
            .foreign_key(&mut refers("worker", "venue_id", "venue"))
            .to_owned();
        create(manager, worker, vec![unique("worker", &["venue_id", "number_fingerprint"])]).await
    }
}
