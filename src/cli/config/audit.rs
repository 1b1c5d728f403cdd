//! `[audit]`: the log of everything that was done.

use std::time::Duration;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct AuditConfig {
    /// Address of a witness, to which each checkpoint is sent; `/add-checkpoint` is added to it.
    pub witness: Option<String>,
    pub witness_timeout_seconds: u64,
}

impl Default for AuditConfig {
    fn default() -> Self {
        Self { witness: None, witness_timeout_seconds: 20 }
    }
}

impl AuditConfig {
    pub fn witness_timeout(&self) -> Duration {
        Duration::from_secs(self.witness_timeout_seconds)
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        let Some(witness) = &self.witness else { return };
        if !witness.starts_with("https://") && !witness.starts_with("http://") {
            problems.push(
                "audit.witness must start with https:// (or http:// for a witness in your own network)"
                    .to_owned(),
            );
        }
        if self.witness_timeout_seconds == 0 {
            problems.push("audit.witness_timeout_seconds must be at least 1".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_has_a_web_address_and_time_to_answer() {
        let count = |witness: &str, seconds| {
            let mut problems = Vec::new();
            let witness = Some(witness.to_owned());
            AuditConfig { witness, witness_timeout_seconds: seconds }.collect_problems(&mut problems);
            problems.len()
        };
        let counts = [count("https://witness.example", 20), count("http://10.0.0.7:8000/w", 1)];
        assert_eq!(counts, [0, 0]);
        assert_eq!([count("witness.example", 20), count("ftp://witness.example", 0)], [1, 2]);
    }
}
