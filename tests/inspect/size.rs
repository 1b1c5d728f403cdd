//! The download size of the scanner.

use std::io::Write;

use camket_web::static_files;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::door::Door;
use crate::support::chromium::Browser;

/// Limit in compressed bytes of the scanner's own code: modules, service worker, pages with their texts, and styles.
/// Not counted: what all pages share (styles, fonts, icons), the QR reader and the signature pad.
const MOST: usize = 60_000;

const STYLES: &[u8] = include_bytes!("../../src/web/static/css/inspect.css");

#[test]
fn the_scanners_own_code_is_small() {
    Door::open_for(async |door: &Door| {
        let browser = Browser::phone().await;
        browser.open(&format!("{}/scan", door.url())).await;
        let script = "const done = arguments[arguments.length - 1];
            Promise.all(arguments[0].map((path) => fetch(path).then((answer) => answer.text()))).then(done);";
        let pages =
            serde_json::json!(["/inspect/verdict", "/inspect/worker.js", "/inspect/manifest.webmanifest"]);
        let pages = browser.run(script, vec![pages]).await;
        let pages = pages
            .as_array()
            .expect("texts")
            .iter()
            .map(|page| packed(page.as_str().expect("a text").as_bytes()));
        let pages: usize = pages.sum();
        let own = |path: &str| path.starts_with("inspect/") && path.ends_with(".js");
        let modules: usize =
            static_files::files().filter(|(path, _)| own(path)).map(|(_, bytes)| packed(bytes)).sum();
        let whole = modules + pages + packed(STYLES);
        assert!(modules > 20_000, "the modules are there");
        assert!(
            whole <= MOST,
            "{whole} bytes: modules {modules}, pages and words {pages}, styles {}",
            packed(STYLES)
        );
        browser.close().await;
    });
}

fn packed(bytes: &[u8]) -> usize {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).expect("a vector takes every byte");
    out.finish().expect("a vector takes every byte").len()
}
