//! The witness of the audit log, by HTTP (c2sp.org/tlog-witness).

use camket_app::audit_log::{Witness, WitnessAnswer};
use ureq::Agent;

use super::super::config::audit::AuditConfig;
use super::super::http_agent;

/// The most bytes of an answer that are read.
const MAX_ANSWER_BYTES: u64 = 64 * 1024;

#[derive(Clone, Debug)]
pub struct HttpWitness {
    agent: Agent,
    address: String,
}

impl HttpWitness {
    /// `None` when no witness is configured.
    pub fn new(config: &AuditConfig) -> Option<Self> {
        let address = format!("{}/add-checkpoint", config.witness.as_ref()?.trim_end_matches('/'));
        let agent = http_agent::build(config.witness_timeout());
        Some(Self { agent, address })
    }

    fn send(&self, body: &str) -> Result<WitnessAnswer, String> {
        let request = self.agent.post(&self.address).content_type("text/plain; charset=utf-8");
        let mut answer = request.send(body).map_err(|error| error.to_string())?;
        let status = answer.status().as_u16();
        let read = answer.body_mut().with_config().limit(MAX_ANSWER_BYTES).read_to_string();
        let text = read.map_err(|error| error.to_string())?;
        match status {
            200..=299 => Ok(WitnessAnswer::Taken(text)),
            409 => text.trim().parse().map(WitnessAnswer::Remembers).map_err(|_| describe_status(status)),
            _ => Err(describe_status(status)),
        }
    }
}

fn describe_status(status: u16) -> String {
    format!("the witness answered {status}")
}

impl Witness for HttpWitness {
    async fn submit(&self, body: String) -> Result<WitnessAnswer, String> {
        let own = self.clone();
        // The client blocks, so it runs outside the threads that serve pages.
        let sent = tokio::task::spawn_blocking(move || own.send(&body)).await;
        sent.unwrap_or_else(|_| Err("the request to the witness broke off".to_owned()))
    }
}
