//! The scanner: an installable page for inspectors, and a plain one for the public.
//!
//! Belongs here: the HTML of these pages, their manifest, their service worker, and their security policy (camera,
//! WebAssembly). Does not belong here: the scanner's scripts (`static/inspect/`, modules without a build step), and
//! the API that they call (`inspections/api`, and `api.rs` of demands, devices, scans and teams).

mod manifest;
mod pages;
mod words;
mod worker;

pub use pages::POLICY;

use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(SCANNER, Action::UseScanner, pages::show_scanner)
        .public_get(OFFLINE_VERDICT, pages::show_offline_verdict)
        .public_get(PUBLIC_SCANNER, pages::show_public_scanner)
        .public_get("/inspect/manifest.webmanifest", manifest::serve)
        .public_get("/inspect/worker.js", worker::serve)
}

/// The inspectors' scanner.
pub const SCANNER: &str = "/inspect";
/// Shown by the service worker in place of `/v/…` without a network. Public, as `/v/…` is.
const OFFLINE_VERDICT: &str = "/inspect/verdict";
/// The public scanner; it stores nothing.
pub const PUBLIC_SCANNER: &str = "/scan";

/// The folder of the scanner's modules.
pub const SCRIPTS: &str = "inspect/";

/// Whether the scanner needs this static file without a network.
fn is_scanner_file(path: &str) -> bool {
    let whole = ["app.css", "icons.svg", "mark.svg", "favicon.svg", "vendor/signature_pad.umd.min.js"];
    let below = [SCRIPTS, "vendor/zxing/", "vendor/fonts/"];
    whole.contains(&path) || below.iter().any(|folder| path.starts_with(folder))
}

#[cfg(test)]
mod tests;
