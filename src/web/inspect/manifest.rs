//! The web app manifest of the scanner (W3C Web Application Manifest).

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::paths;
use camket_shell::page::Page;

pub(super) async fn serve(page: Page) -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"))];
    (kind, build_manifest(&page).to_string()).into_response()
}

fn build_manifest(page: &Page) -> Value {
    json!({
        "id": paths::Scanner::PATTERN,
        "name": page.t("inspect-app-name"),
        "short_name": page.t("inspect-app-short"),
        "description": page.t("inspect-app-what"),
        "lang": page.lang().code(),
        "start_url": paths::Scanner::PATTERN,
        "scope": paths::Scanner::PATTERN,
        "display": "standalone",
        "orientation": "portrait",
        "theme_color": "#0b5c63",
        "background_color": "#0b5c63",
        "icons": [
            build_icon(page, "inspect/icon-192.png", "192x192", "any"),
            build_icon(page, "inspect/icon-512.png", "512x512", "any"),
            build_icon(page, "inspect/icon-maskable-512.png", "512x512", "maskable"),
        ],
    })
}

fn build_icon(page: &Page, path: &str, sizes: &str, purpose: &str) -> Value {
    json!({ "src": page.asset(path), "sizes": sizes, "type": "image/png", "purpose": purpose })
}
