//! Scans, the requests that they came in, and closed alerts are deleted by their age.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::table::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("scan", &["received_at"])).await?;
        manager.create_index(index("parcel", &["received_at"])).await?;
        manager.create_index(index("alert", &["closed_at"])).await?;
        // Which scans an alert names.
        manager.create_index(index("alert", &["scan_id"])).await
    }
}
