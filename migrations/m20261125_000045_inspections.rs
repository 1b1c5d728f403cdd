//! Inspections and their photos. A photo may arrive before its inspection, so it has no foreign key to it.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    bytes, create, day, id, id_or_null, index, json, json_or_null, key, moment, moment_or_null, number,
    refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let inspection = table("inspection")
            .col(key())
            .col(id("venue_id"))
            .col(id("team_id"))
            .col(id_or_null("plan_id"))
            .col(text("kind"))
            .col(json_or_null("grounds"))
            .col(text("state"))
            .col(id("inspector_id"))
            .col(id("device_id"))
            .col(id("parcel_id"))
            .col(moment("started_at"))
            .col(moment("received_at"))
            .col(number("serial"))
            .col(number("year"))
            .col(text("symbol"))
            .col(text("code"))
            .col(text("conclusion"))
            .col(json("report"))
            .col(day("reply_due"))
            .col(json_or_null("reply"))
            .col(moment_or_null("asked_again_at"))
            .col(number("version"))
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
            .col(key())
            .col(id("inspection_id"))
            .col(id("account_id"))
            .col(text("sha256"))
            .col(bytes("picture"))
            .col(moment("received_at"))
            .to_owned();
        create(manager, inspection_photo, vec![index("inspection_photo", &["inspection_id"])]).await?;
        Ok(())
    }
}
