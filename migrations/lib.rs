//! The schema, one migration a file, for SQLite and PostgreSQL. Depends on no other crate of ours: the meaning of a
//! column is documented in `camket-domain`, reading and writing it is in `camket-store`.

use std::time::Duration;

use sea_orm_migration::prelude::{DbErr, MigrationTrait, MigratorTrait};
use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, TransactionTrait,
};

mod m20261123_000001_accounts;
mod m20261123_000002_agencies;
mod m20261123_000003_venues;
mod m20261123_000004_pledges;
mod m20261123_000005_labour;
mod m20261123_000006_applications;
mod m20261123_000007_certificates;
mod m20261123_000008_trail;
mod m20261125_000001_signed_certificates;
mod m20261125_000002_certificate_decisions;
mod m20261125_000007_concerns;
mod m20261125_000008_api_tokens;
mod m20261125_000009_renewals;
mod m20261125_000010_register_loading;
mod m20261125_000041_teams;
mod m20261125_000042_plans;
mod m20261125_000043_devices;
mod m20261125_000044_scans;
mod m20261125_000045_inspections;
mod m20261125_000046_demands;
mod m20261125_000047_proposals;
mod m20261125_000048_alerts;
mod m20261125_000049_concern_grounds;
mod m20261128_000001_idempotency_digest;
mod m20261128_000002_parcel_target;
mod m20261128_000003_people;
mod m20261128_000004_reviewer_titles;
mod m20261128_000005_certificate_search;
mod m20261128_000006_code_attempts;
mod m20261128_000007_outbox_secrets;
mod m20261128_000008_access_requests;
mod m20261128_000009_device_sessions;
mod m20261128_000010_device_unlocks;
mod m20261128_000011_inspection_corrections;
mod m20261128_000012_venue_register;
mod m20261128_000014_file_numbers;
mod m20261128_000015_digests;
mod m20261128_000016_claim_codes;
mod m20261129_000013_census;
mod m20261129_000020_census_imports;
mod m20261129_000030_coverage;
mod m20261129_000040_counter;
mod m20261129_000050_letters;
mod m20261129_000060_register_indexes;
mod m20261129_000061_coverage_marks;
mod m20261129_000070_targets;
mod m20261129_000080_activities;
mod m20261129_000090_media;
mod m20261129_000100_outbox_lanes;
mod m20261129_000110_training;
mod m20261129_000120_integrated_plans;
mod m20261129_000130_healthy_communes;
mod m20261129_000140_police_totals;
mod m20261129_000200_reports;
mod m20261130_000210_risk;
mod m20261130_000220_session_agents;
mod m20261130_000230_restores;
mod m20261130_000250_target_scores;
mod m20261130_000251_counted_indicators;
mod m20261130_000270_unsent_messages;
mod m20261130_000271_worker_changes;
mod m20261130_000280_ordered_indexes;
mod m20261130_000281_labour_checks;
mod m20261130_000282_labour_requests;
mod m20261130_000285_retention_indexes;
mod m20261130_000286_transfers;
mod m20261130_000287_managers;
mod m20261130_000290_second_factors;
mod m20261130_000298_counting_indexes;
mod m20261130_000299_work_permits;
mod m20261130_000300_word_signatures;
mod m20261130_000301_account_closings;
mod m20261130_000310_audit_log;
mod m20261130_000320_open_tracks;
mod m20261130_000321_audit_replacing;
mod m20261130_000322_frequent_words;
mod m20261130_000330_worker_pledges;
mod m20261130_000335_passkeys;
mod table;

