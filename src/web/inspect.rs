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

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::Scanner::PATTERN, Action::UseScanner, pages::show_scanner)
        .public_get(paths::OfflineVerdict::PATTERN, pages::show_offline_verdict)
        .public_get(paths::PublicScanner::PATTERN, pages::show_public_scanner)
        .public_get(paths::ScannerManifest::PATTERN, manifest::serve)
        .public_get(paths::ScannerWorker::PATTERN, worker::serve)
}

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
