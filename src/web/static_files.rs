//! Styles, scripts, fonts and icons, embedded in the program.
//!
//! Their addresses carry one hash of the whole set, `/static/<hash>/<path>`: files may name each other relatively,
//! all of one release match, and a browser may keep them for ever. Under another hash (a page of the release before)
//! the present file is served with `no-cache`. `app.css` is joined here from its parts, in order.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use ring::digest;
use rust_embed::RustEmbed;

use crate::error_page::ErrorKind;
use crate::inspect;

/// Route of every static file.
pub const ROUTE: &str = "/static/{version}/{*path}";

/// The parts of `app.css`: Pico first, then ours, from the general to the particular, print last.
const STYLES: &[&str] = &[
    "vendor/pico.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/frame.css",
    "css/forms.css",
    "css/widgets.css",
    "css/lists.css",
    "css/tables.css",
    "css/venues.css",
    "css/pledges.css",
    "css/labour.css",
    "css/inspections.css",
    "css/own.css",
    "css/verdict.css",
    "css/review.css",
    "css/concerns.css",
    "css/home.css",
    "css/accounts.css",
    "css/verify.css",
    "css/admin.css",
    "css/inspect.css",
    "css/print.css",
];

#[derive(RustEmbed)]
#[folder = "static"]
struct EmbeddedFiles;

struct Asset {
    body: Bytes,
    etag: HeaderValue,
    content_type: &'static str,
}

struct Assets {
    version: String,
    files: BTreeMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

impl Assets {
    fn load() -> Self {
        let mut files: BTreeMap<String, Asset> = EmbeddedFiles::iter()
            .filter(|path| is_served(path))
            .filter_map(|path| Some((path.to_string(), Asset::new(&path, load_served_file(&path)?))))
            .collect();
        files.insert(String::from("app.css"), Asset::new("app.css", join_styles()));
        let mut all = digest::Context::new(&digest::SHA256);
        for (path, asset) in &files {
            all.update(path.as_bytes());
            all.update(asset.etag.as_bytes());
        }
        Self { version: short_hash(&all.finish()), files }
    }
}

impl Asset {
    fn new(path: &str, body: Vec<u8>) -> Self {
        let hash = short_hash(&digest::digest(&digest::SHA256, &body));
        // A hash in hexadecimal is always a legal header value.
        let etag = HeaderValue::from_str(&format!("\"{hash}\""))
            .unwrap_or_else(|_| HeaderValue::from_static("\"\""));
        Self { body: Bytes::from(body), etag, content_type: content_type(path) }
    }
}

/// Notes and tools are not served; the parts of the style sheet are served as one.
fn is_served(path: &str) -> bool {
    ![".md", ".py"].iter().any(|ending| path.ends_with(ending)) && !path.starts_with("css/")
}

/// A file as it is sent. The scanner's modules are sent without lines that hold only a comment: those are a fifth of
/// them, and phones pay for every kilobyte.
fn load_served_file(path: &str) -> Option<Vec<u8>> {
    let file = EmbeddedFiles::get(path)?.data;
    if !path.starts_with(inspect::SCRIPTS) || !path.ends_with(".js") {
        return Some(file.to_vec());
    }
    let lines = file.split_inclusive(|byte| *byte == b'\n');
    Some(lines.filter(|line| !line.trim_ascii_start().starts_with(b"//")).flatten().copied().collect())
}

fn join_styles() -> Vec<u8> {
    let parts = STYLES.iter().filter_map(|path| EmbeddedFiles::get(path)).map(|file| file.data.into_owned());
    parts.collect::<Vec<_>>().join(&b'\n')
}

fn short_hash(digest: &digest::Digest) -> String {
    HEXLOWER.encode(&digest.as_ref()[..8])
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Versioned address of a static file. An unknown path gives an address that answers 404, and a warning in the log.
#[must_use]
pub fn address(path: &str) -> String {
    if !ASSETS.files.contains_key(path) {
        tracing::warn!(path, "no such static file");
    }
    format!("/static/{}/{path}", ASSETS.version)
}

/// Every static file by path, for the style guide that is written to a folder.
pub fn list_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    ASSETS.files.iter().map(|(path, asset)| (path.as_str(), &*asset.body))
}

pub async fn serve(Path((version, path)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.files.get(&path) else {
        return ErrorKind::NotFound.into_response();
    };
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|etag| etag == asset.etag);
    let mut answer = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(asset.body.clone()).into_response()
    };
    let keep = if version == ASSETS.version { "public, max-age=31536000, immutable" } else { "no-cache" };
    let out = answer.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    out.insert(header::ETAG, asset.etag.clone());
    if path.starts_with(inspect::SCRIPTS) {
        // A worker has the policy of its own script, not that of the page that starts it.
        out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(inspect::POLICY));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(version: &str, path: &str, headers: HeaderMap) -> Response {
        serve(Path((version.to_owned(), path.to_owned())), headers).await
    }

    #[tokio::test]
    async fn the_present_version_is_kept_for_ever_and_another_is_asked_again() {
        let now = get(&ASSETS.version, "app.css", HeaderMap::new()).await;
        assert_eq!(now.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(now.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let old = get("0000", "app.css", HeaderMap::new()).await;
        assert_eq!(old.headers()[header::CACHE_CONTROL], "no-cache");
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, old.headers()[header::ETAG].clone());
        assert_eq!(get("0000", "app.css", headers).await.status(), StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn nothing_outside_the_set_is_served() {
        assert_eq!(get("0", "../Cargo.toml", HeaderMap::new()).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(get("0", "css/base.css", HeaderMap::new()).await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn every_part_of_the_style_sheet_is_there() {
        let there: Vec<_> = EmbeddedFiles::iter().filter(|path| path.starts_with("css/")).collect();
        assert!(there.iter().all(|path| STYLES.contains(&&**path)), "list it in STYLES: {there:?}");
        for part in STYLES {
            assert!(EmbeddedFiles::get(part).is_some(), "{part} is missing");
        }
    }

    #[test]
    fn vendored_files_are_those_that_the_list_names() {
        let list =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/static/vendor/README.md")).unwrap();
        for (path, asset) in &ASSETS.files {
            let Some(file) = path.strip_prefix("vendor/").filter(|file| !file.starts_with("licences/"))
            else {
                continue;
            };
            let line = list.lines().find(|line| line.starts_with(&format!("| {file} |")));
            let hash = HEXLOWER.encode(digest::digest(&digest::SHA256, &asset.body).as_ref());
            assert!(line.is_some_and(|line| line.contains(&hash)), "{file}: {hash}");
        }
    }
}
