//! Integrated plans of communes and provinces, and the sealed pages that show them.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{bytes, create, day, id, index, key, moment, number, refers, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let plan = table("integrated_plan")
            .col(key())
            .col(text("province"))
            .col(text("area"))
            .col(text("number"))
            .col(day("dated_on"))
            .col(text("office"))
            // Codes, with commas between them.
            .col(text("programmes"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            // Its date at midnight, by which lists are ordered.
            .col(moment("listed_at"))
            .col(number("version"))
            .to_owned();
        let indexes = vec![
            index("integrated_plan", &["province", "listed_at", "id"]),
            index("integrated_plan", &["area", "listed_at", "id"]),
        ];
        create(manager, plan, indexes).await?;
        let page = table("integrated_plan_page")
            .col(key())
            .col(id("plan_id"))
            .col(number("position"))
            .col(bytes("sealed"))
            .foreign_key(&mut refers("integrated_plan_page", "plan_id", "integrated_plan"))
            .to_owned();
        create(manager, page, vec![unique("integrated_plan_page", &["plan_id", "position"])]).await
    }
}
