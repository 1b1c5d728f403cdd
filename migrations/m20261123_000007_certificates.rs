//! Certificates and the counters of their numbers.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, day, id, index, json, key, moment, number, refers, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let certificate = table("certificate")
            .col(key())
            .col(id("application_id"))
            .col(id("venue_id"))
            .col(id("agency_id"))
            .col(text("number"))
            .col(number("document_serial"))
            .col(number("document_year"))
            .col(text("document_symbol"))
            .col(text("code"))
            .col(text("status"))
            .col(id("approver_id"))
            .col(moment("issued_at"))
            .col(day("expires_on"))
            .col(json("facts"))
            .col(number("version"))
            .foreign_key(&mut refers("certificate", "application_id", "application"))
            .foreign_key(&mut refers("certificate", "venue_id", "venue"))
            .foreign_key(&mut refers("certificate", "agency_id", "agency"))
            .to_owned();
        let indexes = vec![
            unique("certificate", &["number"]),
            unique("certificate", &["code"]),
            unique("certificate", &["application_id"]),
            unique("certificate", &["agency_id", "document_year", "document_serial"]),
            index("certificate", &["venue_id", "issued_at"]),
        ];
        create(manager, certificate, indexes).await?;
        let counter = table("number_counter")
            .col(id("agency_id"))
            .col(number("year"))
            .col(number("last"))
            .primary_key(
                sea_orm_migration::prelude::Index::create()
                    .col(sea_orm_migration::prelude::Alias::new("agency_id"))
                    .col(sea_orm_migration::prelude::Alias::new("year")),
            )
            .to_owned();
        create(manager, counter, vec![]).await
    }
}
