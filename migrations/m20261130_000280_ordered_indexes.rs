//! The venues whose risk class waits to be assessed, the applications of a province and those that an officer claimed are read
//! by an index; the moment at which a venue was entered stands among its facts.

use sea_orm_migration::prelude::{Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::table::{index, moment};

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
        manager.create_index(index("application", &["submitted_at", "id"])).await?;
        manager.create_index(index("track", &["reviewer_id", "state"])).await?;
        let entered = moment("entered_at").default(0).to_owned();
        let change = Table::alter().table(Alias::new("venue_fact")).add_column(entered).to_owned();
        manager.alter_table(change).await?;
        let known = "UPDATE venue_fact SET entered_at = (SELECT created_at FROM venue WHERE id = venue_id)";
        manager.get_connection().execute_unprepared(known).await.map(|_| ())
    }
}
