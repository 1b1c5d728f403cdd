//! Venues.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{
    binary_null, boolean, date_null, integer, integer_null, pk_uuid, text, text_null, uuid,
};

use crate::table::{create, index, moment, refers, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let venue = table("venue")
            .col(pk_uuid("id"))
            .col(uuid("owner_id"))
            .col(text("kind"))
            .col(text("kind_note"))
            .col(text("name"))
            .col(text("name_folded"))
            .col(text("search_text"))
            .col(text_null("commune"))
            .col(text_null("province"))
            .col(text("address"))
            .col(text("former_address"))
            .col(sea_orm_migration::prelude::ColumnDef::new("latitude").double().to_owned())
            .col(sea_orm_migration::prelude::ColumnDef::new("longitude").double().to_owned())
            .col(text_null("tax_code"))
            .col(binary_null("tax_sealed"))
            .col(text_null("tax_fingerprint"))
            .col(text_null("tax_last4"))
            .col(text("registration"))
            .col(text_null("phone"))
            .col(integer_null("rooms"))
            .col(date_null("opened_on"))
            .col(text("security_certificate"))
            .col(date_null("security_certificate_on"))
            .col(text_null("security_person"))
            .col(text_null("representative_name"))
            .col(date_null("representative_born_on"))
            .col(binary_null("representative_sealed"))
            .col(text_null("representative_fingerprint"))
            .col(text_null("representative_last4"))
            .col(text_null("representative_phone"))
            .col(boolean("no_employees"))
            .col(moment("created_at"))
            .col(integer("version"))
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
