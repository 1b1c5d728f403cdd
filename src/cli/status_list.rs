//! `camket status-list`: writes the signed status list to a file, for a static file server.

use std::io::{Write, stdout};

use anyhow::{Context, Result, anyhow};
use camket_app::{keys, register};
use time::format_description::well_known::Rfc3339;

use super::{args::StatusList, config::Environment, foundation::Foundation, registry};

/// Writes the list. Its subject is the same address under the configured public URL as in the server's list.
///
/// # Errors
/// The set-up is wrong, or the file cannot be written.
pub async fn run(list: &StatusList, environment: &Environment) -> Result<()> {
    let foundation = Foundation::lay(&list.settings.given(), environment)?;
    let server = &foundation.config.server;
    let public_url = server.public_url(server.listen).map_err(|told| anyhow!(told))?;
    let app = registry::open(&foundation, public_url.to_string(), Vec::new()).await?;
    keys::ensure(&app).await.context("the signing key")?;
    let signed = register::published(&app).await?;
    std::fs::write(&list.file, &signed.bytes).with_context(|| format!("writing {}", list.file.display()))?;
    let at = signed.issued_at.format(&Rfc3339)?;
    let (bytes, places) = (signed.bytes.len(), register::size(&signed));
    Ok(writeln!(stdout(), "{bytes} bytes, {places} places, sequence {}, signed {at}", signed.sequence)?)
}
