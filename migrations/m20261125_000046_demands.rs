//! Demands that inspections made.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{date, integer, pk_uuid, text, text_null, uuid, uuid_null};

use crate::table::{create, index, moment_or_null, refers, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let demand = table("demand")
            .col(pk_uuid("id"))
            .col(uuid("inspection_id"))
            .col(uuid("venue_id"))
            .col(text_null("item"))
            .col(text("text"))
            .col(text("basis"))
            .col(date("due_on"))
            .col(text("state"))
            .col(uuid_null("closed_by"))
            .col(text("closed_by_name"))
            .col(moment_or_null("closed_at"))
            .col(text("note"))
            .col(integer("version"))
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
