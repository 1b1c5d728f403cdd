//! The pages that the scanner lives in. They name nobody: a copy of them stays on the phone.

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

/// As every page, and: WebAssembly (the QR reader), our own workers, pictures and sounds made in the page.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

const MAY: &str = "camera=(self), geolocation=(self), microphone=(), payment=()";

/// The shell of a page that a script fills.
#[derive(Debug, Template)]
#[template(path = "inspect/shell.html")]
pub struct Shell {
    page: Page,
    /// The module that begins.
    module: &'static str,
    /// `true` where the page can be installed.
    installable: bool,
    /// Words of the page's language, as JSON.
    words: String,
    /// What the register tells the scanner about itself, as JSON.
    facts: String,
}

impl Shell {
    /// The inspector's scanner.
    pub fn scanner(page: Page, app: &App) -> Self {
        Self::new(page.titled("inspect-title"), app, "inspect/app.js", true)
    }

    /// A verdict without a network.
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

/// How each verdict looks, as everywhere in the register.
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
