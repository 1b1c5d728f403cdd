//! A fast path for anonymous look-ups (no cookie, no API token) that the register in memory answers.
//!
//! They are most of all requests, and the layers of the complete router would cost more than the answer. They are answered
//! before it, with the same headers. All other requests go on unchanged: other methods, visitors with cookies, look-ups
//! that need the database, refusals and failures. Each look-up counts once against the limit.

use std::convert::Infallible;
use std::fmt;
use std::future::{Future, Ready, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use axum::response::{Html, IntoResponse, Response};
use camket_app::certificates::{LookupResult, verify_in_memory};
use futures_util::future::Either;
use tower::{Layer as _, Service, ServiceExt as _, service_fn};

use super::mould::Moulds;
use super::show::render_page;
use super::texts::PageTexts;
use super::{NO_INDEX, api, choose_status, name_verdict};
use crate::limit::{CountedRequest, LookUps};
use crate::paths;
use crate::state::Web;
use camket_shell::l10n::Lang;
use camket_shell::layers::{REQUEST_ID, RequestIds, build_compression};
use camket_shell::page::Page;
use camket_shell::request_context::{RequestContext, Site};
use camket_shell::route_slot;
use camket_shell::security;

/// The whole program: the fast path, and behind it the router. Cheap to clone.
#[derive(Clone)]
pub struct SiteService {
    fast_path: Arc<FastPath>,
    /// The complete router with its layers.
    router: Router,
}

type Answered = Result<Response, Infallible>;

impl SiteService {
    pub(crate) fn new(router: Router, web: Web, site: Site, ids: RequestIds) -> Self {
        let site = Arc::new(site);
        let moulds = Moulds::new(site.clone());
        Self { fast_path: Arc::new(FastPath { web, site, ids, moulds }), router }
    }
}

impl Service<Request> for SiteService {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Ready<Answered>, Pin<Box<dyn Future<Output = Answered> + Send>>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        // After a panic the request goes on to the complete router, which answers panics.
        let answered = catch_unwind(AssertUnwindSafe(|| self.fast_path.try_answer(&mut request)));
        match answered.ok().flatten() {
            Some(answer) if !request.headers().contains_key(header::ACCEPT_ENCODING) => {
                Either::Left(ready(Ok(answer)))
            }
            Some(answer) => Either::Right(Box::pin(compress(request, answer))),
            None => Either::Right(Box::pin(self.router.call(request))),
        }
    }
}

impl fmt::Debug for SiteService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SiteService")
    }
}

/// Compresses as the complete router does.
async fn compress(request: Request, answer: Response) -> Answered {
    let mut answer = Some(answer);
    let answered = service_fn(move |_: Request| ready(Ok(answer.take().unwrap_or_default())));
    let compressed: Result<_, Infallible> = build_compression().layer(answered).oneshot(request).await;
    compressed.map(|response| response.map(Body::new))
}

struct FastPath {
    web: Web,
    site: Arc<Site>,
    ids: RequestIds,
    moulds: Moulds,
}

/// What a look-up is answered with.
#[derive(Clone, Copy)]
enum Format {
    Json,
    Page,
}

impl Format {
    fn pattern(self) -> &'static str {
        match self {
            Self::Json => paths::ApiVerify::PATTERN,
            Self::Page => paths::LookUp::PATTERN,
        }
    }
}

impl FastPath {
    fn try_answer(&self, request: &mut Request) -> Option<Response> {
        let headers = request.headers();
        if request.method() != Method::GET || headers.contains_key(header::AUTHORIZATION) {
            return None;
        }
        let (format, _) = find_code(request)?;
        let counted = CountedRequest::<LookUps>::count(request.extensions(), headers, &self.web).ok()?;
        request.extensions_mut().insert(counted);
        let (_, given) = find_code(request)?;
        let result = verify_in_memory(&self.web.app, given)?;
        let mut answer = match format {
            Format::Json => api::render_result(result),
            Format::Page => self.render_page(request, &result, given)?,
        };
        route_slot::note(request, format.pattern());
        let headers = answer.headers_mut();
        headers.insert(REQUEST_ID, HeaderValue::try_from(self.ids.next()).ok()?);
        security::insert_headers(headers, self.site.https);
        Some(answer)
    }

    fn render_page(&self, request: &Request, result: &LookupResult, given: &str) -> Option<Response> {
        let lang = Lang::from_headers(request.headers());
        let page = Page::new(RequestContext::for_visitor(self.site.clone(), lang, request.uri().path()));
        let texts = PageTexts::new(&page, result, given);
        let html = if result.certificate.is_some() {
            self.moulds.render(lang, result.verdict, &texts)
        } else {
            // With a form for the next code: what it has typed is carried to the other language.
            render_page(page.clone(), result.verdict, &texts)
        };
        Some((choose_status(result), [NO_INDEX, name_verdict(result)], Html(html.ok()?)).into_response())
    }
}

/// The token or code of a look-up and the format of its answer, if this path can answer it.
fn find_code(request: &Request) -> Option<(Format, &str)> {
    let path = request.uri().path();
    if let Some(given) = path.strip_prefix(prefix(paths::LookUp::PATTERN)) {
        // The visitor may be logged in, and a page contains its own address with the query.
        let plain = !request.headers().contains_key(header::COOKIE) && request.uri().query().is_none();
        return (plain && is_plain(given)).then_some((Format::Page, given));
    }
    let given = path.strip_prefix(prefix(paths::ApiVerify::PATTERN))?;
    // With a moment in the query the database is asked.
    (is_plain(given) && request.uri().query().is_none()).then_some((Format::Json, given))
}

/// Whether the request looks a certificate up, as a page or as JSON.
pub fn is_look_up(request: &Request) -> bool {
    let patterns = [paths::LookUp::PATTERN, paths::ApiVerify::PATTERN];
    patterns.iter().any(|pattern| request.uri().path().starts_with(prefix(pattern)))
}

/// The path of a look-up before the token or code.
fn prefix(pattern: &'static str) -> &'static str {
    pattern.trim_end_matches("{code}")
}

/// Whether a token or code needs no percent-decoding.
fn is_plain(given: &str) -> bool {
    !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
