//! Signed pledges.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, id, index, json, key, moment, number, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let pledge = table("pledge")
            .col(key())
            .col(id("venue_id"))
            .col(number("terms_version"))
            .col(text("text_hash"))
            .col(json("clauses"))
            .col(json("facts"))
            .col(text("signer_name"))
            .col(text("signer_capacity"))
            .col(id("signer_id"))
            .col(sea_orm_migration::prelude::ColumnDef::new("drawing").json().to_owned())
            .col(text("confirmation"))
            .col(moment("signed_at"))
            .col(text("address"))
            .col(text("user_agent"))
            .foreign_key(&mut refers("pledge", "venue_id", "venue"))
            .foreign_key(&mut refers("pledge", "signer_id", "account"))
            .to_owned();
        create(manager, pledge, vec![index("pledge", &["venue_id", "signed_at"])]).await
    }
}
