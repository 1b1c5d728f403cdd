//! A form that is answered by another page: what was typed comes back.
//!
//! While a form is filled in, its session can end, another person can save first, or the register can be too busy. Then
//! the form is shown again with everything that was typed, and a note that says why; nothing is carried out before
//! the next press.
//! - Session ended: the log-in page carries the sealed form; after the log-in by the same person its page is shown.
//! - A second factor is asked for first: its page carries the sealed form, which is shown again after the code.
//! - Conflict: the page is shown at once, with the newer values, and lists where they differ from what was typed.
//! - Refused, with a message on another page: the form's page with that message, or the other page if it has the form.
//! - Other errors that may pass: the error page has a button that leads back to the filled form.
//! - Another language: the page of the form in that language.
//! - The page has no such form any more: a page with the texts that were typed, to copy.
//!
//! Works for every form of every page, because it fills in the page's HTML (`fill`). Passwords, one-time codes, files,
//! personal numbers and other secret fields (`Form::with_secret_fields`) do not come back.

mod fill;
mod lent_body;
mod notice;
mod sent;

use std::pin::Pin;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Router};
use camket_app::App;
use camket_app::kept_forms::{self, KeptForm};
use camket_domain::accounts::Actor;
use camket_domain::ids::AccountId;
use tower::Service;

use crate::error_kind::{ErrorKind, find_error_kind};
use crate::flash::Flash;
use crate::form::{Form, read_body};
use crate::form_owner::{ConfirmationNeeded, LogInNeeded};
use crate::l10n::Lang;
use crate::page::Page;
use crate::page_error::{PageError, RefusedForm};
use crate::request_context::RequestContext;
use crate::routes::Routes;
use crate::{form_owner, links, paths, session};
use fill::FillMode;
use lent_body::LentBody;
use notice::KeptReason;
use sent::{SentForm, build_page_request, carries_form, find_page, has_typed_values, select_fields};

/// The most bytes of a page that is filled in.
const MAX_PAGE_BYTES: usize = 8 << 20;
/// The hidden field in which a page carries a sealed form.
pub const SEALED_FIELD: &str = "kept";
/// The hidden field with the address of the form's page, where the browser shows another address.
const PAGE_FIELD: &str = "kept-page";
/// A page that carries a sealed form.
type RenderCarrier = fn(Page, String) -> Response;
/// The same for the session with the cookie of the third argument.
type RenderSessionCarrier = fn(App, Page, String, String) -> Pin<Box<dyn Future<Output = Response> + Send>>;

/// The pages that carry a sealed form: given by the crate that has them.
#[derive(Clone, Copy, Debug)]
pub struct CarrierPages {
    pub render_log_in: RenderCarrier,
    /// Asks for the second factor.
    pub render_confirmation: RenderSessionCarrier,
}

/// Extension of an answer whose body is then replaced by the page of the sealed form, if it is of this person.
#[derive(Clone, Debug)]
pub struct ResumedForm {
    pub sealed: String,
    pub person: Option<AccountId>,
    /// What the form waited for.
    pub after: ResumedAfter,
}

/// What a sealed form waited for.
#[derive(Clone, Debug)]
pub enum ResumedAfter {
    /// A log-in, which opened the session with this cookie.
    LogIn(String),
    /// The second factor, in the session that goes on.
    Confirmation,
    /// An error that might pass.
    Error,
}

/// Extension of an answer to a form that this layer cannot read (it has a file): its other fields.
#[derive(Clone)]
pub struct SentFields(Fields);

impl SentFields {
    /// The fields of a form.
    pub fn of(form: &Form) -> Self {
        Self(form.clone().into_pairs().collect())
    }

    /// The answer to the form, with its fields.
    pub fn attach(self, answer: Result<Response, PageError>) -> Response {
        let mut answer = answer.unwrap_or_else(IntoResponse::into_response);
        answer.extensions_mut().insert(self);
        answer
    }
}

/// Values may be personal: only the names of the fields are printed.
impl std::fmt::Debug for SentFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// Names and values, in the order of the names.
pub(crate) type Fields = Vec<(String, String)>;

/// Extension of an answer whose body is then replaced by `page` in the language `lang`, with this form filled in.
#[derive(Clone)]
pub(crate) struct TranslatedForm {
    pub(crate) lang: Lang,
    pub(crate) page: String,
    /// Where the form is sent to.
    pub(crate) action: String,
    pub(crate) fields: Fields,
}

/// Extension of an error: the sealed form, for the button of the error page.
#[derive(Clone, Debug)]
pub(crate) struct KeptOnError(pub(crate) String);

