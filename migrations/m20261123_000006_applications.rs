//! Applications and their tracks.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    create, day, id, id_or_null, index, json, key, moment, moment_or_null, number, refers, table, text,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let application = table("application")
            .col(key())
            .col(id("venue_id"))
            .col(id("owner_id"))
            .col(id("pledge_id"))
            .col(number("workers"))
            .col(text("state"))
            .col(moment("submitted_at"))
            .col(number("version"))
            .foreign_key(&mut refers("application", "venue_id", "venue"))
            .foreign_key(&mut refers("application", "pledge_id", "pledge"))
            .to_owned();
        let indexes =
            vec![index("application", &["venue_id"]), index("application", &["state", "submitted_at", "id"])];
        create(manager, application, indexes).await?;
        let track = table("track")
            .col(id("application_id"))
            .col(text("kind"))
            .col(text("state"))
            .col(id("agency_id"))
            .col(day("due_on"))
            .col(text("matter"))
            .col(id_or_null("reviewer_id"))
            .col(text("reviewer_name"))
            .col(moment_or_null("decided_at"))
            .col(json("reasons"))
            .col(text("note"))
            .primary_key(
                sea_orm_migration::prelude::Index::create()
                    .col(sea_orm_migration::prelude::Alias::new("application_id"))
                    .col(sea_orm_migration::prelude::Alias::new("kind")),
            )
            .foreign_key(&mut refers("track", "application_id", "application"))
            .foreign_key(&mut refers("track", "agency_id", "agency"))
            .to_owned();
        create(manager, track, vec![index("track", &["kind", "state", "due_on"])]).await
    }
}
