//! `[limits]`: limits on guessing and on one-time codes.

use camket_app::throttle::ThrottleOptions;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct LimitsConfig {
    pub wrong_tries_per_network: u32,
    pub wrong_tries: u32,
    pub codes_per_network: u32,
    pub codes_per_recipient: u32,
    pub codes: u32,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        let ThrottleOptions {
            wrong_tries_per_network,
            wrong_tries,
            codes_per_network,
            codes_per_recipient,
            codes,
        } = ThrottleOptions::default();
        Self { wrong_tries_per_network, wrong_tries, codes_per_network, codes_per_recipient, codes }
    }
}

impl LimitsConfig {
    pub fn throttle_options(&self) -> ThrottleOptions {
        ThrottleOptions {
            wrong_tries_per_network: self.wrong_tries_per_network,
            wrong_tries: self.wrong_tries,
            codes_per_network: self.codes_per_network,
            codes_per_recipient: self.codes_per_recipient,
            codes: self.codes,
        }
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        for (key, value) in [
            ("wrong_tries_per_network", self.wrong_tries_per_network),
            ("wrong_tries", self.wrong_tries),
            ("codes_per_network", self.codes_per_network),
            ("codes_per_recipient", self.codes_per_recipient),
            ("codes", self.codes),
        ] {
            if value == 0 {
                problems.push(format!("limits.{key} must be at least 1, or nobody can log in or sign up"));
            }
        }
    }
}
