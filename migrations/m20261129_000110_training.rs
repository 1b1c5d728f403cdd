//! Training: the roster of officers, classes, and who attended.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, day, day_or_null, id, index, key, moment, number, refers, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let officer = table("roster_officer")
            .col(key())
            .col(text("province"))
            .col(text("area"))
            .col(text("name"))
            .col(text("office"))
            .col(day("since"))
            .col(day_or_null("until"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            .col(number("version"))
            .to_owned();
        let indexes = vec![index("roster_officer", &["province"]), index("roster_officer", &["area"])];
        create(manager, officer, indexes).await?;
        let class = table("training_class")
            .col(key())
            .col(text("province"))
            .col(text("area"))
            .col(day("held_on"))
            .col(text("organiser"))
            .col(text("content"))
            .col(text("place"))
            .col(id("written_by"))
            .col(text("written_name"))
            .col(moment("written_at"))
            // Its day at midnight, by which lists are ordered.
            .col(moment("listed_at"))
            .col(number("version"))
            .to_owned();
        let indexes = vec![
            index("training_class", &["province", "listed_at", "id"]),
            index("training_class", &["area", "listed_at", "id"]),
        ];
        create(manager, class, indexes).await?;
        let attendance = table("training_attendance")
            .col(key())
            .col(id("class_id"))
            .col(id("officer_id"))
            .foreign_key(&mut refers("training_attendance", "class_id", "training_class"))
            .foreign_key(&mut refers("training_attendance", "officer_id", "roster_officer"))
            .to_owned();
        let indexes = vec![
            unique("training_attendance", &["class_id", "officer_id"]),
            index("training_attendance", &["officer_id"]),
        ];
        create(manager, attendance, indexes).await
    }
}
