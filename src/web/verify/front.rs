//! Look-ups that need nothing of the shell: what the register in memory answers at once, to someone who shows neither a
//! cookie nor a token of the API.
//!
//! They are most of all requests, and the shell's layers would cost more than the answer. So they are answered in front
//! of it, with the same headers; everything else goes on to the shell as it came: other methods, visitors whom a page
//! greets, questions for the database, whatever is refused or fails. Its routes are the same, and it counts nothing twice.

use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use camket_app::certificates::{Finding, verify_at_once};
use tower::ServiceExt as _;

use super::limit::Counted;
use super::{NO_INDEX, api, status};
use crate::page::Page;
use crate::security;
use crate::shell::{REQUEST_ID, RequestIds, compression};
use crate::state::Web;
use crate::visit::{Site, Visit};

/// Where a finding is asked for, before the token or code.
const API: &str = "/api/v1/verify/";
const PAGE: &str = "/v/";

struct Front {
    web: Web,
    site: Arc<Site>,
    ids: RequestIds,
    /// Everything, in its shell.
    whole: Router,
}

/// What an answer is written with: the request, its id, the token or code, and what was found.
type Write = fn(&Front, &Request, &str, &str, Finding) -> Option<Response>;

/// Puts the short way in front of the whole program.
pub(crate) fn in_front_of(whole: Router, web: Web, site: Site, ids: RequestIds) -> Router {
    let front = Front { web, site: Arc::new(site), ids, whole: whole.clone() };
    Router::new()
        .route("/api/v1/verify/{code}", any(verify))
        .route("/v/{code}", any(show).layer(compression()))
        .fallback_service(whole)
        .with_state(Arc::new(front))
}

async fn verify(State(front): State<Arc<Front>>, request: Request) -> Response {
    front.answer(request, API, |_, _, _, _, finding| Some(api::told(finding))).await
}

async fn show(State(front): State<Arc<Front>>, request: Request) -> Response {
    // A page names its own address, so one with a query is drawn for that query alone.
    if request.headers().contains_key(header::COOKIE) || request.uri().query().is_some() {
        return front.go_on(request).await;
    }
    front.answer(request, PAGE, Front::page).await
}

impl Front {
    async fn answer(&self, mut request: Request, below: &str, write: Write) -> Response {
        // Who panics here does so again in the shell, which has an answer to that.
        let told = catch_unwind(AssertUnwindSafe(|| self.at_once(&mut request, below, write)));
        match told {
            Ok(Some(answer)) => answer,
            _ => self.go_on(request).await,
        }
    }

    async fn go_on(&self, mut request: Request) -> Response {
        // The whole program matches the path anew: what was matched here must not stand beside it, or the parts of the
        // path would be there twice. Only what the connection and the limit have said goes on.
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().copied();
        let counted = request.extensions().get::<Counted>().copied();
        let kept = request.extensions_mut();
        kept.clear();
        peer.map(|peer| kept.insert(peer));
        counted.map(|counted| kept.insert(counted));
        self.whole.clone().oneshot(request).await.unwrap_or_else(|never| match never {})
    }

    fn at_once(&self, request: &mut Request, below: &str, write: Write) -> Option<Response> {
        if request.method() != Method::GET || request.headers().contains_key(header::AUTHORIZATION) {
            return None;
        }
        plain(request.uri().path(), below)?;
        let counted = Counted::count(request.extensions(), request.headers(), &self.web).ok()?;
        request.extensions_mut().insert(counted);
        let given = plain(request.uri().path(), below)?;
        let finding = verify_at_once(&self.web.app, given)?;
        let id = self.ids.next();
        let mut answer = write(self, request, &id, given, finding)?;
        let headers = answer.headers_mut();
        headers.insert(REQUEST_ID, HeaderValue::try_from(id).ok()?);
        security::add(headers, self.site.https);
        Some(answer)
    }

    fn page(&self, request: &Request, id: &str, given: &str, finding: Finding) -> Option<Response> {
        let visit = Visit::new(Arc::clone(&self.site), id.to_owned(), request.uri(), request.headers());
        let status = status(&finding);
        let body = self.web.options.drawn.page(Page::new(visit), finding, given.to_owned()).ok()?;
        Some((status, [NO_INDEX], Html(body)).into_response())
    }
}

/// The token or code of a path, if it stands there as it is: nothing is to be decoded.
fn plain<'a>(path: &'a str, below: &str) -> Option<&'a str> {
    let given = path.strip_prefix(below)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    given.bytes().all(plain).then_some(given)
}
