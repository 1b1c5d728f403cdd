//! Venues.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    bytes_or_null, create, day_or_null, flag, id, index, key, moment, number, number_or_null, refers, table,
    text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let venue = table("venue")
            .col(key())
            .col(id("owner_id"))
            .col(text("kind"))
            .col(text("kind_note"))
            .col(text("name"))
            .col(text("name_folded"))
            .col(text("search_text"))
            .col(text_or_null("commune"))
            .col(text_or_null("province"))
            .col(text("address"))
            .col(text("former_address"))
            .col(sea_orm_migration::prelude::ColumnDef::new("latitude").double().to_owned())
            .col(sea_orm_migration::prelude::ColumnDef::new("longitude").double().to_owned())
            .col(text_or_null("tax_code"))
            .col(bytes_or_null("tax_sealed"))
            .col(text_or_null("tax_fingerprint"))
            .col(text_or_null("tax_last4"))
            .col(text("registration"))
            .col(text_or_null("phone"))
            .col(number_or_null("rooms"))
            .col(day_or_null("opened_on"))
            .col(text("security_certificate"))
            .col(day_or_null("security_certificate_on"))
            .col(text_or_null("security_person"))
            .col(text_or_null("representative_name"))
            .col(day_or_null("representative_born_on"))
            .col(bytes_or_null("representative_sealed"))
            .col(text_or_null("representative_fingerprint"))
            .col(text_or_null("representative_last4"))
            .col(text_or_null("representative_phone"))
            .col(flag("no_employees"))
            .col(moment("created_at"))
            .col(number("version"))
            .foreign_key(&mut refers("venue", "owner_id", "account"))
            .to_owned();
        let indexes = vec![
            index("venue", &["owner_id"]),
            index("venue", &["commune", "name_folded"]),
            index("venue", &["province"]),
            index("venue", &["tax_code"]),
            index("venue", &["tax_fingerprint"]),
        ];
        create(manager, venue, indexes).await
    }
}
