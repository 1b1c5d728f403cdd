//! Certificates and the counters of their numbers.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{date, integer, json, pk_uuid, text, uuid};

use crate::table::{create, index, moment, refers, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let certificate = table("certificate")
            .col(pk_uuid("id"))
            .col(uuid("application_id"))
            .col(uuid("venue_id"))
            .col(uuid("agency_id"))
            .col(text("number"))
            .col(integer("document_serial"))
            .col(integer("document_year"))
            .col(text("document_symbol"))
            .col(text("code"))
            .col(text("status"))
            .col(uuid("approver_id"))
            .col(moment("issued_at"))
            .col(date("expires_on"))
            .col(json("facts"))
            .col(integer("version"))
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
            .col(uuid("agency_id"))
            .col(integer("year"))
            .col(integer("last"))
            .primary_key(
                sea_orm_migration::prelude::Index::create()
                    .col(sea_orm_migration::prelude::Alias::new("agency_id"))
                    .col(sea_orm_migration::prelude::Alias::new("year")),
            )
            .to_owned();
        create(manager, counter, vec![]).await
    }
}
