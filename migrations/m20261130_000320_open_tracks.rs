//! Among the facts of a venue: until when its undecided tracks are due, and who claimed them. What waits is counted in these
//! indexes alone.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::{day_or_null, id_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for track in ["pledge", "labour"] {
            let (due_on, reviewer) = (format!("{track}_due_on"), format!("{track}_reviewer_id"));
            for column in [day_or_null(due_on.clone()), id_or_null(reviewer.clone())] {
                let change = Table::alter().table(Alias::new("venue_fact")).add_column(column).to_owned();
                manager.alter_table(change).await?;
            }
            for (known, value) in [(&due_on, "due_on"), (&reviewer, "reviewer_id")] {
                let found = format!(
                    "SELECT track.{value} FROM application JOIN track ON track.application_id = application.id \
                     WHERE application.venue_id = venue_fact.venue_id AND application.state = 'in-review' \
                     AND track.kind = '{track}' AND track.state IN ('waiting', 'claimed') \
                     ORDER BY application.id DESC LIMIT 1"
                );
                let fill = format!("UPDATE venue_fact SET {known} = ({found}) WHERE {track} = 'in-review'");
                db.execute_unprepared(&fill).await?;
            }
            for area in ["province", "commune"] {
                let open = format!(
                    "CREATE INDEX ix_venue_fact_{area}_{due_on} ON venue_fact ({area}, {due_on}, {reviewer}) \
                     WHERE {due_on} IS NOT NULL"
                );
                db.execute_unprepared(&open).await?;
            }
            let claimed = format!(
                "CREATE INDEX ix_venue_fact_{reviewer} ON venue_fact ({reviewer}, province, commune) \
                 WHERE {reviewer} IS NOT NULL"
            );
            db.execute_unprepared(&claimed).await?;
        }
        Ok(())
    }
}
