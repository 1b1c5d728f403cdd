//! Indicators, reporting periods, what each area sends for them, and frozen figures.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, day, day_or_null, id, id_or_null, index, json, json_or_null, key, moment, moment_or_null, number,
    refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indicator = table("indicator")
            .col(key())
            .col(text("area"))
            .col(number("position"))
            .col(text("section"))
            .col(text("label"))
            .col(text("unit"))
            .col(text("source"))
            .col(number("version"))
            .to_owned();
        create(manager, indicator, vec![index("indicator", &["area", "position"])]).await?;
        let period = table("report_period")
            .col(key())
            .col(text("area"))
            .col(text("length"))
            .col(number("year"))
            // Of a month or quarter; else 0.
            .col(number("number"))
            .col(text("rule"))
            .col(day("first_day"))
            .col(day("last_day"))
            .col(day("due_on"))
            .col(day_or_null("reminded_on"))
            .col(id("opened_by"))
            .col(text("opened_name"))
            .col(moment("opened_at"))
            .col(number("version"))
            .to_owned();
        create(manager, period, vec![unique("report_period", &["area", "last_day", "first_day"])]).await?;
        let report = table("area_report")
            .col(key())
            .col(id("period_id"))
            .col(text("area"))
            .col(text("state"))
            .col(json_or_null("entry"))
            .col(text("reason"))
            // Who sent, returned or accepted it last.
            .col(id_or_null("by_id"))
            .col(text("by_name"))
            .col(moment_or_null("by_at"))
            .col(number("version"))
            .foreign_key(&mut refers("area_report", "period_id", "report_period"))
            .to_owned();
        create(manager, report, vec![unique("area_report", &["period_id", "area"])]).await?;
        let snapshot = table("snapshot")
            .col(key())
            .col(id("period_id"))
            .col(number("number"))
            .col(text("code"))
            .col(json("content"))
            .col(text("digest"))
            .col(text("program"))
            .col(id("frozen_by"))
            .col(text("frozen_name"))
            .col(moment("frozen_at"))
            .foreign_key(&mut refers("snapshot", "period_id", "report_period"))
            .to_owned();
        create(
            manager,
            snapshot,
            vec![unique("snapshot", &["period_id", "number"]), unique("snapshot", &["code"])],
        )
        .await
    }
}
