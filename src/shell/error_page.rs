//! Error pages: each says what happened, offers a way on, and shows the request id.
//!
//! Handlers and extractors answer an `ErrorKind`: a status, and the kind as an extension of the response. `render_errors`
//! renders it as a page in the visitor's language (JSON below `/api/`), and does the same with bare refusals of the
//! framework (405, 413 ...).

use askama::Template;
use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::api;
use crate::error_kind::{ErrorKind, find_error_kind, find_wait};
use crate::kept_form::KeptOnError;
use crate::l10n::format_wait;
use crate::page::{Html, Page};
use crate::request_context::RequestContext;

#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    page: Page,
    kind: ErrorKind,
    /// Seconds until the same request may work, if they are known.
    wait: Option<u32>,
    /// The form that was sent, sealed.
    kept: Option<String>,
}

impl ErrorPage {
    #[must_use]
    pub fn new(page: Page, kind: ErrorKind) -> Self {
        let page = page.with_title(&format!("shell-error-{}-title", kind.code()));
        Self { page, kind, wait: None, kept: None }
    }

    #[must_use]
    fn with_wait(self, wait: Option<u32>) -> Self {
        Self { wait, ..self }
    }

    /// Adds the button that leads back to the form with what was typed.
    #[must_use]
    fn with_kept(self, kept: Option<String>) -> Self {
        Self { kept, ..self }
    }

    fn what(&self) -> String {
        match self.kind {
            ErrorKind::TooMany => {
                self.page.t1("shell-error-too-many-what", "time", format_wait(self.page.lang(), self.wait))
            }
            kind => self.page.t(&format!("shell-error-{}-what", kind.code())),
        }
    }

    /// Whether the same request may work later.
    fn may_retry(&self) -> bool {
        self.kind.may_pass() || self.kind == ErrorKind::Conflict
    }
}

/// Middleware: renders bare error responses as a page, or as JSON below `/api/`.
pub(crate) async fn render_errors(context: RequestContext, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with(api::PREFIX);
    let head = request.method() == Method::HEAD;
    let bare = next.run(request).await;
    let dressed = match find_error_kind(&bare) {
        _ if head => None,
        _ if api => api::error::find_api_error(&bare).map(|error| error.render(&context)),
        kind => kind.map(|kind| render_page(kind, context, &bare)),
    };
    match dressed {
        Some(dressed) => copy_headers(&bare, dressed),
        None => bare,
    }
}

fn find_kept(bare: &Response) -> Option<String> {
    bare.extensions().get::<KeptOnError>().map(|kept| kept.0.clone())
}

fn render_page(kind: ErrorKind, context: RequestContext, bare: &Response) -> Response {
    let page = ErrorPage::new(Page::new(context), kind).with_wait(find_wait(bare)).with_kept(find_kept(bare));
    match page.render() {
        Ok(_) => (kind.status(), Html(page)).into_response(),
        // `Html` would answer `ErrorKind::Broken` and lead here again.
        Err(_) => kind.status().into_response(),
    }
}

/// Copies `Allow`, `Retry-After` and cookies of the bare response.
fn copy_headers(bare: &Response, mut dressed: Response) -> Response {
    for name in [header::ALLOW, header::RETRY_AFTER, header::SET_COOKIE] {
        for value in bare.headers().get_all(&name) {
            dressed.headers_mut().append(&name, value.clone());
        }
    }
    dressed
}
