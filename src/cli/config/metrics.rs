//! `[metrics]`: figures for a monitor, on an address of their own.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use super::SecretText;

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct MetricsConfig {
    /// Where `/metrics` is served; without it nothing is counted.
    pub listen: Option<SocketAddr>,
    /// What a monitor sends as `Authorization: Bearer`; without it everybody who reaches the address may read.
    pub token: Option<SecretText>,
}

impl MetricsConfig {
    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        if self.token.as_ref().is_some_and(|token| token.expose().len() < 16) {
            problems.push("metrics.token must have at least 16 characters".to_owned());
        }
        let open = self.listen.filter(|listen| !listen.ip().is_loopback() && self.token.is_none());
        problems.extend(open.map(|listen| {
            format!("metrics.token is not set, but {listen} is reached from other machines: set both, or a loopback address")
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count_problems(listen: &str, token: Option<&str>) -> usize {
        let config =
            MetricsConfig { listen: Some(listen.parse().unwrap()), token: token.map(SecretText::new) };
        let mut problems = Vec::new();
        config.collect_problems(&mut problems);
        problems.len()
    }

    #[test]
    fn an_address_that_others_reach_needs_a_token() {
        assert_eq!(count_problems("127.0.0.1:9464", None), 0);
        assert_eq!(count_problems("0.0.0.0:9464", None), 1);
        assert_eq!(count_problems("0.0.0.0:9464", Some("a token of a monitor")), 0);
        assert_eq!(count_problems("127.0.0.1:9464", Some("short")), 1);
    }
}
