//! The list of alerts and tasks, and closing one with a note.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, alerts};
use camket_domain::alerts::{Alert, AlertKind, AlertState};
use camket_domain::certificates::verdict::Verdict;
use camket_domain::ids::AlertId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::text::lengths::MAX_NOTE_CHARS;

use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{PageLinks, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::routes::Routes;
use camket_shell::session::{May, PageRequest};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().get(paths::Alerts::PATTERN, Action::ReadInspections, list).post(
        paths::CloseAlert::PATTERN,
        Action::HandleAlerts,
        close,
    )
}

#[derive(Template)]
#[template(path = "alerts/list.html")]
struct AlertListPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    views: Vec<(String, String, bool)>,
    form: Form,
    cards: Vec<AlertCard>,
    pages: PageLinks,
    may_close: bool,
}

struct AlertCard {
    id: AlertId,
    /// Name of the note's field; it holds the alert's id, because a page has many cards.
    note: String,
    version: i32,
    title: String,
    what: String,
    venue: String,
    /// Address of the venue's page.
    file: String,
    rows: Vec<SummaryRow>,
    open: bool,
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
    Query(form): Query,
) -> Result<Html<impl Template>, PageError> {
    let state = AlertState::from_code(form.text("state")).unwrap_or(AlertState::Open);
    let after = Cursor::decode(form.text("after"));
    // The form of each card carries the cursor, so that a refused one shows the same page again.
    let cards = Form::from_fields([("after", form.text("after"))]);
    Ok(Html(build_page(page, &app, &permit, state, after, cards).await?))
}

/// Builds the page; `form` is what was typed into one of its cards.
async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    state: AlertState,
    after: Option<Cursor>,
    form: Form,
) -> Result<AlertListPage, AppError> {
    let (found, names) = alerts::list(app, permit, state, after).await?;
    let page = page.with_title("alerts-title").with_form_errors(&form);
    let card = |alert: &Alert| AlertCard {
        id: alert.id,
        note: note_field(alert.id),
        version: alert.version,
        title: translate_code(&page, "alert", alert.kind.code()),
        what: build_advice(&page, alert.kind),
        venue: names.get(&alert.venue).cloned().unwrap_or_default(),
        file: paths::Timeline(alert.venue).to_string(),
        rows: build_rows(&page, alert),
        open: alert.state() == AlertState::Open,
    };
    let cards = found.items.iter().map(card).collect();
    let view = |one: &AlertState| {
        let href = links::with_query(paths::Alerts::PATTERN, &[("state", one.code())]);
        (href, translate_code(&page, "alertstate", one.code()), *one == state)
    };
    Ok(AlertListPage {
        views: AlertState::ALL.iter().map(view).collect(),
        pages: PageLinks::new(paths::Alerts::PATTERN, &[("state", state.code())], after, found.next),
        tabs: office_tabs::build(&page, permit.actor(), paths::Alerts::PATTERN),
        may_close: permit.actor().may(Action::HandleAlerts),
        cards,
        form,
        page,
    })
}

fn note_field(alert: AlertId) -> String {
    format!("note-{alert}")
}

/// Advice to the officer about an alert of this kind.
fn build_advice(page: &Page, kind: AlertKind) -> String {
    page.t(match kind {
        AlertKind::CollectPaper => "alerts-collect",
        AlertKind::DistantScans => "alerts-distant",
        AlertKind::FarFromVenue => "alerts-far",
        AlertKind::ShownTooLate => "alerts-late",
        AlertKind::AskedAgain => "alerts-again",
    })
}

fn build_rows(page: &Page, alert: &Alert) -> Vec<SummaryRow> {
    let facts = &alert.facts;
    let mut rows = vec![SummaryRow::new(page.t("inspections-since"), page.moment(&alert.created_at))];
    let mut say = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push(SummaryRow::new(page.t(key), value));
        }
    };
    let verdict = |verdict: Option<Verdict>| {
        verdict.map(|verdict| translate_code(page, "verdict", verdict.code())).unwrap_or_default()
    };
    say("alerts-paper", facts.number.clone());
    say("alerts-shown", verdict(facts.shown));
    say("alerts-judged", verdict(facts.judged));
    say(
        "alerts-metres",
        facts.metres.map(|m| page.t1("alerts-metres-text", "metres", page.number(m))).unwrap_or_default(),
    );
    say("alerts-inspector", facts.inspector.clone());
    say("alerts-words", facts.words.clone());
    if let Some(closure) = alert.closure() {
        say("alerts-done-by", closure.by_name.clone());
        say("alerts-done", closure.note.clone());
    }
    rows
}

async fn close(
    PageRequest { page, app, permit }: PageRequest<rights::HandleAlerts>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<AlertId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    if let Some(note) = form.require_line(&note_field(id), "alerts-note-what", MAX_NOTE_CHARS) {
        alerts::close(&app, &permit, id, version, &note).await.redirect_refusal(paths::Alerts)?;
        return Ok(Flash::success("alerts-closed").redirect(paths::Alerts));
    }
    alerts::find(&app, &reader, id).await?;
    // The cursor of the page that sent the form.
    let after = Cursor::decode(form.text("after"));
    Ok((form.status(), Html(build_page(page, &app, &reader, AlertState::Open, after, form).await?))
        .into_response())
}
