//! The venues whose risk class waits to be assessed are read in batches, in the order of an index.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for narrow in ["stale", "changes_on"] {
            let drop = format!("DROP INDEX ix_venue_risk_{narrow}");
            manager.get_connection().execute_unprepared(&drop).await?;
            manager.create_index(index("venue_risk", &[narrow, "venue_id"])).await?;
        }
        Ok(())
    }
}
