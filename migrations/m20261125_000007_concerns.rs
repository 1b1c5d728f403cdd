//! Concerns: what the public reports about a venue or a certificate, with an optional photo.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::schema::{binary_null, integer, pk_uuid, text, uuid, uuid_null};

use crate::table::{create, index, moment, moment_or_null, refers, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let concern = table("concern")
            .col(pk_uuid("id"))
            .col(text("reference"))
            .col(text("category"))
            .col(text("text"))
            .col(text("place"))
            // Sealed under the master secret.
            .col(binary_null("contact"))
            .col(uuid_null("certificate_id"))
            .col(uuid_null("venue_id"))
            .col(text("commune"))
            .col(text("province"))
            .col(text("state"))
            .col(uuid_null("handler_id"))
            .col(text("handler_name"))
            .col(text("note"))
            .col(moment("created_at"))
            .col(moment_or_null("closed_at"))
            .col(integer("version"))
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
            .col(uuid("concern_id").primary_key().to_owned())
            .col(binary_null("jpeg"))
            .foreign_key(&mut refers("concern_photo", "concern_id", "concern"))
            .to_owned();
        create(manager, photo, vec![]).await
    }
}
