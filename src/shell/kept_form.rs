//! A form that is answered by another page: what was typed comes back.
//!
//! While a form is filled in, its session can end, another person can save first, or the register can be too busy. Then
//! the form is shown again with everything that was typed, and a note that says why; nothing is carried out before
//! the next press.
//! - Session ended: the log-in page carries the sealed form; after the log-in by the same person its page is shown.
//! - Conflict: the page is shown at once, with the newer values, and lists where they differ from what was typed.
//! - Other errors that may pass: the error page has a button that leads back to the filled form.
//!
//! Works for every form of every page, because it fills in the page's HTML (`fill`). Passwords, one-time codes, files,
//! personal numbers and other secret fields (`Form::with_secret_fields`) do not come back.

mod fill;
mod notice;

use std::net::SocketAddr;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Router};
use camket_app::App;
use camket_app::kept_forms::{self, KeptForm};
use camket_domain::accounts::Actor;
use camket_domain::identifiers::find_personal_number;
use camket_domain::ids::AccountId;
use tower::Service;

use crate::api;
use crate::error_kind::{ErrorKind, find_error_kind};
use crate::form::{Form, read_body};
use crate::form_owner::LogInNeeded;
use crate::page::Page;
use crate::request_context::RequestContext;
use crate::routes::Routes;
use crate::{form_owner, links, paths, session};
use fill::FillMode;
use notice::KeptReason;

/// The most bytes of a form that is kept. The longest form of ours has about 40 fields of 250 characters.
const MAX_KEPT_BYTES: usize = 64 * 1024;
/// The most bytes of a page that is filled in.
const MAX_PAGE_BYTES: usize = 8 << 20;
/// Fields that are never kept.
const SECRET_FIELDS: [&str; 4] = ["password", "current", "code", SEALED_FIELD];
/// The hidden field in which a page carries a sealed form.
pub const SEALED_FIELD: &str = "kept";
/// The hidden field with the address of the form's page, where the browser shows another address.
const PAGE_FIELD: &str = "kept-page";

/// The log-in page that carries a sealed form: given by the crate that has the pages.
pub type RenderLogIn = fn(Page, String) -> Response;

/// Extension of an answer whose body is then replaced by the page of the sealed form, if it is of this person.
#[derive(Clone, Debug)]
pub struct ResumedForm {
    pub sealed: String,
    pub person: Option<AccountId>,
    /// The session that was just opened.
    pub session: Option<String>,
}

/// Extension of an error: the sealed form, for the button of the error page.
#[derive(Clone, Debug)]
pub(crate) struct KeptOnError(pub(crate) String);

/// Adds the layer to the complete routes, sessions included.
pub fn add_layer(router: Router, app: App, render_log_in: RenderLogIn) -> Router {
    let keeper = FormKeeper { app, render_log_in, pages: router.clone() };
    router.layer(from_fn_with_state(keeper, keep))
}

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::new()
        .public_get(paths::FormAgain::PATTERN, go_home)
        .public_post(paths::FormAgain::PATTERN, resume)
}

/// After a change of language on the page that was shown again.
async fn go_home() -> Redirect {
    Redirect::to(paths::Home::PATTERN)
}

/// The button of an error page. `keep` replaces the answer by the page of the form.
async fn resume(actor: Option<Extension<Actor>>, form: Form) -> Response {
    let person = actor.map(|Extension(actor)| actor.account);
    let resumed = ResumedForm { sealed: form.raw(SEALED_FIELD).to_owned(), person, session: None };
    (Extension(resumed), Redirect::to(paths::Home::PATTERN)).into_response()
}

#[derive(Clone)]
struct FormKeeper {
    app: App,
    render_log_in: RenderLogIn,
    /// The routes without this layer, to ask for the page of a form.
    pages: Router,
}

