//! Figures of this node and of the registry: read every quarter of a minute by one task, never for a monitor that asks.

use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use camket_app::{App, ErrorChain, monitoring};
use camket_domain::clock::Clock;
use camket_store::DiskReserve;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use time::OffsetDateTime;
use tokio::time::sleep;

use crate::cli::{backup, clock::SystemClock, config::Config};

/// Interval between two readings of the database.
const INTERVAL: Duration = Duration::from_secs(15);
/// Interval between two counts of certificates, which read all of them.
const COUNT_INTERVAL: Duration = Duration::from_secs(600);

type Seconds = Gauge<f64, AtomicU64>;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct LaneLabel {
    lane: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct StateLabel {
    state: &'static str,
}

#[derive(Debug, Default)]
pub(super) struct NodeMetrics {
    database_up: Gauge,
    set_back: Gauge,
    connections: Family<StateLabel, Gauge>,
    outbox_oldest: Family<LaneLabel, Seconds>,
    outbox_given_up: Gauge,
    list_age: Seconds,
    list_sequence: Gauge,
    register_lag: Seconds,
    failed_log_ins: Counter,
    disk_free: Gauge,
    backup_age: Seconds,
    certificates: Family<StateLabel, Gauge>,
}

impl NodeMetrics {
    pub(super) fn register(registry: &mut Registry, config: &Config) -> Self {
        let all = Self::default();
        registry.register(
            "database_up",
            "1 if the database answered within a second",
            all.database_up.clone(),
        );
        let about =
            "1 if the database was put back to an earlier state: nothing is written until camket restore";
        registry.register("database_set_back", about, all.set_back.clone());
        registry.register(
            "pool_connections",
            "Connections to the database by state",
            all.connections.clone(),
        );
        let about = "Age of the oldest message that waits, by lane; 0 if none waits";
        registry.register_with_unit("outbox_oldest", about, Unit::Seconds, all.outbox_oldest.clone());
        registry.register("outbox_given_up", "Messages that were given up", all.outbox_given_up.clone());
        let about = "Age of the status list that this node publishes";
        registry.register_with_unit("status_list_age", about, Unit::Seconds, all.list_age.clone());
        registry.register("status_list_sequence", "Sequence of that list", all.list_sequence.clone());
        let about = "Time since the register in memory was compared with the database";
        registry.register_with_unit("register_lag", about, Unit::Seconds, all.register_lag.clone());
        registry.register("log_in_failures", "Log-ins with a wrong password", all.failed_log_ins.clone());
        let about = "Room on the disk of the data folder";
        registry.register_with_unit("disk_free", about, Unit::Bytes, all.disk_free.clone());
        if config.backup.dir.is_some() {
            let about = "Age of the newest backup in backup.dir; infinite if there is none";
            registry.register_with_unit("backup_age", about, Unit::Seconds, all.backup_age.clone());
        }
        registry.register("certificates", "Certificates by state", all.certificates.clone());
        all
    }

    /// Reads all figures until it is dropped.
    pub(super) async fn keep_up(&self, app: &App, config: &Config) {
        let mut counted: Option<Instant> = None;
        loop {
            self.read_machine(app, config);
            let is_up = app.ping_database().await.is_ok();
            self.database_up.set(i64::from(is_up));
            if is_up {
                let due = counted.is_none_or(|at| at.elapsed() >= COUNT_INTERVAL);
                match self.read_database(app, due).await {
                    Ok(()) if due => counted = Some(Instant::now()),
                    Ok(()) => {}
                    Err(error) => tracing::warn!(error = %ErrorChain(&error), "figures could not be read"),
                }
            }
            sleep(INTERVAL).await;
        }
    }

    /// What needs no query: read for each monitor that asks, too.
    pub(super) fn read_machine(&self, app: &App, config: &Config) {
        let (now, state) = (SystemClock.now(), monitoring::read_register(app));
        self.set_back.set(i64::from(state.is_set_back));
        self.register_lag.set(count_seconds(now, state.heard_at));
        if let Some((sequence, issued_at)) = state.list {
            self.list_sequence.set(i64::try_from(sequence).unwrap_or(i64::MAX));
            self.list_age.set(count_seconds(now, issued_at));
        }
        let failures = monitoring::count_failed_log_ins(app);
        self.failed_log_ins.inner().store(failures, std::sync::atomic::Ordering::Relaxed);
        let connections = app.store().count_connections();
        self.connections.get_or_create(&StateLabel { state: "used" }).set(connections.used.into());
        self.connections.get_or_create(&StateLabel { state: "idle" }).set(connections.idle.into());
        let disk = DiskReserve { folder: config.data.dir.clone(), bytes: 0 };
        if let Ok(free) = disk.find_free() {
            self.disk_free.set(i64::try_from(free).unwrap_or(i64::MAX));
        }
        let newest = config.backup.dir.as_ref().map(|dir| backup::find_newest(dir).ok().flatten());
        if let Some(newest) = newest {
            self.backup_age.set(newest.map_or(f64::INFINITY, |newest| count_seconds(now, newest)));
        }
    }

    async fn read_database(&self, app: &App, counts: bool) -> Result<(), camket_app::AppError> {
        let now = SystemClock.now();
        let outbox = monitoring::read_outbox(app).await?;
        for (lane, oldest) in [("urgent", outbox.oldest_urgent), ("other", outbox.oldest_other)] {
            let age = oldest.map_or(0.0, |at| count_seconds(now, at));
            self.outbox_oldest.get_or_create(&LaneLabel { lane }).set(age);
        }
        self.outbox_given_up.set(i64::try_from(outbox.given_up).unwrap_or(i64::MAX));
        if counts {
            for (state, count) in monitoring::count_certificates(app).await? {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                self.certificates.get_or_create(&StateLabel { state }).set(count);
            }
        }
        Ok(())
    }
}

fn count_seconds(now: OffsetDateTime, since: OffsetDateTime) -> f64 {
    (now - since).as_seconds_f64().max(0.0)
}
