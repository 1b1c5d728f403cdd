//! `camket status-list`: writes the signed status list to a file, for a static file server.

use std::io::{Write, stdout};

use anyhow::{Context, Result, anyhow};
use camket_app::{audit_log, keys, register};
use camket_domain::calendar::format_rfc3339;

use super::{args::StatusListArgs, config::Environment, registry, setup::Setup};

/// Writes the list. Its subject is the same address under the configured public URL as in the server's list.
///
/// # Errors
/// The set-up is wrong, or the file cannot be written.
pub async fn run(list: &StatusListArgs, environment: &Environment) -> Result<()> {
    let setup = Setup::prepare(&list.settings.overrides(), environment)?;
    let server = &setup.config.server;
    let public_url = server.public_url(server.listen).map_err(|problem| anyhow!(problem))?;
    let app = registry::open(&setup, public_url.to_string(), Vec::new()).await?;
    keys::ensure_signing_key(&app).await.context("the signing key")?;
    let signed = register::load_published_list(&app).await?;
    // Each list goes with a checkpoint of the audit log.
    audit_log::append_waiting(&app).await.context("the audit log")?;
    audit_log::sign_now(&app).await.context("the checkpoint of the audit log")?;
    std::fs::write(&list.file, &signed.bytes).with_context(|| format!("writing {}", list.file.display()))?;
    let at = format_rfc3339(signed.issued_at);
    let (bytes, places) = (signed.bytes.len(), register::count_entries(&signed));
    Ok(writeln!(stdout(), "{bytes} bytes, {places} places, sequence {}, signed {at}", signed.sequence)?)
}