/// Middleware: see the module.
async fn keep(State(keeper): State<FormKeeper>, request: Request, next: Next) -> Response {
    if !carries_form(&request) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let bytes = match read_body(Request::new(body), &()).await {
        Ok(bytes) => bytes,
        Err(refused) => return refused.into_response(),
    };
    let sent = SentForm { origin: parts.clone(), bytes: bytes.clone() };
    let mut answer = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    if let Some(resumed) = answer.extensions_mut().remove::<ResumedForm>() {
        return keeper.show_resumed(&sent, &resumed, answer).await;
    }
    if answer.extensions().get::<LogInNeeded>().is_some() {
        return keeper.ask_for_log_in(&sent).unwrap_or(answer);
    }
    match find_error_kind(&answer) {
        Some(ErrorKind::Conflict | ErrorKind::KeyReused) => keeper.show_conflict(&sent, answer).await,
        Some(kind) if kind.may_pass() => keeper.offer_again(&sent, answer),
        _ => answer,
    }
}

/// Whether the request is a form of a page that is small enough to keep.
fn carries_form(request: &Request) -> bool {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // By the header: a body with a limit of time no longer says its size.
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let small =
        request.body().size_hint().upper().or(length).is_some_and(|bytes| bytes <= MAX_KEPT_BYTES as u64);
    request.method() == Method::POST
        && small
        && kind.starts_with("application/x-www-form-urlencoded")
        && !request.uri().path().starts_with(api::PREFIX)
}

/// A form as it arrived.
struct SentForm {
    origin: Parts,
    bytes: Bytes,
}

impl SentForm {
    /// What is kept of it, for `person`.
    fn build_kept(&self, person: Option<String>) -> KeptForm {
        let form = Form::parse(&self.bytes);
        let action = self.origin.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let page = Some(form.raw(PAGE_FIELD)).filter(|page| !page.is_empty()).map(str::to_owned);
        let page = page.or_else(|| self.find_referring_page()).unwrap_or_else(|| action.clone());
        let page = links::restrict_to_local(&page).to_owned();
        let dropped = |name: &str| name == PAGE_FIELD || SECRET_FIELDS.contains(&name);
        let kept = |(name, value): &(String, String)| !dropped(name) && find_personal_number(value).is_none();
        let fields = form.into_pairs().filter(kept).collect();
        KeptForm { person, page, action, fields }
    }

    /// Path and query of the page that sent the form, from its `Referer`. Pages that only answer a form have no
    /// address of their own.
    fn find_referring_page(&self) -> Option<String> {
        let referer = self.origin.headers.get(header::REFERER)?.to_str().ok()?;
        let host = self.origin.headers.get(header::HOST)?.to_str().ok()?;
        let (_, rest) = referer.split_once("://")?;
        let path = rest.strip_prefix(host).filter(|path| path.starts_with('/'))?;
        let bare = path.split('?').next().unwrap_or_default();
        let answers = [paths::LogIn::PATTERN, paths::FormAgain::PATTERN];
        (!answers.contains(&bare)).then(|| path.to_owned())
    }

    fn context(&self) -> Option<RequestContext> {
        self.origin.extensions.get::<RequestContext>().cloned()
    }
}

impl FormKeeper {
    /// The log-in page with the sealed form; `None` if the browser does not say who filled it in.
    fn ask_for_log_in(&self, sent: &SentForm) -> Option<Response> {
        let person = form_owner::find(&sent.origin.headers)?;
        let sealed = kept_forms::seal(&self.app, &sent.build_kept(Some(person)));
        Some((self.render_log_in)(Page::new(sent.context()?), sealed))
    }

    /// The same error, with a sealed form for its button.
    fn offer_again(&self, sent: &SentForm, mut answer: Response) -> Response {
        let person = form_owner::find(&sent.origin.headers);
        let logged_in = session::find_token(&sent.origin.headers).is_some();
        let bound = person.is_some() || !logged_in;
        if bound && sent.origin.uri.path() != paths::LogIn::PATTERN {
            let sealed = kept_forms::seal(&self.app, &sent.build_kept(person));
            answer.extensions_mut().insert(KeptOnError(sealed));
        }
        answer
    }

