//! Scores of plans, as papers state them.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, id, json, key, moment, number, refers, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let score = table("target_score")
            .col(key())
            .col(id("plan_id"))
            .col(number("number"))
            .col(text("code"))
            .col(json("content"))
            .col(text("digest"))
            .col(id("taken_by"))
            .col(text("taken_name"))
            .col(moment("taken_at"))
            .foreign_key(&mut refers("target_score", "plan_id", "year_plan"))
            .to_owned();
        let indexes = vec![unique("target_score", &["plan_id", "number"]), unique("target_score", &["code"])];
        create(manager, score, indexes).await
    }
}
