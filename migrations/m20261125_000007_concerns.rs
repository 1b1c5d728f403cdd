//! Concerns: what the public reports about a venue or a certificate, with an optional photo.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    bytes_or_null, create, id, id_or_null, index, key, moment, moment_or_null, number, refers, table, text,
    unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let concern = table("concern")
            .col(key())
            .col(text("reference"))
            .col(text("category"))
            .col(text("text"))
            .col(text("place"))
            // Sealed under the master secret.
            .col(bytes_or_null("contact"))
            .col(id_or_null("certificate_id"))
            .col(id_or_null("venue_id"))
            .col(text("commune"))
            .col(text("province"))
            .col(text("state"))
            .col(id_or_null("handler_id"))
            .col(text("handler_name"))
            .col(text("note"))
            .col(moment("created_at"))
            .col(moment_or_null("closed_at"))
            .col(number("version"))
            .foreign_key(&mut refers("concern", "venue_id", "venue"))
            .foreign_key(&mut refers("concern", "certificate_id", "certificate"))
            .to_owned();
        let indexes = vec![
            unique("concern", &["reference"]),
            index("concern", &["commune", "state", "created_at"]),
            index("concern", &["province", "state", "created_at"]),
            index("concern", &["venue_id", "created_at"]),
        ];
        create(manager, concern, indexes).await?;
        // For the concerns and decisions of one venue.
        manager.create_index(index("certificate_decision", &["venue_id", "proposed_at"])).await?;
        // In a table of its own, so that lists of concerns do not read photos.
        let photo = table("concern_photo")
            .col(id("concern_id").primary_key().to_owned())
            .col(bytes_or_null("jpeg"))
            .foreign_key(&mut refers("concern_photo", "concern_id", "concern"))
            .to_owned();
        create(manager, photo, vec![]).await
    }
}