/// Adds the layer to the complete routes, sessions included.
pub fn add_layer(router: Router, app: App, carriers: CarrierPages) -> Router {
    let keeper = FormKeeper { app, carriers, pages: router.clone() };
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
    let person = actor.map(|Extension(actor)| actor.recorded_as().0);
    let resumed =
        ResumedForm { sealed: form.raw(SEALED_FIELD).to_owned(), person, after: ResumedAfter::Error };
    (Extension(resumed), Redirect::to(paths::Home::PATTERN)).into_response()
}

#[derive(Clone)]
struct FormKeeper {
    app: App,
    carriers: CarrierPages,
    /// The routes without this layer, to ask for the page of a form.
    pages: Router,
}

/// Middleware: see the module.
async fn keep(State(keeper): State<FormKeeper>, request: Request, next: Next) -> Response {
    if !carries_form(&request) {
        return keep_sent_fields(&keeper, request, next).await;
    }
    let (parts, body) = request.into_parts();
    let bytes = match read_body(Request::new(body), &()).await {
        Ok(bytes) => bytes,
        Err(refused) => return refused.into_response(),
    };
    let fields = Form::parse(&bytes).into_pairs().collect();
    let sent = SentForm { origin: parts.clone(), fields };
    let answer = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    keeper.replace(&sent, answer).await
}

/// A form with a file: its handler reads it, and passes on the other fields. What it has not read is read if it is needed.
async fn keep_sent_fields(keeper: &FormKeeper, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let origin = parts.clone();
    let (unread, body) = LentBody::lend(body);
    let mut answer = next.run(Request::from_parts(parts, body)).await;
    let fields = match answer.extensions_mut().remove::<SentFields>() {
        Some(SentFields(fields)) => fields,
        None if needs_carrier(&answer) => unread.read_fields(&origin).await,
        None => return answer,
    };
    if fields.is_empty() { answer } else { keeper.replace(&SentForm { origin, fields }, answer).await }
}

/// A browser that deleted its cookies does not say whose the form is, so that nobody is shown it.
fn tell_loss(sent: &SentForm, answer: Response) -> Response {
    if has_typed_values(&sent.build_kept(None)) {
        (Flash::warning("shell-kept-lost"), answer).into_response()
    } else {
        answer
    }
}

/// Whether the answer is a page that carries the form until something else is done.
fn needs_carrier(answer: &Response) -> bool {
    let extensions = answer.extensions();
    extensions.get::<LogInNeeded>().is_some() || extensions.get::<ConfirmationNeeded>().is_some()
}

impl FormKeeper {
    /// The answer to a form, or the page that gives back what was typed.
    async fn replace(&self, sent: &SentForm, mut answer: Response) -> Response {
        if let Some(resumed) = answer.extensions_mut().remove::<ResumedForm>() {
            return self.show_resumed(sent, &resumed, answer).await;
        }
        if let Some(translated) = answer.extensions_mut().remove::<TranslatedForm>() {
            return self.show_translated(sent, translated, answer).await;
        }
        if let Some(refused) = answer.extensions_mut().remove::<RefusedForm>() {
            return self.show_refused(sent, refused, answer).await;
        }
        if answer.extensions().get::<LogInNeeded>().is_some() {
            return self.ask_for_log_in(sent).unwrap_or_else(|| tell_loss(sent, answer));
        }
        if answer.extensions().get::<ConfirmationNeeded>().is_some() {
            return self.ask_for_confirmation(sent).await.unwrap_or(answer);
        }
        match find_error_kind(&answer) {
            Some(ErrorKind::Conflict | ErrorKind::KeyReused) => self.show_conflict(sent, answer).await,
            Some(ErrorKind::NotFound) => self.show_values(sent, None, answer),
            Some(kind) if kind.may_pass() => self.offer_again(sent, answer),
            _ => answer,
        }
    }

    /// The log-in page with the sealed form; `None` if the browser does not say who filled it in.
    fn ask_for_log_in(&self, sent: &SentForm) -> Option<Response> {
        let person = form_owner::find(&sent.origin.headers)?;
        let sealed = kept_forms::seal(&self.app, &sent.build_kept(Some(person)));
        Some((self.carriers.render_log_in)(Page::new(sent.context()?), sealed))
    }

    /// The page that asks for the second factor, with the sealed form; `None` if the browser does not say who filled it in.
    async fn ask_for_confirmation(&self, sent: &SentForm) -> Option<Response> {
        let person = form_owner::find(&sent.origin.headers)?;
        let token = session::find_token(&sent.origin.headers)?.to_owned();
        let sealed = kept_forms::seal(&self.app, &sent.build_kept(Some(person)));
        let page = Page::new(sent.context()?);
        Some((self.carriers.render_confirmation)(self.app.clone(), page, token, sealed).await)
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
        let Some(context) = sent.context().map(|context| context.for_page(&kept.page)) else { return answer };
        match self.render_page(sent, &kept, (context, reason), FillMode::Newer, None).await {
            Some(page) => (StatusCode::CONFLICT, axum::response::Html(page)).into_response(),
            None => self.show_values(sent, None, answer),
        }
    }

