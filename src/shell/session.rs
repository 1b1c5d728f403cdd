//! The session cookie, the user it belongs to, and the guard in front of every route that needs one.

use axum::Router;
use axum::extract::{FromRef, FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header, request::Parts};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::accounts::Caller;
use camket_app::{App, AppError, accounts, api_tokens};
use camket_domain::accounts::Actor;
use camket_domain::accounts::factor::FactorStanding;
use camket_domain::permissions::{Action, Permit, Right};
use time::Duration;
use tokio::time::timeout;

use crate::api::{self, bearer};
use crate::error_kind::{self, ErrorKind};
use crate::flash::Flash;
use crate::form_owner::{self, ConfirmationNeeded, LogInNeeded};
use crate::page::Page;
use crate::page_error::{self, PageError};
use crate::paths;
use crate::request_context::{RequestContext, Viewer};
use crate::{cookies, links};

const COOKIE: &str = "__Host-session";

/// The session token that the browser sent.
pub fn find_token(headers: &HeaderMap) -> Option<&str> {
    cookies::read(headers, COOKIE)
}

/// The header that sets the session cookie.
pub fn build_cookie(token: &str) -> Option<HeaderValue> {
    cookies::write(COOKIE, token, None)
}

/// The header that sets the session cookie for this time, also when the browser is closed meanwhile.
pub fn build_lasting_cookie(token: &str, left: Duration) -> Option<HeaderValue> {
    cookies::write(COOKIE, token, Some(left))
}

/// The header that deletes the session cookie.
pub fn build_removal_cookie() -> Option<HeaderValue> {
    cookies::write_removal(COOKIE)
}

/// The header of a request that has only this session.
pub(crate) fn build_request_cookie(token: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{COOKIE}={token}")).ok()
}

/// Time in which the database says who calls. Longer than it takes to record the use of a session while another writes.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(2_500);
/// The same for a look-up, which is answered without it, too.
const LOOK_UP_PATIENCE: std::time::Duration = std::time::Duration::from_millis(400);
/// Seconds of `Retry-After`.
const BUSY_SECONDS: u32 = 10;

/// What the crate that has the pages tells the session.
#[derive(Clone, Copy, Debug)]
pub struct SessionHooks {
    /// What a page's frame shows of a user.
    pub build_viewer: fn(&Actor) -> Viewer,
    /// Whether a request is answered without a user if the database does not say in time who it is.
    pub is_look_up: fn(&Request) -> bool,
}

/// Adds the layers of the session to the routes: who calls, and that a write is finished. An address without a route is
/// answered inside of them, so that its page knows the user.
pub fn add_layers<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    app: App,
    hooks: SessionHooks,
) -> Router<S> {
    router
        .fallback(error_kind::not_found)
        .method_not_allowed_fallback(error_kind::method_not_allowed)
        .layer(from_fn_with_state((app, hooks), identify_actor))
        .layer(from_fn(finish_writes))
}

/// The user of an API token or a session.
///
/// # Errors
/// [`AppError::Busy`] if the database does not say so in time. The search goes on in its own task: a query that is cancelled
/// would break its connection.
async fn find_caller(
    app: &App,
    by_token: Option<String>,
    by_session: Option<String>,
    patience: std::time::Duration,
) -> Result<Option<Caller>, AppError> {
    if by_token.is_none() && by_session.is_none() {
        return Ok(None);
    }
    let app = app.clone();
    let search = tokio::spawn(async move {
        match (by_token, by_session) {
            // A program has no second factor; making a token asks for it where there is one.
            (Some(token), _) => {
                let actor = api_tokens::find_actor(&app, &token).await?;
                Ok(actor.map(|actor| Caller { actor, factor: FactorStanding::NotNeeded }))
            }
            (None, Some(token)) => accounts::find_caller(&app, &token).await,
            (None, None) => Ok(None),
        }
    });
    match timeout(patience, search).await {
        Ok(found) => found.map_err(AppError::internal)?,
        Err(_) => {
            tracing::warn!("the database did not say in time who calls");
            Err(AppError::Busy(BUSY_SECONDS))
        }
    }
}

/// Extension of a request: a user who must set up a second factor before anything else.
#[derive(Clone, Debug)]
struct UnreadyActor(Actor);

/// What a user may do who must set up a second factor first.
const ACTIONS_BEFORE_SET_UP: [Action; 2] = [Action::KeepFactors, Action::LogOut];

