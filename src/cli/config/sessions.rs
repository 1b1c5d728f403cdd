//! `[sessions]`: the time limits of a session, and what opens one.

use camket_domain::accounts::factor::FactorRule;
use camket_domain::accounts::session::SessionLimits;
use serde::{Deserialize, Serialize};
use time::Duration;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SessionsConfig {
    /// Minutes after the last request at which a session ends.
    pub idle_minutes: u32,
    /// Minutes after the log-in at which a session ends in any case.
    pub absolute_minutes: u32,
    /// Whether members of staff need a second factor.
    pub second_factor_of_staff: bool,
}

impl Default for SessionsConfig {
    fn default() -> Self {
        let minutes =
            |limit: Duration| u32::try_from(limit.whole_minutes()).expect("the domain's limits are days");
        let limits = SessionLimits::default();
        Self {
            idle_minutes: minutes(limits.idle),
            absolute_minutes: minutes(limits.absolute),
            second_factor_of_staff: true,
        }
    }
}

impl SessionsConfig {
    pub fn limits(&self) -> SessionLimits {
        SessionLimits {
            idle: Duration::minutes(self.idle_minutes.into()),
            absolute: Duration::minutes(self.absolute_minutes.into()),
        }
    }

    /// Whose accounts need a second factor.
    pub fn factor_rule(&self) -> FactorRule {
        FactorRule { required_of_staff: self.second_factor_of_staff }
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        if self.idle_minutes == 0 || self.idle_minutes > self.absolute_minutes {
            problems.push(format!(
                "sessions.idle_minutes ({}) must be at least 1 and at most sessions.absolute_minutes ({})",
                self.idle_minutes, self.absolute_minutes
            ));
        }
    }
}
