//! Corrections of inspection reports. A row holds the version that it replaced; the inspection holds the newest one.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, flag, id, id_or_null, json, json_or_null, key, moment, number, refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let correction = table("inspection_correction")
            .col(key())
            .col(id("inspection_id"))
            .col(number("replaced_number"))
            .col(text("replaced_conclusion"))
            .col(json("replaced_report"))
            .col(json_or_null("replaced_reply"))
            .col(text("reason"))
            .col(id("by_account"))
            .col(text("by_name"))
            .col(moment("written_at"))
            .col(moment("received_at"))
            .col(flag("followed"))
            .col(id_or_null("parcel_id"))
            .foreign_key(&mut refers("inspection_correction", "inspection_id", "inspection"))
            .foreign_key(&mut refers("inspection_correction", "parcel_id", "parcel"))
            .to_owned();
        create(
            manager,
            correction,
            vec![unique("inspection_correction", &["inspection_id", "replaced_number"])],
        )
        .await
    }
}
