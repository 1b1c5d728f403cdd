//! The download size of the scanner.

use std::io::Write;

use camket_shell::static_files;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::scanner_setup::ScannerSetup;
use crate::support::chromium::Chromium;

/// Limit in compressed bytes of the scanner's own code: modules, service worker, pages with their texts, and styles.
/// Not counted: what all pages share (styles, fonts, icons), the QR reader and the signature pad. It is fetched once a
/// release, in the background. Of it, 4,000 are the correction of a sent report, the log of its answers and the progress of
/// uploads, and 3,500 are for a forgotten PIN: without them work in the field is lost or stuck.
const MAX_CODE_BYTES: usize = 82_000;

const STYLES: &[u8] = include_bytes!("../../src/web/static/css/inspect.css");

#[test]
fn the_scanners_own_code_is_small() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let browser = Chromium::phone().await;
        browser.open(&format!("{}/scan", setup.url())).await;
        let script = "const done = arguments[arguments.length - 1];
            Promise.all(arguments[0].map((path) => fetch(path).then((answer) => answer.text()))).then(done);";
        let pages =
            serde_json::json!(["/inspect/verdict", "/inspect/worker.js", "/inspect/manifest.webmanifest"]);
        let pages = browser.run(script, vec![pages]).await;
        let pages = pages
            .as_array()
            .expect("texts")
            .iter()
            .map(|page| compressed_size(page.as_str().expect("a text").as_bytes()));
        let pages: usize = pages.sum();
        let own = |path: &str| path.starts_with("inspect/") && path.ends_with(".js");
        let modules: usize = static_files::list_files()
            .filter(|(path, _)| own(path))
            .map(|(_, bytes)| compressed_size(bytes))
            .sum();
        let whole = modules + pages + compressed_size(STYLES);
        assert!(modules > 20_000, "the modules are there");
        assert!(
            whole <= MAX_CODE_BYTES,
            "{whole} bytes: modules {modules}, pages and words {pages}, styles {}",
            compressed_size(STYLES)
        );
        browser.close().await;
    });
}

fn compressed_size(bytes: &[u8]) -> usize {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).expect("a vector takes every byte");
    out.finish().expect("a vector takes every byte").len()
}
