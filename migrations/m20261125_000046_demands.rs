//! Demands that inspections made.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, day, id, id_or_null, index, key, moment_or_null, number, refers, table, text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let demand = table("demand")
            .col(key())
            .col(id("inspection_id"))
            .col(id("venue_id"))
            .col(text_or_null("item"))
            .col(text("text"))
            .col(text("basis"))
            .col(day("due_on"))
            .col(text("state"))
            .col(id_or_null("closed_by"))
            .col(text("closed_by_name"))
            .col(moment_or_null("closed_at"))
            .col(text("note"))
            .col(number("version"))
            .foreign_key(&mut refers("demand", "inspection_id", "inspection"))
            .foreign_key(&mut refers("demand", "venue_id", "venue"))
            .to_owned();
        create(
            manager,
            demand,
            vec![index("demand", &["venue_id", "state"]), index("demand", &["inspection_id"])],
        )
        .await?;
        Ok(())
    }
}
