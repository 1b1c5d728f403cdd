//! Indexes for what is counted on the first page and for filters that few venues pass: all that is asked stands in the index.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The order of the list, and the facts by which the register is filtered.
const COLUMNS: &str = "province, name_key, venue_id, commune, kind, pledge, pledge_current, terms_version, labour, \
                       labour_changed, certificate, expires_on, suspended_until, visited_on, open_demands, operation, \
                       stopped_until, by_phone, by_email, returned_on";

/// Which venues an index holds. The register asks in the same words, or else the index is not used.
const RARE_VENUES: [(&str, &str); 3] = [
    ("demanded", "open_demands > 0"),
    ("unreachable", "NOT by_phone AND NOT by_email"),
    ("not_operating", "operation <> 'operating'"),
];

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("DROP INDEX ix_track_reviewer_id_state").await?;
        db.execute_unprepared("DROP INDEX ix_application_venue_id").await?;
        manager.create_index(index("track", &["reviewer_id", "state", "kind", "application_id"])).await?;
        manager.create_index(index("track", &["application_id", "kind", "state", "due_on"])).await?;
        manager.create_index(index("application", &["venue_id", "state", "id"])).await?;
        for (name, condition) in RARE_VENUES {
            let create =
                format!("CREATE INDEX ix_venue_fact_{name} ON venue_fact ({COLUMNS}) WHERE {condition}");
            db.execute_unprepared(&create).await?;
        }
        Ok(())
    }
}
