//! Offers of venues to other owners. Of a venue one is open at a time.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::{create, id, id_or_null, index, key, moment, moment_or_null, number, refers, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let transfers = table("venue_transfer")
            .col(key())
            .col(id("venue_id"))
            .col(id("from_id"))
            .col(text("login"))
            .col(id_or_null("to_id"))
            .col(text("state"))
            .col(moment("offered_at"))
            .col(moment_or_null("settled_at"))
            .col(number("version"))
            .foreign_key(&mut refers("venue_transfer", "venue_id", "venue"))
            .foreign_key(&mut refers("venue_transfer", "from_id", "account"))
            .foreign_key(&mut refers("venue_transfer", "to_id", "account"))
            .to_owned();
        create(manager, transfers, vec![index("venue_transfer", &["login", "state"])]).await?;
        let open = "CREATE UNIQUE INDEX ux_venue_transfer_open ON venue_transfer (venue_id) \
                    WHERE state = 'offered'";
        manager.get_connection().execute_unprepared(open).await.map(drop)
    }
}
