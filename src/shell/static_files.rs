//! Styles, scripts, fonts and icons, embedded in the program: the frame's own, and those of the crate above.
//!
//! Their addresses carry one hash of the whole set, `/static/<hash>/<path>`: files may name each other relatively,
//! all of one release match, and a browser may cache them without limit. Under another hash (a page of the release before)
//! the present file is served with `no-cache`. `app.css` is joined here from its parts, in order.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use ring::digest;
use rust_embed::{DynRustEmbed, RustEmbed};

use crate::error_kind::ErrorKind;

/// Route of every static file.
pub const ROUTE: &str = "/static/{version}/{*path}";

/// The first parts of `app.css`: Pico, then the frame's, from the general to the particular.
const FIRST_STYLES: &[&str] = &[
    "vendor/pico.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/frame.css",
    "css/forms.css",
    "css/widgets.css",
    "css/lists.css",
    "css/tables.css",
];

/// The last parts, which win over all others.
const LAST_STYLES: &[&str] = &["css/print.css"];

#[derive(RustEmbed)]
#[folder = "static"]
struct FrameFiles;

/// The static files of the crate above.
#[derive(Clone, Copy)]
pub struct FileSet {
    pub folder: &'static (dyn DynRustEmbed + Send + Sync),
    /// Its parts of `app.css`, in order; they follow the frame's and come before those for print.
    pub styles: &'static [&'static str],
    /// Its folders of scripts that run in pages with a policy of their own.
    pub scripts: &'static [ScriptFolder],
}

impl fmt::Debug for FileSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileSet").field("styles", &self.styles).field("scripts", &self.scripts).finish()
    }
}

/// A folder whose scripts are sent without lines that hold only a comment, which are a fifth of them: phones pay for
/// every kilobyte.
#[derive(Clone, Copy, Debug)]
pub struct ScriptFolder {
    /// The beginning of its paths, with the last `/`.
    pub path: &'static str,
    /// The content security policy of its files: a worker has that of its own script, not that of the page that
    /// starts it.
    pub policy: &'static str,
}

static REGISTERED: OnceLock<FileSet> = OnceLock::new();

/// Registers the static files of the crate above. To be called before the first address is made; every call after the
/// first changes nothing.
pub fn register(files: FileSet) {
    REGISTERED.get_or_init(|| files);
}

/// # Panics
/// If nothing was registered: a mistake of ours that the first page shows.
fn find_registered() -> &'static FileSet {
    REGISTERED.get().expect("static_files::register must be called before the first address is made")
}

struct Asset {
    body: Bytes,
    etag: HeaderValue,
    content_type: HeaderValue,
}

struct Assets {
    version: String,
    files: BTreeMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| Assets::load(find_registered()));

impl Assets {
    fn load(above: &FileSet) -> Self {
        let mut files: BTreeMap<String, Asset> = FrameFiles
            .names()
            .into_iter()
            .chain(above.folder.names())
            .filter(|path| is_served(path))
            .filter_map(|path| Some((path.to_string(), Asset::new(&path, load_served_file(above, &path)?))))
            .collect();
        files.insert(String::from("app.css"), Asset::new("app.css", join_styles(above)));
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

/// A file of the frame or of the crate above.
fn read_file(above: &FileSet, path: &str) -> Option<Vec<u8>> {
    let file = <FrameFiles as RustEmbed>::get(path).or_else(|| above.folder.get(path))?;
    Some(file.data.into_owned())
}

/// A file as it is sent.
fn load_served_file(above: &FileSet, path: &str) -> Option<Vec<u8>> {
    let file = read_file(above, path)?;
    if find_script_folder(above, path).is_none() || !path.ends_with(".js") {
        return Some(file);
    }
    let lines = file.split_inclusive(|byte| *byte == b'\n');
    Some(lines.filter(|line| !line.trim_ascii_start().starts_with(b"//")).flatten().copied().collect())
}

fn find_script_folder(above: &FileSet, path: &str) -> Option<&'static ScriptFolder> {
    above.scripts.iter().find(|folder| path.starts_with(folder.path))
}

fn join_styles(above: &FileSet) -> Vec<u8> {
    let parts = [FIRST_STYLES, above.styles, LAST_STYLES].concat();
    parts.into_iter().filter_map(|path| read_file(above, path)).collect::<Vec<_>>().join(&b'\n')
}

fn short_hash(digest: &digest::Digest) -> String {
    HEXLOWER.encode(&digest.as_ref()[..8])
}

/// The type by the ending of the name. All our texts are UTF-8, which XML (SVG) is by default.
fn content_type(path: &str) -> HeaderValue {
    let guessed = mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream");
    let charset = if guessed.starts_with("text/") { "; charset=utf-8" } else { "" };
    // A registered type is always a legal header value.
    HeaderValue::from_str(&format!("{guessed}{charset}"))
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"))
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
    out.insert(header::CONTENT_TYPE, asset.content_type.clone());
    out.insert(header::ETAG, asset.etag.clone());
    if let Some(folder) = find_script_folder(find_registered(), &path) {
        out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(folder.policy));
    }
    answer
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Without a crate above: the frame's own files.
    pub(crate) fn register_frame() {
        register(FileSet { folder: &FrameFiles, styles: &[], scripts: &[] });
    }

    async fn get(version: &str, path: &str, headers: HeaderMap) -> Response {
        register_frame();
        serve(Path((version.to_owned(), path.to_owned())), headers).await
    }

    #[tokio::test]
    async fn the_present_version_is_kept_for_ever_and_another_is_asked_again() {
        register_frame();
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
    fn content_types_follow_the_ending() {
        for (path, expected) in [
            ("app.css", "text/css; charset=utf-8"),
            ("a/b.js", "text/javascript; charset=utf-8"),
            ("mark.svg", "image/svg+xml"),
            ("f.woff2", "font/woff2"),
            ("icon.png", "image/png"),
            ("inspect/app.webmanifest", "application/manifest+json"),
            ("reader.wasm", "application/wasm"),
            ("LICENSE.txt", "text/plain; charset=utf-8"),
            ("LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path), expected, "{path}");
        }
    }

    #[test]
    fn every_part_of_the_style_sheet_is_there() {
        let listed = [FIRST_STYLES, LAST_STYLES].concat();
        let there = FrameFiles.names();
        let parts: Vec<_> = there.iter().filter(|path| path.starts_with("css/")).collect();
        assert!(parts.iter().all(|path| listed.contains(&&***path)), "list it here: {parts:?}");
        for part in listed {
            assert!(there.iter().any(|path| path == part), "{part} is missing");
        }
    }
}
