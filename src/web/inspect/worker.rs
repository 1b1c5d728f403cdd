//! The service worker: the script `worker.js`, with the list of the files it caches written before it.
//!
//! Its version is a hash over these pages and files, so that a phone never mixes files of two releases.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use data_encoding::HEXLOWER;
use ring::digest::{SHA256, digest};
use serde_json::json;

use super::is_scanner_file;
use super::pages::ScannerShell;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::page::Page;
use camket_shell::static_files;

const SCRIPT: &str = include_str!("worker.js");

pub(super) async fn serve(page: Page, State(app): State<App>) -> Response {
    let Ok(script) = build_script(&page, &app) else { return ErrorKind::Broken.into_response() };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        // It is served below /inspect and must also handle /v/; the script ignores all other paths.
        (HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static(paths::Home::PATTERN)),
    ];
    (headers, script).into_response()
}

fn build_script(page: &Page, app: &App) -> askama::Result<String> {
    let shells = [
        ScannerShell::scanner(page.clone(), app).render()?,
        ScannerShell::offline_verdict(page.clone(), app).render()?,
    ];
    let mut files: Vec<String> = static_files::list_files()
        .filter(|(path, _)| is_scanner_file(path))
        .map(|(path, _)| page.asset(path))
        .collect();
    files.sort();
    // Addresses of files carry the hash of all files.
    let release = digest(&SHA256, format!("{shells:?}{files:?}{SCRIPT}").as_bytes());
    let release = json!({
        "version": HEXLOWER.encode(&release.as_ref()[..8]),
        "scanner": paths::Scanner::PATTERN,
        "verdict": paths::OfflineVerdict::PATTERN,
        "files": files,
    });
    Ok(format!("const RELEASE = {release};\n{SCRIPT}"))
}
