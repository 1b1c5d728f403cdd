//! The scanner at the door: an installable page for inspectors, and a plain one for everybody.
//!
//! Belongs here: the shells of these pages, their manifest, their service worker, and what only these pages may do
//! (camera, WebAssembly). Does not belong here: what the phone does (`static/inspect/`, modules without a build step), and
//! what it asks the register for (the API of inspections).

mod manifest;
mod shell;
mod words;
mod worker;

pub use shell::POLICY;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, SCANNER, Action::UseScanner, shell::scanner)
        .public(Method::GET, OFFLINE_VERDICT, shell::offline_verdict)
        .public(Method::GET, PUBLIC_SCANNER, shell::public_scanner)
        .public(Method::GET, "/inspect/manifest.webmanifest", manifest::serve)
        .public(Method::GET, "/inspect/worker.js", worker::serve)
}

/// The inspector's scanner.
pub const SCANNER: &str = "/inspect";
/// What the service worker shows in place of `/v/…` when there is no network. Public, as that page is.
const OFFLINE_VERDICT: &str = "/inspect/verdict";
/// Anyone's scanner; it keeps nothing.
pub const PUBLIC_SCANNER: &str = "/scan";

/// The folder of the scanner's modules.
pub const SCRIPTS: &str = "inspect/";

/// The modules of the scanner, and what they draw with: what a phone needs without a network.
fn is_part(path: &str) -> bool {
    let whole = ["app.css", "icons.svg", "mark.svg", "favicon.svg", "vendor/signature_pad.umd.min.js"];
    let below = [SCRIPTS, "vendor/zxing/", "vendor/fonts/"];
    whole.contains(&path) || below.iter().any(|folder| path.starts_with(folder))
}

#[cfg(test)]
mod tests;
