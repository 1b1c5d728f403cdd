//! On SQLite `INSERT OR REPLACE` deletes the row that it replaces without its trigger against deleting: nothing is inserted in
//! the audit log over what is there. PostgreSQL has no such command.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables whose rows stay as they were inserted, and what another row would have the same.
const KEPT_ROWS: [(&str, &str); 5] = [
    ("audit_event", "id = NEW.id"),
    ("audit_leaf", "number = NEW.number OR event_id = NEW.event_id"),
    ("audit_node", "level = NEW.level AND number = NEW.number"),
    ("audit_checkpoint", "size = NEW.size"),
    ("audit_cosignature", "size = NEW.size"),
];

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if db.get_database_backend() == DbBackend::Postgres {
            return Ok(());
        }
        for (table, same) in KEPT_ROWS {
            // The store takes the second half of the message for a value that is taken.
            let trigger = format!(
                "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} \
                 WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) \
                 BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: {table} has this row'); END"
            );
            db.execute_unprepared(&trigger).await?;
        }
        Ok(())
    }
}
