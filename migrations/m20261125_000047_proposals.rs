//! Proposals of measures after inspections.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{date_null, integer, json, json_null, pk_uuid, text, uuid, uuid_null};

use crate::table::{create, index, moment, refers, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let proposal = table("proposal")
            .col(pk_uuid("id"))
            .col(uuid("inspection_id"))
            .col(uuid("venue_id"))
            .col(uuid_null("certificate_id"))
            .col(text("suggested"))
            .col(json("grounds"))
            .col(text("measure"))
            .col(text("state"))
            .col(date_null("until"))
            .col(text("decision"))
            .col(text("note"))
            .col(json_null("first"))
            .col(json_null("second"))
            .col(moment("created_at"))
            .col(integer("version"))
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
