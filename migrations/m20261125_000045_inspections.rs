//! Inspections and their photos. A photo may arrive before its inspection, so it has no foreign key to it.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{binary, date, integer, json, json_null, pk_uuid, text, uuid, uuid_null};

use crate::table::{create, index, moment, moment_or_null, refers, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let inspection = table("inspection")
            .col(pk_uuid("id"))
            .col(uuid("venue_id"))
            .col(uuid("team_id"))
            .col(uuid_null("plan_id"))
            .col(text("kind"))
            .col(json_null("grounds"))
            .col(text("state"))
            .col(uuid("inspector_id"))
            .col(uuid("device_id"))
            .col(uuid("parcel_id"))
            .col(moment("started_at"))
            .col(moment("received_at"))
            .col(integer("serial"))
            .col(integer("year"))
            .col(text("symbol"))
            .col(text("code"))
            .col(text("conclusion"))
            .col(json("report"))
            .col(date("reply_due"))
            .col(json_null("reply"))
            .col(moment_or_null("asked_again_at"))
            .col(integer("version"))
            .foreign_key(&mut refers("inspection", "venue_id", "venue"))
            .foreign_key(&mut refers("inspection", "team_id", "team"))
            .foreign_key(&mut refers("inspection", "parcel_id", "parcel"))
            .to_owned();
        create(
            manager,
            inspection,
            vec![
                unique("inspection", &["team_id", "year", "serial"]),
                unique("inspection", &["code"]),
                index("inspection", &["venue_id", "year"]),
                index("inspection", &["started_at"]),
            ],
        )
        .await?;
        let inspection_photo = table("inspection_photo")
            .col(pk_uuid("id"))
            .col(uuid("inspection_id"))
            .col(uuid("account_id"))
            .col(text("sha256"))
            .col(binary("picture"))
            .col(moment("received_at"))
            .to_owned();
        create(manager, inspection_photo, vec![index("inspection_photo", &["inspection_id"])]).await?;
        Ok(())
    }
}
