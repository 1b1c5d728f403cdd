//! The registry of one test, with its clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use camket_app::passwords::HashingOptions;
use camket_app::throttle::ThrottleOptions;
use camket_app::{App, AppOptions, WorkOptions};
use camket_credential::MasterSecret;
use camket_domain::accounts::factor::FactorRule;
use camket_domain::accounts::session::SessionLimits;
use camket_domain::agencies::{Agency, AgencyFunction, find_responsible};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::outbox::Channel;
use camket_store::{Store, agencies, audit};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::initial_data;
use super::places::TestPlace;
use crate::harness::clock::{ManualClock, SeededEntropy};
use crate::harness::database::{Engine, TestDatabase};
use crate::harness::log_capture;

/// Start of the clock: Monday, 23 November 2026, 08:00 in Viet Nam.
const OPENING: OffsetDateTime = datetime!(2026-11-23 01:00 UTC);

/// The registry. Cheap to clone: every person has one.
#[derive(Clone, Debug)]
pub struct Office {
    pub app: App,
    clock: Arc<ManualClock>,
    count: Arc<AtomicU32>,
    pub database: Arc<TestDatabase>,
}

impl Office {
    /// Opens a registry on `engine`, runs one test, and closes the registry.
    pub fn open_for(engine: Engine, test: impl AsyncFnOnce(Self)) {
        log_capture::start_capture();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
        runtime.expect("a runtime").block_on(Box::pin(async {
            let database = TestDatabase::copy_template(engine, fill_template).await;
            let office = Self::over(Arc::new(database), 1).await;
            test(office.clone()).await;
            office.close().await;
        }));
    }

    async fn over(database: Arc<TestDatabase>, seed: u64) -> Self {
        let clock = Arc::new(ManualClock::at(OPENING));
        let app = open_app(&database.url, clock.clone(), seed, options()).await;
        Self { app, clock, count: Arc::default(), database }
    }

    /// Another node on the same database, with other options.
    pub async fn with_options(&self, change: impl FnOnce(&mut AppOptions)) -> Self {
        let mut options = self.app.options().clone();
        change(&mut options);
        let seed = 1_000 + u64::from(self.fresh());
        let app = open_app(&self.database.url, self.clock.clone(), seed, options).await;
        Self { app, ..self.clone() }
    }

    /// Another node, which reaches the database at `url`.
    pub async fn at_address(&self, url: &str) -> Self {
        let seed = 1_000 + u64::from(self.fresh());
        let app = open_app(url, self.clock.clone(), seed, self.app.options().clone()).await;
        Self { app, ..self.clone() }
    }

    /// The options of a test's registry.
    pub fn options() -> AppOptions {
        options()
    }

    /// Backs the database up: gives a node that goes on with it, and one over the copy. Nobody acts through this one afterwards.
    pub async fn splits(&self) -> (Self, Self) {
        self.app.store().clone().close().await.expect("nothing is in flight");
        let copy = Arc::new(self.database.copy().await);
        let later = self.with_options(|_| {}).await;
        let restored = Self { database: copy, ..self.clone() }.with_options(|_| {}).await;
        (later, restored)
    }

    /// Closes the registry and removes its database. Everybody of it must be gone.
    pub async fn close(self) {
        self.app.store().clone().close().await.expect("nothing is in flight");
        let database = Arc::into_inner(self.database);
        database.expect("the test took its people with it").remove().await;
    }

    /// Removes the token of a certificate, as if the first version of the program had issued it.
    pub async fn forgets_the_token_of(&self, certificate: &camket_domain::certificates::Certificate) {
        use sea_orm::ConnectionTrait;
        let db = sea_orm::Database::connect(&self.database.url).await.unwrap();
        let sql = format!(
            "UPDATE certificate SET status_index = NULL, kid = NULL, token = NULL WHERE number = '{}'",
            certificate.number
        );
        db.execute_unprepared(&sql).await.unwrap();
        db.close().await.unwrap();
    }

    /// Advances the clock.
    pub fn waits(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// A number that is unique in this test.
    pub fn fresh(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// A new idempotency key, as a form has it.
    pub fn key(&self) -> Uuid {
        uuid_v7(self.app.now(), self.app.entropy())
    }

    /// The agency that has `function` at a place today.
    pub async fn agency(&self, function: AgencyFunction, place: TestPlace) -> Agency {
        let (commune, province) = (place.commune(), place.province());
        let offices = agencies::list_by_place(self.app.store(), &commune, &province).await.unwrap();
        let found = find_responsible(&offices, function, &commune, &province, self.app.today());
        found.expect("the founding gave every place its agencies").clone()
    }

    /// The audited actions on a venue, oldest first.
    pub async fn actions_at(&self, venue: VenueId) -> Vec<AuditAction> {
        list_actions(audit::list_recent_by_venue(self.app.store(), venue, &[]).await.unwrap())
    }

    /// The audited actions on one row, oldest first.
    pub async fn actions_on(&self, target: Uuid) -> Vec<AuditAction> {
        list_actions(audit::list_by_target(self.app.store(), target).await.unwrap())
    }
}

fn list_actions(mut events: Vec<camket_domain::audit::AuditEvent>) -> Vec<AuditAction> {
    events.reverse();
    events.into_iter().map(|event| event.action).collect()
}

/// Fills the template database.
async fn fill_template(url: &str) {
    let app = open_app(url, Arc::new(ManualClock::at(OPENING)), 0, options()).await;
    initial_data::fill_registry(&app).await;
    app.store().clone().close().await.unwrap();
}

async fn open_app(url: &str, clock: Arc<ManualClock>, seed: u64, options: AppOptions) -> App {
    let store = Store::connect(url).await.expect("a database");
    App::new(store, &MasterSecret::new([42; 32]), clock, Arc::new(SeededEntropy::new(seed)), options)
}

fn options() -> AppOptions {
    AppOptions {
        public_url: "http://127.0.0.1:8080".to_owned(),
        paths: &camket_web::paths::RoutePaths,
        channels: vec![Channel::Email, Channel::Sms],
        sessions: SessionLimits::default(),
        factors: FactorRule::default(),
        // The least that Argon2 allows: tests hash many passwords and protect none.
        throttle: ThrottleOptions::default(),
        hashing: HashingOptions { memory: 8, passes: 1, parallel: 4, waiting: 1_000 },
        // Tests run in parallel on a machine that is busy anyway.
        work: WorkOptions { longest_wait: std::time::Duration::from_secs(600), ..WorkOptions::default() },
        backups: None,
        spool: camket_app::spool::SpoolFiles::new(tempfile::tempfile),
    }
}