/// Middleware: finds the user of the session or the API token, and adds it to the request.
async fn identify_actor(
    State((app, SessionHooks { build_viewer, is_look_up })): State<(App, SessionHooks)>,
    mut request: Request,
    next: Next,
) -> Response {
    let by_token = bearer::find_token(&request).map(str::to_owned);
    let by_session = find_token(request.headers()).map(str::to_owned);
    let is_look_up = is_look_up(&request);
    let patience = if is_look_up { LOOK_UP_PATIENCE } else { PATIENCE };
    let found = find_caller(&app, by_token.clone(), by_session, patience).await;
    match found {
        // The certificate is the same for everybody.
        Err(AppError::Busy(_)) if is_look_up && by_token.is_none() => next.run(request).await,
        Err(error) => PageError::from(error).into_response(),
        // A call with a token that has ended must get an error, not the answer for visitors.
        Ok(None) if by_token.is_some() => ErrorKind::LoggedOut.into_response(),
        Ok(None) => next.run(request).await,
        Ok(Some(Caller { actor, factor })) => {
            let api = request.uri().path().starts_with(api::PREFIX);
            let person =
                form_owner::build_cookie(&app, actor.recorded_as().0, request.headers()).filter(|_| !api);
            if let Some(context) = request.extensions().get::<RequestContext>() {
                context.set_viewer(build_viewer(&actor));
            }
            let extensions = request.extensions_mut();
            extensions.insert(factor);
            // To public pages, too, the person is a visitor until the factor is set up.
            match factor {
                FactorStanding::SetUpFirst => drop(extensions.insert(UnreadyActor(actor))),
                FactorStanding::NotNeeded | FactorStanding::Fresh | FactorStanding::Stale => {
                    extensions.insert(actor);
                }
            }
            let mut answer = next.run(request).await;
            answer.headers_mut().extend(person.map(|cookie| (header::SET_COOKIE, cookie)));
            answer
        }
    }
}

/// Middleware: finishes a write that has begun even if the browser disconnects. A transaction whose `BEGIN` is
/// cancelled breaks its pooled connection (sqlx 0.9.0), and half a request is worse than one too many.
async fn finish_writes(request: Request, next: Next) -> Response {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(_) => ErrorKind::Broken.into_response(),
    }
}

/// Middleware of guarded routes: only roles that may do the action pass. A visitor is redirected to the log-in (401
/// on the API); other roles get 404.
pub async fn guard(State(action): State<Action>, mut request: Request, next: Next) -> Response {
    if let Some(UnreadyActor(actor)) = request.extensions_mut().remove::<UnreadyActor>() {
        if !ACTIONS_BEFORE_SET_UP.contains(&action) {
            return lead_to_set_up(&request);
        }
        request.extensions_mut().insert(actor);
    }
    match request.extensions().get::<Actor>() {
        None if request.uri().path().starts_with(api::PREFIX) => ErrorKind::LoggedOut.into_response(),
        None => {
            let mut answer = Redirect::to(&build_way_back(paths::LogIn::PATTERN, &request)).into_response();
            answer.extensions_mut().insert(LogInNeeded);
            answer
        }
        Some(actor) if !actor.may(action) => refuse(actor, action, &request),
        Some(_) => next.run(request).await,
    }
}

/// The page where a second factor is set up, with the way back; an error on the API.
fn lead_to_set_up(request: &Request) -> Response {
    if request.uri().path().starts_with(api::PREFIX) {
        return ErrorKind::LoggedOut.into_response();
    }
    if request.method() == Method::GET {
        return Redirect::to(&build_way_back(paths::OwnFactors::PATTERN, request)).into_response();
    }
    page_error::redirect_with_warning(Flash::warning("shell-factor-first"), paths::OwnFactors::PATTERN)
}

/// Middleware of routes that decide, export or reveal, behind their guard: a user with a second factor has typed it a short
/// while ago, or is asked for it, and what was typed comes back.
pub(crate) async fn require_fresh_factor(request: Request, next: Next) -> Response {
    if request.extensions().get::<FactorStanding>() != Some(&FactorStanding::Stale) {
        return next.run(request).await;
    }
    let mut answer = Redirect::to(&build_way_back(paths::ConfirmFactor::PATTERN, &request)).into_response();
    answer.extensions_mut().insert(ConfirmationNeeded);
    answer
}

/// 404; a person who acts for another, and may do this in their own name, is led to the page that ends it.
fn refuse(actor: &Actor, action: Action, request: &Request) -> Response {
    let own = actor.entered_by.as_ref().is_some_and(|officer| officer.role.may(action));
    let viewer = request.extensions().get::<RequestContext>().and_then(RequestContext::viewer);
    match viewer.and_then(|viewer| viewer.way_back).filter(|_| own) {
        Some(way_back) => Redirect::to(way_back).into_response(),
        None => ErrorKind::NotFound.into_response(),
    }
}

/// The address of a form, with the way back to a page that was requested by GET.
fn build_way_back(form: &str, request: &Request) -> String {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    if request.method() == Method::GET && path != "/" {
        return links::with_query(form, &[("next", path)]);
    }
    form.to_owned()
}

/// An actor's permit for `R`, as a handler's argument; without it the handler cannot call the use case.
#[derive(Clone, Debug)]
pub struct May<R>(pub Permit<R>);

impl<R: Right, S: Sync> FromRequestParts<S> for May<R> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let permit = parts.extensions.get::<Actor>().and_then(Permit::for_actor);
        permit.map(Self).ok_or_else(|| ErrorKind::NotFound.into_response())
    }
}

/// What most handlers of pages need: the page, the application, and the actor's permit for `R`. An extractor; take it
/// apart in the handler's arguments.
#[derive(Clone, Debug)]
pub struct PageRequest<R> {
    pub page: Page,
    pub app: App,
    pub permit: Permit<R>,
}

impl<R: Right, S: Sync> FromRequestParts<S> for PageRequest<R>
where
    App: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let page = Page::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let May(permit) = May::from_request_parts(parts, state).await?;
        Ok(Self { page, app: App::from_ref(state), permit })
    }
}
