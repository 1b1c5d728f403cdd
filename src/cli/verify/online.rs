//! The verdict of the registry, through its API.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use camket_credential::parsed_code::{ParsedCode, parse};
use camket_domain::certificates::verdict::Verdict;
use camket_web::paths;
use serde_json::Value;
use ureq::Agent;

use super::VerdictReport;

const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// Upper limit of the response body, in bytes.
const MAX_RESPONSE_BYTES: u64 = 64 * 1024;

/// The facts of the API response that are printed.
const PRINTED_FACTS: [&str; 12] = [
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
pub async fn look_up(text: &str, url: &str) -> Result<VerdictReport> {
    let word = match parse(url, text) {
        // The phone does not open foreign addresses, either.
        ParsedCode::NotOurs => return Ok(VerdictReport { verdict: Verdict::NotOurs, facts: Vec::new() }),
        ParsedCode::MistypedCode => {
            return Ok(VerdictReport { verdict: Verdict::Mistyped, facts: Vec::new() });
        }
        ParsedCode::BrokenToken(fault) => {
            return Ok(VerdictReport {
                verdict: Verdict::Forged,
                facts: vec![("why", fault.code().to_owned())],
            });
        }
        ParsedCode::ShortCode(code) => code.to_string(),
        ParsedCode::Token(bytes) => camket_credential::token::to_text(&bytes),
    };
    let address = format!("{url}{}", paths::ApiVerify(word));
    // The HTTP client blocks.
    let answer = tokio::task::spawn_blocking(move || fetch_verdict(&address)).await??;
    parse_response(&answer)
}

fn fetch_verdict(address: &str) -> Result<Vec<u8>> {
    let agent = Agent::config_builder()
        .timeout_global(Some(REQUEST_TIMEOUT))
        .http_status_as_error(false)
        .user_agent(concat!("camket/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent();
    let mut answer = agent.get(address).call().with_context(|| "the register could not be asked")?;
    let status = answer.status().as_u16();
    if !matches!(status, 200 | 404) {
        bail!("the register answered {status}");
    }
    Ok(answer.body_mut().with_config().limit(MAX_RESPONSE_BYTES).read_to_vec()?)
}

fn parse_response(answer: &[u8]) -> Result<VerdictReport> {
    let json: Value = serde_json::from_slice(answer).context("the register did not answer with a verdict")?;
    let verdict = json["verdict"].as_str().and_then(Verdict::from_code);
    let verdict = verdict.context("the register did not answer with a verdict")?;
    let fact = |name| (name, json[name].as_str().unwrap_or_default().to_owned());
    Ok(VerdictReport { verdict, facts: PRINTED_FACTS.map(fact).to_vec() })
}