/// All migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_accounts::Migration),
            Box::new(m20261123_000002_agencies::Migration),
            Box::new(m20261123_000003_venues::Migration),
            Box::new(m20261123_000004_pledges::Migration),
            Box::new(m20261123_000005_labour::Migration),
            Box::new(m20261123_000006_applications::Migration),
            Box::new(m20261123_000007_certificates::Migration),
            Box::new(m20261123_000008_trail::Migration),
            Box::new(m20261125_000001_signed_certificates::Migration),
            Box::new(m20261125_000002_certificate_decisions::Migration),
            Box::new(m20261125_000007_concerns::Migration),
            Box::new(m20261125_000008_api_tokens::Migration),
            Box::new(m20261125_000009_renewals::Migration),
            Box::new(m20261125_000010_register_loading::Migration),
            Box::new(m20261125_000041_teams::Migration),
            Box::new(m20261125_000042_plans::Migration),
            Box::new(m20261125_000043_devices::Migration),
            Box::new(m20261125_000044_scans::Migration),
            Box::new(m20261125_000045_inspections::Migration),
            Box::new(m20261125_000046_demands::Migration),
            Box::new(m20261125_000047_proposals::Migration),
            Box::new(m20261125_000048_alerts::Migration),
            Box::new(m20261125_000049_concern_grounds::Migration),
            Box::new(m20261128_000001_idempotency_digest::Migration),
            Box::new(m20261128_000002_parcel_target::Migration),
            Box::new(m20261128_000003_people::Migration),
            Box::new(m20261128_000004_reviewer_titles::Migration),
            Box::new(m20261128_000005_certificate_search::Migration),
            Box::new(m20261128_000006_code_attempts::Migration),
            Box::new(m20261128_000007_outbox_secrets::Migration),
            Box::new(m20261128_000008_access_requests::Migration),
            Box::new(m20261128_000009_device_sessions::Migration),
            Box::new(m20261128_000010_device_unlocks::Migration),
            Box::new(m20261128_000011_inspection_corrections::Migration),
            Box::new(m20261128_000012_venue_register::Migration),
            Box::new(m20261128_000014_file_numbers::Migration),
            Box::new(m20261128_000015_digests::Migration),
            Box::new(m20261128_000016_claim_codes::Migration),
            Box::new(m20261129_000013_census::Migration),
            Box::new(m20261129_000020_census_imports::Migration),
            Box::new(m20261129_000030_coverage::Migration),
            Box::new(m20261129_000040_counter::Migration),
            Box::new(m20261129_000050_letters::Migration),
            Box::new(m20261129_000060_register_indexes::Migration),
            Box::new(m20261129_000061_coverage_marks::Migration),
            Box::new(m20261129_000070_targets::Migration),
            Box::new(m20261129_000080_activities::Migration),
            Box::new(m20261129_000090_media::Migration),
            Box::new(m20261129_000100_outbox_lanes::Migration),
            Box::new(m20261129_000110_training::Migration),
            Box::new(m20261129_000120_integrated_plans::Migration),
            Box::new(m20261129_000130_healthy_communes::Migration),
            Box::new(m20261129_000140_police_totals::Migration),
            Box::new(m20261129_000200_reports::Migration),
            Box::new(m20261130_000210_risk::Migration),
            Box::new(m20261130_000220_session_agents::Migration),
            Box::new(m20261130_000230_restores::Migration),
            Box::new(m20261130_000250_target_scores::Migration),
            Box::new(m20261130_000251_counted_indicators::Migration),
            Box::new(m20261130_000270_unsent_messages::Migration),
            Box::new(m20261130_000271_worker_changes::Migration),
            Box::new(m20261130_000280_ordered_indexes::Migration),
            Box::new(m20261130_000281_labour_checks::Migration),
            Box::new(m20261130_000282_labour_requests::Migration),
            Box::new(m20261130_000285_retention_indexes::Migration),
            Box::new(m20261130_000286_transfers::Migration),
            Box::new(m20261130_000287_managers::Migration),
            Box::new(m20261130_000290_second_factors::Migration),
            Box::new(m20261130_000298_counting_indexes::Migration),
            Box::new(m20261130_000299_work_permits::Migration),
            Box::new(m20261130_000300_word_signatures::Migration),
            Box::new(m20261130_000301_account_closings::Migration),
            Box::new(m20261130_000310_audit_log::Migration),
            Box::new(m20261130_000320_open_tracks::Migration),
            Box::new(m20261130_000321_audit_replacing::Migration),
            Box::new(m20261130_000322_frequent_words::Migration),
            Box::new(m20261130_000330_worker_pledges::Migration),
            Box::new(m20261130_000335_passkeys::Migration),
        ]
    }
}

/// Id of the advisory lock that keeps two starting nodes from migrating at the same time ("camket" in ASCII).
const LOCK: i64 = 0x6361_6d6b_6574;

/// How long to wait for a database that is still starting, when the program starts.
const START_TIMEOUT: Duration = Duration::from_secs(10);
/// How long to wait for the database when only the state of the schema is read.
const READ_TIMEOUT: Duration = Duration::from_secs(5);

/// Migrates the database at `url` to the latest schema, all of it or nothing. On PostgreSQL one node migrates and the others
/// wait; on SQLite the caller must hold the lock of the data folder.
pub async fn run(url: &str) -> Result<(), DbErr> {
    let db = connect(url, START_TIMEOUT).await?;
    if db.get_database_backend() == DbBackend::Postgres {
        // The lock belongs to this connection and is released with it, also when a migration fails.
        db.execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})")).await?;
    }
    let outcome = migrate(&db).await;
    db.close().await?;
    outcome
}

/// One transaction: whatever ends the program in the middle, it starts again from where it began.
async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

/// Writes a copy of an SQLite database as it is to the file `target`, which must not exist.
pub async fn copy(url: &str, target: &str) -> Result<(), DbErr> {
    let db = connect(url, READ_TIMEOUT).await?;
    let copied =
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [target.into()]));
    copied.await?;
    db.close().await
}

/// How far the schema of a database is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SchemaState {
    /// Migrations that the database has.
    pub applied: usize,
    /// Migrations that it lacks.
    pub pending: usize,
}

/// How far the database at `url` is. Changes nothing.
pub async fn read_state(url: &str) -> Result<SchemaState, DbErr> {
    let db = connect(url, READ_TIMEOUT).await?;
    let pending = Migrator::get_pending_migrations_read_only(&db).await?.len();
    db.close().await?;
    Ok(SchemaState { applied: Migrator::migrations().len() - pending, pending })
}

/// Connects with a pool of one connection, so that the lock and the migrations share it.
async fn connect(url: &str, patience: Duration) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).acquire_timeout(patience).sqlx_logging(false);
    Database::connect(options).await
}
