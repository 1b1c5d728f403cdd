//! The audit log: events that get their leaves, an export of them, and its check, which reads and hashes every one.

use std::time::Instant;

use camket_app::audit_log;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_store::audit;
use uuid::Uuid;

use crate::registry::{DatabasePlace, OfficeRegistry};
use crate::report::Direction::Max;
use crate::report::Measurement;
use crate::{BenchResult, BenchSizes};

/// Events of a transaction of the sample.
const BATCH: usize = 10_000;
/// Events for which the target of the check is stated.
const STATED: f64 = 10_000_000.0;
/// Seconds in which they are checked.
const TARGET_SECONDS: f64 = 60.0;

/// Seconds for ten million events, from as many as the sizes say.
pub async fn measure(sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let registry = OfficeRegistry::create(DatabasePlace::new_folder()?, 10).await?;
    let (app, count) = (&registry.app, sizes.most_venues);
    for _ in 0..count.div_ceil(BATCH) {
        insert_events(app, BATCH).await?;
    }
    let began = Instant::now();
    audit_log::append_waiting(app).await?;
    let appending = began.elapsed().as_secs_f64();
    audit_log::sign_now(app).await?;
    let began = Instant::now();
    let of_database = audit_log::check_database(app, &[]).await?;
    let checking = began.elapsed().as_secs_f64();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("log.txt");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    audit_log::export(app, &mut out).await?;
    drop(out);
    let keys = audit_log::list_public_keys(app).await?;
    let export = std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(&file)?);
    let began = Instant::now();
    let of_export = audit_log::check_export(export, &[], &keys)?;
    let reading = began.elapsed().as_secs_f64();
    if !of_database.is_intact() || !of_export.is_intact() {
        return Err("the log of the bench is not intact".into());
    }
    registry.close().await?;
    let events = of_export.leaves as f64;
    let stated = |seconds: f64| seconds * STATED / events;
    Ok(vec![
        Measurement::new("audit_append_per_second", events / appending, "events"),
        Measurement::new("audit_verify_database", stated(checking), "s for 10M")
            .with_target(Max, TARGET_SECONDS),
        Measurement::new("audit_verify_export", stated(reading), "s for 10M")
            .with_target(Max, TARGET_SECONDS),
    ])
}

async fn insert_events(app: &camket_app::App, count: usize) -> BenchResult<()> {
    let event = |_| {
        let event = AuditEvent::new(app.now(), app.entropy(), None, AuditAction::Scanned, Uuid::nil());
        event.with_note("15/QĐ-SNV")
    };
    let events: Vec<AuditEvent> = (0..count).map(event).collect();
    let tx = app.store().begin_write().await?;
    audit::insert_many(&tx, &events).await?;
    Ok(tx.commit().await?)
}
