//! Error pages: each says what happened, offers a way on, and shows the request id.
//!
//! Handlers and extractors answer an `ErrorKind`: a status, and the kind as an extension of the response. `render_errors`
//! renders it as a page in the visitor's language (JSON below `/api/`), and does the same with bare refusals of the
//! framework (405, 413 ...).

use askama::Template;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::api;
use crate::page::{Html, Page};
use crate::request_context::RequestContext;

/// The kinds of errors that a visitor can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 400: the request cannot be parsed.
    Unreadable,
    /// 401: an API call without a user, or with a token that is not valid.
    LoggedOut,
    /// 403: the user is known, but not allowed.
    Forbidden,
    /// 404: it does not exist, or this user may not see it.
    NotFound,
    /// 405: the address exists, the method does not.
    MethodNotAllowed,
    /// 409: someone else changed it in the meantime.
    Conflict,
    /// 409: the form was sent before with other content.
    KeyReused,
    /// 413: the body is too large.
    TooLarge,
    /// 415: the body of an API call has the wrong content type.
    WrongType,
    /// 429: too many requests.
    TooMany,
    /// 500: an error of the program.
    Broken,
    /// 503: not available at present.
    Unavailable,
}

impl ErrorKind {
    pub const ALL: [Self; 12] = [
        Self::Unreadable,
        Self::LoggedOut,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Conflict,
        Self::KeyReused,
        Self::TooLarge,
        Self::WrongType,
        Self::TooMany,
        Self::Broken,
        Self::Unavailable,
    ];

    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::LoggedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict | Self::KeyReused => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The stable name in locale keys and in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::LoggedOut => "logged-out",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Conflict => "conflict",
            Self::KeyReused => "key-reused",
            Self::TooLarge => "too-large",
            Self::WrongType => "wrong-type",
            Self::TooMany => "too-many",
            Self::Broken => "broken",
            Self::Unavailable => "unavailable",
        }
    }

    /// The kind of a bare refusal by the framework; an unknown status is `Unreadable` (4xx) or `Broken` (5xx).
    fn from_status(status: StatusCode) -> Self {
        let known = Self::ALL.into_iter().find(|kind| kind.status() == status);
        known.unwrap_or(if status.is_server_error() { Self::Broken } else { Self::Unreadable })
    }
}

impl IntoResponse for ErrorKind {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Fallback handler of the router: 404.
pub async fn not_found() -> ErrorKind {
    ErrorKind::NotFound
}

/// Fallback handler for a known address with another method: 405.
pub async fn method_not_allowed() -> ErrorKind {
    ErrorKind::MethodNotAllowed
}

#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    page: Page,
    kind: ErrorKind,
}

impl ErrorPage {
    #[must_use]
    pub fn new(page: Page, kind: ErrorKind) -> Self {
        let page = page.with_title(&format!("shell-error-{}-title", kind.code()));
        Self { page, kind }
    }

    fn what(&self) -> String {
        self.page.t(&format!("shell-error-{}-what", self.kind.code()))
    }

    /// Whether the same request may work later.
    fn may_retry(&self) -> bool {
        let again = [ErrorKind::Conflict, ErrorKind::TooMany, ErrorKind::Broken, ErrorKind::Unavailable];
        again.contains(&self.kind)
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
        kind => kind.map(|kind| render_page(kind, context)),
    };
    match dressed {
        Some(dressed) => copy_headers(&bare, dressed),
        None => bare,
    }
}

/// The kind of a response to render: one that names its kind, or an error with no body or plain text.
pub(crate) fn find_error_kind(response: &Response) -> Option<ErrorKind> {
    let named = response.extensions().get::<ErrorKind>().copied();
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let plain = content_type.is_none_or(|value| value.starts_with("text/plain"));
    named.or_else(|| (failed && plain).then(|| ErrorKind::from_status(status)))
}

fn render_page(kind: ErrorKind, context: RequestContext) -> Response {
    let page = ErrorPage::new(Page::new(context), kind);
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
