//! Inspection plans.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{integer, integer_null, json, pk_uuid, text, uuid};

use crate::table::{create, index, moment, moment_or_null, refers, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let visit_plan = table("visit_plan")
            .col(pk_uuid("id"))
            .col(uuid("team_id"))
            .col(integer("year"))
            .col(integer_null("quarter"))
            .col(text("state"))
            .col(json("rules"))
            .col(text("seed"))
            .col(integer("candidates"))
            .col(json("visits"))
            .col(uuid("author_id"))
            .col(text("author_name"))
            .col(moment("created_at"))
            .col(text("approver_name"))
            .col(moment_or_null("decided_at"))
            .col(integer("version"))
            .foreign_key(&mut refers("visit_plan", "team_id", "team"))
            .to_owned();
        create(manager, visit_plan, vec![index("visit_plan", &["team_id", "year"])]).await?;
        Ok(())
    }
}
