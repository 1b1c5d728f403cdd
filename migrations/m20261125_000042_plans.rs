//! Inspection plans.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, id, index, json, key, moment, moment_or_null, number, number_or_null, refers, table, text,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let visit_plan = table("visit_plan")
            .col(key())
            .col(id("team_id"))
            .col(number("year"))
            .col(number_or_null("quarter"))
            .col(text("state"))
            .col(json("rules"))
            .col(text("seed"))
            .col(number("candidates"))
            .col(json("visits"))
            .col(id("author_id"))
            .col(text("author_name"))
            .col(moment("created_at"))
            .col(text("approver_name"))
            .col(moment_or_null("decided_at"))
            .col(number("version"))
            .foreign_key(&mut refers("visit_plan", "team_id", "team"))
            .to_owned();
        create(manager, visit_plan, vec![index("visit_plan", &["team_id", "year"])]).await?;
        Ok(())
    }
}
