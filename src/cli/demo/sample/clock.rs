//! The registry under the clock of the story. Each reading of the clock advances it by a millisecond, so that later events have later times.

use std::sync::{Arc, Mutex, PoisonError};

use camket_app::{App, AppOptions};
use camket_credential::MasterSecret;
use camket_domain::accounts::session::SessionLimits;
use camket_domain::clock::Clock;
use camket_domain::outbox::Channel;
use camket_store::Store;
use camket_web::paths::RoutePaths;
use time::{Duration, OffsetDateTime};

use crate::cli::clock::SystemEntropy;

/// The least that Argon2 allows: hundreds of accounts have one password, which is printed. A hash holds its own cost, so
/// log-in works.
const ARGON2_COST: (u32, u32) = (8, 1);

#[derive(Debug)]
struct StoryClock(Mutex<OffsetDateTime>);

impl StoryClock {
    fn at(moment: OffsetDateTime) -> Self {
        Self(Mutex::new(moment))
    }

    fn set(&self, moment: OffsetDateTime) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = moment;
    }
}

impl Clock for StoryClock {
    fn now(&self) -> OffsetDateTime {
        let mut moment = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *moment += Duration::MILLISECOND;
        *moment
    }
}

/// The registry with a clock that is set.
#[derive(Debug)]
pub struct StoryTime {
    app: App,
    clock: Arc<StoryClock>,
}

impl StoryTime {
    pub fn new(store: Store, master: &MasterSecret, public_url: String, start: OffsetDateTime) -> Self {
        let options = AppOptions {
            public_url,
            paths: &RoutePaths,
            channels: vec![Channel::Email],
            sessions: SessionLimits::default(),
            hashing: ARGON2_COST,
        };
        let clock = Arc::new(StoryClock::at(start));
        let app = App::new(store, master, clock.clone(), Arc::new(SystemEntropy), options);
        Self { app, clock }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// Sets the clock, UTC.
    pub fn set(&self, at: OffsetDateTime) {
        self.clock.set(at);
    }
}
