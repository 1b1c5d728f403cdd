//! The registry under the clock of the scenario. Each reading of the clock advances it by a millisecond, so that later
//! events have later times.

use std::sync::Arc;

use camket_app::passwords::HashingOptions;
use camket_app::spool::SpoolFiles;
use camket_app::throttle::ThrottleOptions;
use camket_app::{App, AppOptions, WorkOptions};
use camket_credential::MasterSecret;
use camket_domain::accounts::factor::FactorRule;
use camket_domain::accounts::session::SessionLimits;
use camket_domain::clock::Clock;
use camket_domain::outbox::Channel;
use camket_store::Store;
use camket_web::paths::RoutePaths;
use parking_lot::Mutex;
use time::{Duration, OffsetDateTime};

use crate::cli::clock::SystemEntropy;

/// The least that Argon2 allows: hundreds of accounts have one password, which is printed. A hash holds its own cost, so
/// log-in works.
const HASHING: HashingOptions = HashingOptions { memory: 8, passes: 1, parallel: 1, waiting: 0 };

#[derive(Debug)]
struct ScenarioClock(Mutex<OffsetDateTime>);

impl ScenarioClock {
    fn at(moment: OffsetDateTime) -> Self {
        Self(Mutex::new(moment))
    }

    fn set(&self, moment: OffsetDateTime) {
        let mut now = self.0.lock();
        *now = moment.max(*now);
    }
}

impl Clock for ScenarioClock {
    fn now(&self) -> OffsetDateTime {
        let mut moment = self.0.lock();
        *moment += Duration::MILLISECOND;
        *moment
    }
}

/// The registry with a clock that is set.
#[derive(Debug)]
pub struct ScenarioTime {
    app: App,
    clock: Arc<ScenarioClock>,
}

impl ScenarioTime {
    pub fn new(store: Store, master: &MasterSecret, public_url: String, start: OffsetDateTime) -> Self {
        let options = AppOptions {
            public_url,
            paths: &RoutePaths,
            channels: vec![Channel::Email],
            sessions: SessionLimits::default(),
            factors: FactorRule::default(),
            hashing: HASHING,
            // All owners sign up in a few days.
            throttle: ThrottleOptions { codes: u32::MAX, ..ThrottleOptions::default() },
            work: WorkOptions::default(),
            backups: None,
            // A phone of the sample sends its photos at once.
            spool: SpoolFiles::new(tempfile::tempfile),
        };
        let clock = Arc::new(ScenarioClock::at(start));
        let app = App::new(store, master, clock.clone(), Arc::new(SystemEntropy), options);
        Self { app, clock }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// Moves the clock to `at`, UTC; never back.
    pub fn set(&self, at: OffsetDateTime) {
        self.clock.set(at);
    }
}
