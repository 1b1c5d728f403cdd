//! The middleware around every page: request id, language, headers, cross-site protection, error pages, static files.
//!
//! `wrap` is called once, on the whole router. From the outside in: security headers, compression, the `RequestContext` with
//! its error pages, cross-site protection, panics, body limit, routes. The layers of kept forms and of
//! the session are inside (`kept_form::add_layer`, `session::add_layers`).

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tracing::Instrument;

use crate::api::bearer;
use crate::error_kind::ErrorKind;
use crate::error_page;
use crate::flash::Flash;
use crate::request_context::{RequestContext, Site};
use crate::routes::Routes;
use crate::{kept_form, language, route_slot, security, static_files};

/// Header that carries the request id, by which a request is found in the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A source of request ids. The program gives it: this crate reads neither clock nor randomness.
#[derive(Clone)]
pub struct RequestIds(Arc<dyn Fn() -> String + Send + Sync>);

impl RequestIds {
    /// Request ids from a function; they must be legal in a header (letters, digits, `-`).
    pub fn new(make: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// The id of a new request.
    #[must_use]
    pub fn next(&self) -> String {
        (self.0)()
    }
}

impl fmt::Debug for RequestIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestIds")
    }
}

/// The frame's own routes: the language switch, and the form that is shown again.
#[must_use]
pub fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    language::routes().merge(kept_form::routes())
}

/// Wraps the router in all middleware and adds static files.
pub fn wrap(router: Router, site: Site, ids: RequestIds) -> Router {
    let https = site.https;
    router
        .route(static_files::ROUTE, get(static_files::serve))
        .layer(DefaultBodyLimit::max(security::BODY_LIMIT))
        .layer(CatchPanicLayer::custom(render_panic))
        .layer(CsrfLayer::new())
        .layer(from_fn(bearer::strip_browser_headers))
        .layer(from_fn_with_state((Arc::new(site), ids), add_request_context))
        .layer(build_compression())
        .layer(from_fn_with_state(https, security::add_headers))
}

/// Compresses what is worth it, with an encoding that the browser accepts.
pub fn build_compression() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new().compress_when(compressible_types())
}

/// Fonts and PDFs are compressed already.
fn compressible_types() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("application/pdf"))
        // An xlsx is packed.
        .and(NotForContentType::const_new("application/vnd.openxmlformats-"))
}

type ShellState = (Arc<Site>, RequestIds);

/// Middleware: creates the `RequestContext`, puts the request id into the log and the response, renders errors, deletes a
/// flash message that was shown.
async fn add_request_context(
    State((site, ids)): State<ShellState>,
    mut request: Request,
    next: Next,
) -> Response {
    route_slot::note_matched(&request);
    let context = RequestContext::new(site, ids.next(), request.method(), request.uri(), request.headers());
    request.extensions_mut().insert(context.clone());
    // The path alone: a query may hold what someone searched for. Formatted only where the span is enabled.
    let span = tracing::info_span!(
        "request",
        id = context.request_id(),
        method = %request.method(),
        path = security::redact_tokens(request.uri().path())
    );
    let mut answer = error_page::render_errors(context.clone(), request, next).instrument(span).await;
    let headers = answer.headers_mut();
    if let Ok(id) = HeaderValue::from_str(context.request_id()) {
        headers.insert(REQUEST_ID, id);
    }
    if context.flash_was_shown() {
        headers.extend(Flash::build_removal_cookie().map(|cookie| (header::SET_COOKIE, cookie)));
    }
    answer
}

/// The panic hook logs the message; the visitor gets the page for 500.
fn render_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    ErrorKind::Broken.into_response()
}

#[cfg(test)]
mod tests;
