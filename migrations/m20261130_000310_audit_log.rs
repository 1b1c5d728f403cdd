//! The audit log: leaves, the hashes of full tiles above them, signed checkpoints, the keys that sign, and the events that wait for
//! their leaf. What was logged can be neither updated nor deleted: triggers refuse it on both databases.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, Index, MigrationTrait, SchemaManager,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::{bytes, create, id, index, key, moment, number, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables whose rows stay as they were inserted.
const KEPT_TABLES: [&str; 5] =
    ["audit_event", "audit_leaf", "audit_node", "audit_checkpoint", "audit_cosignature"];

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_log(manager).await?;
        create_checkpoints(manager).await?;
        let db = manager.get_connection();
        // What happened before there was a log becomes its beginning.
        db.execute_unprepared("INSERT INTO audit_waiting (event_id) SELECT id FROM audit_event").await?;
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared(REFUSE_ON_POSTGRES).await?;
        }
        for table in KEPT_TABLES {
            for statement in build_triggers(db.get_database_backend(), table) {
                db.execute_unprepared(&statement).await?;
            }
        }
        Ok(())
    }
}

async fn create_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let waiting = table("audit_waiting").col(id("event_id").primary_key()).to_owned();
    create(manager, waiting, vec![]).await?;
    let leaf = table("audit_leaf").col(big_key("number")).col(id("event_id")).col(bytes("hash")).to_owned();
    create(manager, leaf, vec![unique("audit_leaf", &["event_id"])]).await?;
    let node = table("audit_node")
        .col(number("level"))
        .col(ColumnDef::new(Alias::new("number")).big_integer().not_null())
        .col(bytes("hash"))
        .primary_key(Index::create().col(Alias::new("level")).col(Alias::new("number")))
        .to_owned();
    create(manager, node, vec![]).await
}

async fn create_checkpoints(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let checkpoint =
        table("audit_checkpoint").col(big_key("size")).col(moment("at")).col(text("note")).to_owned();
    create(manager, checkpoint, vec![index("audit_checkpoint", &["at"])]).await?;
    let cosignature =
        table("audit_cosignature").col(big_key("size")).col(moment("at")).col(text("lines")).to_owned();
    create(manager, cosignature, vec![]).await?;
    let log_key = table("audit_key")
        .col(key())
        .col(bytes("public"))
        .col(text("sealed"))
        .col(moment("created_at"))
        .to_owned();
    create(manager, log_key, vec![]).await
}

fn big_key(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().primary_key().to_owned()
}

const REFUSE_ON_POSTGRES: &str = "CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$ \
    BEGIN RAISE EXCEPTION 'the audit log is append-only: %', TG_TABLE_NAME; END $$";

fn build_triggers(backend: DbBackend, table: &str) -> Vec<String> {
    if backend == DbBackend::Postgres {
        return vec![format!(
            "CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()"
        )];
    }
    let build = |change: &str| {
        format!(
            "CREATE TRIGGER {table}_no_{} BEFORE {change} ON {table} \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: {table}'); END",
            change.to_ascii_lowercase()
        )
    };
    vec![build("UPDATE"), build("DELETE")]
}
