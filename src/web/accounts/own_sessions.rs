//! `/account/sessions`: where one's account is logged in, and who logged in when.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use camket_app::AppError;
use camket_app::accounts::{self, OwnSession};
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::permissions::{Action, rights};

use crate::codes::translate_code;
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{TimelineEvent, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::{self, PageRequest};

pub(super) fn routes() -> Routes<Web> {
    let own = Action::UseAccount;
    Routes::new()
        .get(paths::OwnSessions::PATTERN, own, show)
        .post(paths::OwnSessions::PATTERN, own, end_one)
        .post(paths::EndOtherSessions::PATTERN, own, end_others)
}

#[derive(Template)]
#[template(path = "accounts/own_sessions.html")]
struct OwnSessionsPage {
    page: Page,
    sessions: Vec<SessionRow>,
    has_others: bool,
    history: Vec<TimelineEvent>,
}

struct SessionRow {
    handle: String,
    agent: String,
    opened: String,
    used: String,
    is_present: bool,
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
    headers: HeaderMap,
) -> Result<Html<OwnSessionsPage>, PageError> {
    let token = session::find_token(&headers).unwrap_or_default();
    let sheet = accounts::load_sessions(&app, &permit, token).await?;
    let page = page.with_title("accounts-sessions-title");
    Ok(Html(OwnSessionsPage {
        has_others: sheet.sessions.iter().any(|session| !session.is_present),
        sessions: sheet.sessions.iter().map(|session| build_row(&page, session)).collect(),
        history: sheet.history.iter().map(|event| build_event(&page, event)).collect(),
        page,
    }))
}

fn build_row(page: &Page, session: &OwnSession) -> SessionRow {
    SessionRow {
        handle: session.handle.clone(),
        agent: if session.agent.is_empty() {
            page.t("accounts-sessions-unknown")
        } else {
            session.agent.clone()
        },
        opened: page.moment(&session.opened_at),
        used: page.moment(&session.used_at),
        is_present: session.is_present,
    }
}

fn build_event(page: &Page, event: &AuditEvent) -> TimelineEvent {
    TimelineEvent {
        at: page.moment(&event.at),
        what: translate_code(page, "deed", event.action.code()),
        who: String::new(),
        note: event.note.clone(),
        kind: if event.action == AuditAction::LogInFailed { Tone::Warn } else { Tone::Neutral },
    }
}

/// The page in another tab may show a session that is over: that is what was asked for.
async fn end_one(
    PageRequest { app, permit, .. }: PageRequest<rights::UseAccount>,
    form: Form,
) -> Result<Response, PageError> {
    match accounts::end_session(&app, &permit, form.text("session")).await {
        Ok(()) | Err(AppError::NotFound) => {}
        Err(other) => return Err(other.into()),
    }
    Ok(Flash::success("accounts-sessions-ended").redirect(paths::OwnSessions::PATTERN))
}

async fn end_others(
    PageRequest { app, permit, .. }: PageRequest<rights::UseAccount>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let token = session::find_token(&headers).unwrap_or_default();
    accounts::end_other_sessions(&app, &permit, token).await?;
    Ok(Flash::success("accounts-sessions-all-ended").redirect(paths::OwnSessions::PATTERN))
}
