//! Activities of communes and provinces, and the sealed pictures that show them.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{
    bytes, create, day_or_null, id, index, key, moment, number, number_or_null, refers, table, text, unique,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let activity = table("activity")
            .col(key())
            .col(text("province"))
            .col(text("area"))
            .col(text("state"))
            .col(day_or_null("held_on"))
            .col(text("form"))
            // Codes, with commas between them.
            .col(text("topics"))
            .col(text("place"))
            .col(number_or_null("sessions"))
            .col(number_or_null("people"))
            .col(text("note"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            // The day on which it was held, at midnight, by which lists are ordered; of a draft when it was written.
            .col(moment("listed_at"))
            .col(number("version"))
            .to_owned();
        let indexes = vec![
            index("activity", &["province", "state", "listed_at", "id"]),
            index("activity", &["area", "state", "listed_at", "id"]),
        ];
        create(manager, activity, indexes).await?;
        let picture = table("activity_picture")
            .col(key())
            .col(id("activity_id"))
            .col(number("position"))
            .col(bytes("sealed"))
            .foreign_key(&mut refers("activity_picture", "activity_id", "activity"))
            .to_owned();
        create(manager, picture, vec![unique("activity_picture", &["activity_id", "position"])]).await
    }
}
