//! The session cookie, the user it belongs to, and the guard in front of every route that needs one.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{accounts, api_tokens};
use camket_domain::accounts::{Actor, Role};
use camket_domain::permissions::{Action, Permit, Right};

use crate::api::{self, bearer};
use crate::error_page::ErrorKind;
use crate::page_error::PageError;
use crate::paths;
use crate::request_context::{NavItem, RequestContext, Viewer};
use crate::state::Web;
use crate::{cookies, links};

/// `__Host-`: only this host set it, only over a secure connection (RFC 6265bis 4.1.3.2). Browsers count loopback as
/// secure.
const COOKIE: &str = "__Host-session";

/// The session token that the browser sent.
pub fn find_token(headers: &HeaderMap) -> Option<&str> {
    cookies::read(headers, COOKIE)
}

/// The header that sets the session cookie.
pub fn build_cookie(token: &str) -> Option<HeaderValue> {
    let line = format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&line).ok()
}

/// The header that deletes the session cookie.
pub fn build_removal_cookie() -> HeaderValue {
    HeaderValue::from_static("__Host-session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax")
}

/// Middleware: finds the user of the session or the API token, and adds it to the request.
pub async fn identify_actor(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let by_token = bearer::find_token(&request).map(str::to_owned);
    let found = match (&by_token, find_token(request.headers())) {
        (Some(token), _) => api_tokens::find_actor(&web.app, token).await,
        (None, Some(token)) => accounts::find_actor(&web.app, token).await,
        (None, None) => Ok(None),
    };
    match found {
        Err(error) => return PageError::from(error).into_response(),
        // A call with a token that has ended must get an error, not the answer for visitors.
        Ok(None) if by_token.is_some() => return ErrorKind::LoggedOut.into_response(),
        Ok(None) => {}
        Ok(Some(actor)) => {
            if let Some(context) = request.extensions().get::<RequestContext>() {
                context.set_viewer(build_viewer(&actor));
            }
            request.extensions_mut().insert(actor);
        }
    }
    next.run(request).await
}

/// Middleware: finishes a write that has begun even if the browser disconnects. A transaction whose `BEGIN` is
/// cancelled breaks its pooled connection (sqlx 0.9.0), and half a request is worse than one too many.
pub async fn finish_writes(request: Request, next: Next) -> Response {
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
pub async fn guard(State(action): State<Action>, request: Request, next: Next) -> Response {
    match request.extensions().get::<Actor>() {
        None if request.uri().path().starts_with(api::PREFIX) => ErrorKind::LoggedOut.into_response(),
        None => Redirect::to(&build_log_in_address(&request)).into_response(),
        Some(actor) if !actor.may(action) => ErrorKind::NotFound.into_response(),
        Some(_) => next.run(request).await,
    }
}

/// The log-in form, with the way back to a page that was requested by GET.
fn build_log_in_address(request: &Request) -> String {
    let path = request.uri().path_and_query().map_or(paths::Home::PATTERN, |path| path.as_str());
    if request.method() == Method::GET && path != paths::Home::PATTERN {
        return links::with_query(links::LOG_IN, &[("next", path)]);
    }
    links::LOG_IN.to_owned()
}

/// An actor's permit for `R`, as a handler's argument; without it the handler cannot call the use case.
#[derive(Clone, Debug)]
pub struct May<R>(pub Permit<R>);

impl<R: Right> FromRequestParts<Web> for May<R> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Response> {
        let permit = parts.extensions.get::<Actor>().and_then(Permit::for_actor);
        permit.map(Self).ok_or_else(|| ErrorKind::NotFound.into_response())
    }
}

fn build_viewer(actor: &Actor) -> Viewer {
    Viewer { name: actor.name.clone(), role: role_key(actor.role), nav: build_nav(actor.role) }
}

pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Owner => "codes-role-owner",
        Role::CommuneOfficer => "codes-role-commune-officer",
        Role::LabourOfficer => "codes-role-labour-officer",
        Role::Approver => "codes-role-approver",
        Role::Inspector => "codes-role-inspector",
        Role::Administrator => "codes-role-administrator",
    }
}

fn build_nav(role: Role) -> Vec<NavItem> {
    let item = |href, label, icon| NavItem { href, label, icon };
    let queue = item(paths::ReviewQueue::PATTERN, "shell-nav-review", "list");
    let certificates = item(paths::Certificates::PATTERN, "shell-nav-certificates", "seal-check");
    let decisions = item(paths::Decisions::PATTERN, "shell-nav-decisions", "hourglass");
    let look_up = item(links::LOOK_UP, "shell-nav-look-up", "search");
    let reported = item(paths::Concerns::PATTERN, "shell-nav-concerns", "mail");
    let visits = item(paths::Inspections::PATTERN, "shell-nav-inspections", "check");
    match role {
        Role::Owner => vec![item(paths::Venues::PATTERN, "shell-nav-venues", "building"), look_up],
        Role::CommuneOfficer | Role::LabourOfficer => vec![queue, certificates, visits, reported, look_up],
        Role::Inspector => {
            vec![
                item(paths::Scanner::PATTERN, "shell-nav-scan", "scan"),
                visits,
                queue,
                certificates,
                reported,
                look_up,
            ]
        }
        Role::Approver => {
            vec![
                item(paths::IssueList::PATTERN, "shell-nav-issue", "pen"),
                decisions,
                queue,
                certificates,
                visits,
                look_up,
            ]
        }
        Role::Administrator => vec![
            item(paths::StaffList::PATTERN, "shell-nav-accounts", "people"),
            item(paths::Agencies::PATTERN, "shell-nav-agencies", "building"),
            item(paths::Teams::PATTERN, "shell-nav-teams", "list"),
            item(paths::Devices::PATTERN, "shell-nav-devices", "phone"),
            item(paths::Settings::PATTERN, "shell-nav-settings", "gear"),
            look_up,
        ],
    }
}

/// The first page of a role after the log-in.
pub fn start_page(role: Role) -> &'static str {
    match role {
        Role::Owner => paths::Venues::PATTERN,
        Role::CommuneOfficer | Role::LabourOfficer | Role::Inspector => paths::ReviewQueue::PATTERN,
        Role::Approver => paths::IssueList::PATTERN,
        Role::Administrator => paths::StaffList::PATTERN,
    }
}
