//! Labour registers.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{binary_null, boolean, date, date_null, integer, json, pk_uuid, text, uuid};

use crate::table::{create, moment, refers, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let worker = table("worker")
            .col(pk_uuid("id"))
            .col(uuid("venue_id"))
            .col(text("name"))
            .col(text("sex"))
            .col(date("born_on"))
            .col(text("nationality"))
            .col(text("residence"))
            .col(text("paper"))
            .col(binary_null("number_sealed"))
            .col(text("number_fingerprint"))
            .col(text("number_last4"))
            .col(text("position"))
            .col(boolean("customer_facing"))
            .col(text("job_group"))
            .col(text("qualification"))
            .col(text("contract"))
            .col(date("started_on"))
            .col(date_null("ends_on"))
            .col(date_null("health_check_on"))
            .col(date_null("pledged_on"))
            .col(json("book"))
            .col(moment("created_at"))
            .col(integer("version"))
            .foreign_key(&mut refers("worker", "venue_id", "venue"))
            .to_owned();
        create(manager, worker, vec![unique("worker", &["venue_id", "number_fingerprint"])]).await
    }
}