    /// The form's page with the newer values beside what was typed; the error page if the form is not there any more.
    async fn show_conflict(&self, sent: &SentForm, answer: Response) -> Response {
        let reused = find_error_kind(&answer) == Some(ErrorKind::KeyReused);
        let reason = if reused { KeptReason::KeyReused } else { KeptReason::Conflict };
        let kept = sent.build_kept(None);
        match self.render_page(sent, &kept, reason, FillMode::Newer, None).await {
            Some(page) => (StatusCode::CONFLICT, axum::response::Html(page)).into_response(),
            None => answer,
        }
    }

    async fn show_resumed(&self, sent: &SentForm, resumed: &ResumedForm, answer: Response) -> Response {
        let Some(kept) = kept_forms::open(&self.app, &resumed.sealed, resumed.person) else {
            return self.refuse_resumed(sent, resumed, answer);
        };
        let reason = if resumed.session.is_some() { KeptReason::SessionEnded } else { KeptReason::NotSent };
        let session = resumed.session.as_deref();
        let page = self.render_page(sent, &kept, reason, FillMode::AsSent, session).await;
        let page = page.or_else(|| notice::render_values(&sent.context()?, &kept));
        let Some(page) = page else { return answer };
        let mut shown = axum::response::Html(page).into_response();
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            shown.headers_mut().append(header::SET_COOKIE, cookie.clone());
        }
        shown
    }

    /// Someone else's form, or one that is too old, is gone without a word; a visitor is asked to log in first.
    fn refuse_resumed(&self, sent: &SentForm, resumed: &ResumedForm, answer: Response) -> Response {
        match sent.context() {
            Some(context) if resumed.person.is_none() && !resumed.sealed.is_empty() => {
                (self.render_log_in)(Page::new(context), resumed.sealed.clone())
            }
            _ => answer,
        }
    }

    /// The page of a form, filled in. `None` if the page has no such form now.
    async fn render_page(
        &self,
        sent: &SentForm,
        kept: &KeptForm,
        reason: KeptReason,
        mode: FillMode,
        session: Option<&str>,
    ) -> Option<String> {
        let context = sent.context()?.for_page(&kept.page);
        let request = build_page_request(sent, kept, context.clone(), session)?;
        let answer = self.pages.clone().call(request).await.ok()?;
        if answer.status() != StatusCode::OK {
            return None;
        }
        let bytes = to_bytes(answer.into_body(), MAX_PAGE_BYTES).await.ok()?;
        let filled = fill::fill(std::str::from_utf8(&bytes).ok()?, kept, mode)?;
        notice::insert(context, reason, filled)
    }
}

/// The request for the page of a form: as the browser's own, with the session that was just opened.
fn build_page_request(
    sent: &SentForm,
    kept: &KeptForm,
    context: RequestContext,
    session: Option<&str>,
) -> Option<Request> {
    let mut request = Request::builder().uri(&kept.page).body(Body::empty()).ok()?;
    let headers = request.headers_mut();
    headers.clone_from(&sent.origin.headers);
    for name in
        [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::IF_NONE_MATCH]
    {
        headers.remove(name);
    }
    if let Some(token) = session {
        headers.insert(header::COOKIE, session::build_request_cookie(token)?);
    }
    if let Some(peer) = sent.origin.extensions.get::<ConnectInfo<SocketAddr>>() {
        request.extensions_mut().insert(*peer);
    }
    request.extensions_mut().insert(context);
    Some(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_does_not_say_its_size_is_kept_by_its_header() {
        let sent = |length: Option<usize>| {
            let bytes = timed_body();
            let request = Request::post("/venues/new")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let request = match length {
                Some(length) => request.header(header::CONTENT_LENGTH, length),
                None => request,
            };
            carries_form(&request.body(bytes).unwrap())
        };
        assert!(sent(Some(3)));
        assert!(!sent(Some(MAX_KEPT_BYTES + 1)));
        assert!(!sent(None), "it may be of any size");
    }

    /// As behind a limit of time: without a size.
    fn timed_body() -> Body {
        use tower_http::timeout::TimeoutBody;
        Body::new(TimeoutBody::new(std::time::Duration::from_secs(1), Body::from("a=b")))
    }
}
