//! Accounts that their owners close, and indexes by which the data of one account are read.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::{create, id, index, moment, refers, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let closing = table("account_closing")
            .col(id("account_id").primary_key())
            .col(moment("asked_at"))
            .col(moment("ends_at"))
            .foreign_key(&mut refers("account_closing", "account_id", "account"))
            .to_owned();
        create(manager, closing, vec![index("account_closing", &["ends_at"])]).await?;
        manager.create_index(index("pledge", &["signer_id", "id"])).await?;
        manager.create_index(index("application", &["owner_id", "id"])).await?;
        manager.create_index(index("outbox", &["recipient", "id"])).await?;
        manager.create_index(index("venue_transfer", &["from_id", "id"])).await?;
        manager.create_index(index("venue_transfer", &["to_id", "id"])).await
    }
}
