//! Proposals of measures after inspections.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, day_or_null, id, id_or_null, index, json, json_or_null, key, moment, number, refers, table, text,
    unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let proposal = table("proposal")
            .col(key())
            .col(id("inspection_id"))
            .col(id("venue_id"))
            .col(id_or_null("certificate_id"))
            .col(text("suggested"))
            .col(json("grounds"))
            .col(text("measure"))
            .col(text("state"))
            .col(day_or_null("until"))
            .col(text("decision"))
            .col(text("note"))
            .col(json_or_null("first"))
            .col(json_or_null("second"))
            .col(moment("created_at"))
            .col(number("version"))
            .foreign_key(&mut refers("proposal", "inspection_id", "inspection"))
            .foreign_key(&mut refers("proposal", "venue_id", "venue"))
            .to_owned();
        create(
            manager,
            proposal,
            vec![unique("proposal", &["inspection_id"]), index("proposal", &["venue_id", "state"])],
        )
        .await?;
        Ok(())
    }
}
