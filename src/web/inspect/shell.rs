//! The HTML shells of the scanner pages. They hold nothing about the user, because phones cache them.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_domain::certificates::verdict::Verdict;
use serde_json::{Map, Value, json};

use super::words;
use crate::look::Face;
use crate::page::{Html, Page};

/// Content security policy of the scanner pages: that of other pages plus WebAssembly (the QR reader), our own workers, and
/// images and sounds made in the page.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

const MAY: &str = "camera=(self), geolocation=(self), microphone=(), payment=()";

/// A page whose content a script renders.
#[derive(Debug, Template)]
#[template(path = "inspect/shell.html")]
pub struct Shell {
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

impl Shell {
    /// The inspector's scanner.
    pub fn scanner(page: Page, app: &App) -> Self {
        Self::new(page.titled("inspect-title"), app, "inspect/app.js", true)
    }

    /// The page that the service worker shows for `/v/…` without a network.
    pub fn offline_verdict(page: Page, app: &App) -> Self {
        Self::new(page.titled("inspect-offline-title"), app, "inspect/offline-verdict.js", false)
    }

    fn new(page: Page, app: &App, module: &'static str, installable: bool) -> Self {
        let facts = json!({
            "lang": page.lang().code(),
            "public_url": app.options().public_url,
            "icons": page.asset("icons.svg"),
            "other": page.lang().other().code(),
            "verdicts": verdicts(),
        });
        let words = words::json(page.lang());
        Self { module, installable, words, facts: facts.to_string(), page }
    }
}

/// Tone, icon and locale keys of each verdict, by its code.
fn verdicts() -> Map<String, Value> {
    let look = |verdict: Verdict| {
        let look = verdict.look();
        json!({ "tone": look.tone, "icon": look.icon, "word": look.word, "advice": look.advice })
    };
    Verdict::ALL.into_iter().map(|verdict| (verdict.code().to_owned(), look(verdict))).collect()
}

pub(super) async fn scanner(page: Page, State(app): State<App>) -> Response {
    with_rights(Html(Shell::scanner(page, &app)))
}

pub(super) async fn offline_verdict(page: Page, State(app): State<App>) -> Response {
    with_rights(Html(Shell::offline_verdict(page, &app)))
}

#[derive(Template)]
#[template(path = "inspect/public.html")]
struct PublicScanner {
    page: Page,
    words: String,
    facts: String,
}

pub(super) async fn public_scanner(page: Page, State(app): State<App>) -> Response {
    let Shell { page, words, facts, .. } =
        Shell::new(page.titled("inspect-public-title"), &app, "inspect/public.js", false);
    with_rights(Html(PublicScanner { page, words, facts }))
}

fn with_rights(page: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(MAY)),
    ];
    (headers, page).into_response()
}
