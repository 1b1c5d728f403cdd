//! The verdict of the registry, through its API.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use camket_credential::scan::{Scan, scan};
use camket_domain::certificates::verdict::Verdict;
use serde_json::Value;
use ureq::Agent;

use super::Told;

/// Timeout of the request.
const PATIENCE: Duration = Duration::from_secs(20);
/// Upper limit of the response body, in bytes.
const MOST_BYTES: u64 = 64 * 1024;

/// The facts of the API response that are printed.
const FACTS: [&str; 12] = [
    "number",
    "document_number",
    "name",
    "kind",
    "address",
    "issued_at",
    "expires_at",
    "reason_code",
    "decision_number",
    "decided_at",
    "replaced_by",
    "checked_at",
];

/// # Errors
/// The registry cannot be reached, or its response is not a verdict.
pub async fn told(text: &str, url: &str) -> Result<Told> {
    let word = match scan(url, text) {
        // The phone does not open foreign addresses, either.
        Scan::NotOurs => return Ok(Told { verdict: Verdict::NotOurs, facts: Vec::new() }),
        Scan::Mistyped => return Ok(Told { verdict: Verdict::Mistyped, facts: Vec::new() }),
        Scan::Damaged(fault) => {
            return Ok(Told { verdict: Verdict::Forged, facts: vec![("why", fault.code().to_owned())] });
        }
        Scan::Code(code) => code.to_string(),
        Scan::Token(bytes) => camket_credential::token::to_text(&bytes),
    };
    let address = format!("{url}/api/v1/verify/{word}");
    // The HTTP client blocks.
    let answer = tokio::task::spawn_blocking(move || ask(&address)).await??;
    read(&answer)
}

fn ask(address: &str) -> Result<Vec<u8>> {
    let agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .user_agent(concat!("camket/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent();
    let mut answer = agent.get(address).call().with_context(|| "the register could not be asked")?;
    let status = answer.status().as_u16();
    if !matches!(status, 200 | 404) {
        bail!("the register answered {status}");
    }
    Ok(answer.body_mut().with_config().limit(MOST_BYTES).read_to_vec()?)
}

fn read(answer: &[u8]) -> Result<Told> {
    let told: Value = serde_json::from_slice(answer).context("the register did not answer with a verdict")?;
    let verdict = told["verdict"].as_str().and_then(Verdict::from_code);
    let verdict = verdict.context("the register did not answer with a verdict")?;
    let fact = |name| (name, told[name].as_str().unwrap_or_default().to_owned());
    Ok(Told { verdict, facts: FACTS.map(fact).to_vec() })
}
