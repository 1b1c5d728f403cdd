//! The plan of a year of a province, its targets, and the card of each area for each target.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, day, day_or_null, flag_or_null, id, id_or_null, index, json_or_null, key, moment, moment_or_null,
    number, number_or_null, refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let plan = table("year_plan")
            .col(key())
            .col(text("area"))
            .col(number("year"))
            .col(text("number"))
            .col(day_or_null("decided_on"))
            .col(text("bases"))
            .col(id("created_by"))
            .col(text("created_name"))
            .col(moment("created_at"))
            .col(number("version"))
            .to_owned();
        create(manager, plan, vec![unique("year_plan", &["area", "year"])]).await?;
        let target = table("plan_target")
            .col(key())
            .col(id("plan_id"))
            .col(number("position"))
            .col(text("text"))
            .col(text("kind"))
            .col(number("goal"))
            .col(number_or_null("goal_more"))
            .col(text("unit"))
            .col(text("evidence"))
            .col(day("due_on"))
            .col(day_or_null("reminded_on"))
            .col(number("version"))
            .foreign_key(&mut refers("plan_target", "plan_id", "year_plan"))
            .to_owned();
        create(manager, target, vec![index("plan_target", &["plan_id", "position"])]).await?;
        let card = table("target_card")
            .col(key())
            .col(id("target_id"))
            .col(text("area"))
            .col(text("state"))
            .col(json_or_null("entry"))
            // The checker's score.
            .col(flag_or_null("checked_met"))
            .col(text("reason"))
            // Who sent, returned or approved it last.
            .col(id_or_null("by_id"))
            .col(text("by_name"))
            .col(moment_or_null("by_at"))
            .col(number("version"))
            .foreign_key(&mut refers("target_card", "target_id", "plan_target"))
            .to_owned();
        create(manager, card, vec![unique("target_card", &["target_id", "area"])]).await
    }
}