    /// The form's page with the message, or the page of the message if that has the form.
    async fn show_refused(&self, sent: &SentForm, refused: RefusedForm, answer: Response) -> Response {
        let kept = sent.build_kept(None);
        let Some(context) = sent.context().filter(|_| has_typed_values(&kept)) else { return answer };
        for page in [kept.page.clone(), refused.back] {
            let context = context.for_page_with(&page, context.lang(), Some(refused.flash.clone()));
            let kept = KeptForm { page, ..kept.clone() };
            let about = (context, KeptReason::Refused);
            if let Some(page) = self.render_page(sent, &kept, about, FillMode::Newer, None).await {
                return (StatusCode::CONFLICT, axum::response::Html(page)).into_response();
            }
        }
        self.show_values(sent, Some(refused.flash), answer)
    }

    /// The texts that were typed, where there is no form for them any more.
    fn show_values(&self, sent: &SentForm, flash: Option<Flash>, answer: Response) -> Response {
        let kept = sent.build_kept(None);
        let known = session::find_token(&sent.origin.headers).is_some();
        let Some(context) = sent.context().filter(|_| known && has_typed_values(&kept)) else {
            return answer;
        };
        let viewed = context.for_page_with(&kept.page, context.lang(), flash);
        if let Some(viewer) = context.viewer() {
            viewed.set_viewer(viewer.clone());
        }
        let status = if answer.status().is_redirection() { StatusCode::CONFLICT } else { answer.status() };
        match notice::render_values(viewed, &kept) {
            Some(page) => (status, axum::response::Html(page)).into_response(),
            None => answer,
        }
    }

    /// The page of the form in the other language.
    async fn show_translated(&self, sent: &SentForm, form: TranslatedForm, answer: Response) -> Response {
        let Some(context) = sent.context() else { return answer };
        let page = links::restrict_to_local(find_page(&form.fields).unwrap_or(&form.page)).to_owned();
        let context = context.for_page_with(&page, form.lang, None);
        let action = links::restrict_to_local(&form.action).to_owned();
        let kept = KeptForm { person: None, page, action, fields: select_fields(form.fields) };
        let about = (context, KeptReason::Translated);
        match self.render_page(sent, &kept, about, FillMode::AsSent, None).await {
            Some(page) => copy_cookies(&answer, axum::response::Html(page).into_response()),
            None => answer,
        }
    }

    async fn show_resumed(&self, sent: &SentForm, resumed: &ResumedForm, answer: Response) -> Response {
        let Some(kept) = kept_forms::open(&self.app, &resumed.sealed, resumed.person) else {
            return self.refuse_resumed(sent, resumed, answer);
        };
        let (reason, session) = match &resumed.after {
            ResumedAfter::LogIn(token) => (KeptReason::SessionEnded, Some(token.as_str())),
            ResumedAfter::Confirmation => (KeptReason::Confirmed, None),
            ResumedAfter::Error => (KeptReason::NotSent, None),
        };
        let Some(context) = sent.context().map(|context| context.for_page(&kept.page)) else { return answer };
        let about = (context.clone(), reason);
        let page = self.render_page(sent, &kept, about, FillMode::AsSent, session).await;
        match page.or_else(|| notice::render_values(context, &kept)) {
            Some(page) => copy_cookies(&answer, axum::response::Html(page).into_response()),
            None => answer,
        }
    }

    /// Someone else's form, or one that is too old, is gone without a word; a visitor is asked to log in first.
    fn refuse_resumed(&self, sent: &SentForm, resumed: &ResumedForm, answer: Response) -> Response {
        match sent.context() {
            Some(context) if resumed.person.is_none() && !resumed.sealed.is_empty() => {
                (self.carriers.render_log_in)(Page::new(context), resumed.sealed.clone())
            }
            _ => answer,
        }
    }

    /// The page of a form, filled in, with a note on why. `None` if the page has no such form now.
    async fn render_page(
        &self,
        sent: &SentForm,
        kept: &KeptForm,
        (context, reason): (RequestContext, KeptReason),
        mode: FillMode,
        session: Option<&str>,
    ) -> Option<String> {
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

fn copy_cookies(from: &Response, mut to: Response) -> Response {
    for cookie in from.headers().get_all(header::SET_COOKIE) {
        to.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    to
}
