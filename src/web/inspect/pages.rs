//! The HTML shells of the scanner pages. They hold nothing about the user, because phones cache them.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_domain::certificates::verdict::Verdict;
use serde_json::{Map, Value, json};

use super::words;
use crate::paths;
use crate::verdict::HasVerdictLook;
use camket_shell::page::{Html, Page};

/// Content security policy of the scanner pages: that of other pages plus WebAssembly (the QR reader), our own workers, and
/// images and sounds made in the page.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

const PERMISSIONS_POLICY: &str = "camera=(self), geolocation=(self), microphone=(), payment=()";

/// A page whose content a script renders.
#[derive(Debug, Template)]
#[template(path = "inspect/shell.html")]
pub struct ScannerShell {
    page: Page,
    /// Path of the script module that the page starts.
    module: &'static str,
    /// Whether the page can be installed as an app.
    installable: bool,
    /// Texts in the page's language, as JSON.
    words: String,
    /// Public address, language and looks of the verdicts for the scripts, as JSON.
    facts: String,
}

impl ScannerShell {
    /// The inspector's scanner.
    pub fn scanner(page: Page, app: &App) -> Self {
        Self::new(page.with_title("inspect-title"), app, "inspect/app.js", true)
    }

    /// The page that the service worker shows for `/v/…` without a network.
    pub fn offline_verdict(page: Page, app: &App) -> Self {
        Self::new(page.with_title("inspect-offline-title"), app, "inspect/offline-verdict.js", false)
    }

    fn new(page: Page, app: &App, module: &'static str, installable: bool) -> Self {
        let facts = json!({
            "lang": page.lang().code(),
            "public_url": app.options().public_url,
            "icons": page.asset("icons.svg"),
            "other": page.lang().other().code(),
            "verdicts": build_verdict_looks(),
        });
        let words = words::build_json(page.lang());
        Self { module, installable, words, facts: facts.to_string(), page }
    }
}

/// Tone, icon and locale keys of each verdict, by its code.
fn build_verdict_looks() -> Map<String, Value> {
    let look = |verdict: Verdict| {
        let look = verdict.look();
        json!({ "tone": look.tone, "icon": look.icon, "word": look.word, "advice": look.advice })
    };
    Verdict::ALL.into_iter().map(|verdict| (verdict.code().to_owned(), look(verdict))).collect()
}

pub(super) async fn show_scanner(page: Page, State(app): State<App>) -> Response {
    add_policies(Html(ScannerShell::scanner(page, &app)))
}

pub(super) async fn show_offline_verdict(page: Page, State(app): State<App>) -> Response {
    add_policies(Html(ScannerShell::offline_verdict(page, &app)))
}

#[derive(Template)]
#[template(path = "inspect/public.html")]
struct PublicScannerPage {
    page: Page,
    words: String,
    facts: String,
}

pub(super) async fn show_public_scanner(page: Page, State(app): State<App>) -> Response {
    let ScannerShell { page, words, facts, .. } =
        ScannerShell::new(page.with_title("inspect-public-title"), &app, "inspect/public.js", false);
    add_policies(Html(PublicScannerPage { page, words, facts }))
}

fn add_policies(page: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS_POLICY)),
    ];
    (headers, page).into_response()
}
