//! A fast path for anonymous look-ups (no cookie, no API token) that the register in memory answers.
//!
//! They are most of all requests, and the layers of the complete router would cost more than the answer. They are answered
//! before it, with the same headers. All other requests go on unchanged: other methods, visitors with cookies, look-ups
//! that need the database, refusals and failures. Each look-up counts once against the limit.

use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use camket_app::certificates::{LookupResult, verify_in_memory};
use tower::ServiceExt as _;

use super::limit::CountedLookup;
use super::page_cache::PageCache;
use super::show::render_html;
use super::{NO_INDEX, api, choose_status, name_verdict};
use crate::paths;
use crate::state::Web;
use camket_shell::layers::{REQUEST_ID, RequestIds, build_compression};
use camket_shell::page::Page;
use camket_shell::request_context::{RequestContext, Site};
use camket_shell::security;

/// The path of a look-up before the token or code.
fn prefix(pattern: &'static str) -> &'static str {
    pattern.trim_end_matches("{code}")
}

struct FastPath {
    web: Web,
    site: Arc<Site>,
    ids: RequestIds,
    pages: PageCache,
    /// The complete router with its layers.
    router: Router,
}

/// Builds a response from the request, its id, the token or code, and the result of the look-up.
type WriteResponse = fn(&FastPath, &Request, &str, &str, LookupResult) -> Option<Response>;

/// Puts the fast path before the complete router.
pub(crate) fn add_fast_path(
    whole: Router,
    web: Web,
    pages: PageCache,
    site: Site,
    ids: RequestIds,
) -> Router {
    let front = FastPath { web, site: Arc::new(site), ids, pages, router: whole.clone() };
    Router::new()
        .route(paths::ApiVerify::PATTERN, any(verify))
        .route(paths::LookUp::PATTERN, any(show).layer(build_compression()))
        .fallback_service(whole)
        .with_state(Arc::new(front))
}

async fn verify(State(front): State<Arc<FastPath>>, request: Request) -> Response {
    front
        .answer_or_forward(request, prefix(paths::ApiVerify::PATTERN), |_, _, _, _, result| {
            Some(api::render_result(result))
        })
        .await
}

async fn show(State(front): State<Arc<FastPath>>, request: Request) -> Response {
    // A page contains its own address, so one with a query does not come from the cache.
    if request.headers().contains_key(header::COOKIE) || request.uri().query().is_some() {
        return front.forward(request).await;
    }
    front.answer_or_forward(request, prefix(paths::LookUp::PATTERN), FastPath::render_page).await
}

impl FastPath {
    async fn answer_or_forward(&self, mut request: Request, below: &str, write: WriteResponse) -> Response {
        // After a panic the request goes on to the complete router, which answers panics.
        let answered = catch_unwind(AssertUnwindSafe(|| self.try_answer(&mut request, below, write)));
        match answered {
            Ok(Some(answer)) => answer,
            _ => self.forward(request).await,
        }
    }

    async fn forward(&self, mut request: Request) -> Response {
        // The complete router matches the path again. The extensions of this match are removed, or the path parameters
        // would be there twice; only the peer and the count of the limit are kept.
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().copied();
        let counted = request.extensions().get::<CountedLookup>().copied();
        let kept = request.extensions_mut();
        kept.clear();
        peer.map(|peer| kept.insert(peer));
        counted.map(|counted| kept.insert(counted));
        self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {})
    }

    fn try_answer(&self, request: &mut Request, below: &str, write: WriteResponse) -> Option<Response> {
        if request.method() != Method::GET || request.headers().contains_key(header::AUTHORIZATION) {
            return None;
        }
        find_plain_code(request.uri().path(), below)?;
        let counted = CountedLookup::count(request.extensions(), request.headers(), &self.web).ok()?;
        request.extensions_mut().insert(counted);
        let given = find_plain_code(request.uri().path(), below)?;
        let result = verify_in_memory(&self.web.app, given)?;
        let id = self.ids.next();
        let mut answer = write(self, request, &id, given, result)?;
        let headers = answer.headers_mut();
        headers.insert(REQUEST_ID, HeaderValue::try_from(id).ok()?);
        security::insert_headers(headers, self.site.https);
        Some(answer)
    }

    fn render_page(
        &self,
        request: &Request,
        id: &str,
        given: &str,
        result: LookupResult,
    ) -> Option<Response> {
        let context =
            RequestContext::new(Arc::clone(&self.site), id.to_owned(), request.uri(), request.headers());
        let (status, headers) = (choose_status(&result), [NO_INDEX, name_verdict(&result)]);
        let body =
            self.pages.find_or_render(Page::new(context), result, given.to_owned(), render_html).ok()?;
        Some((status, headers, Html(body)).into_response())
    }
}

/// The token or code of a path, if it needs no percent-decoding.
fn find_plain_code<'a>(path: &'a str, below: &str) -> Option<&'a str> {
    let given = path.strip_prefix(below)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    given.bytes().all(plain).then_some(given)
}
