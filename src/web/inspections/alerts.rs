//! The list of alerts and tasks, and closing one with a note.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, alerts};
use camket_domain::accounts::Role;
use camket_domain::alerts::{Alert, Kind, State as Standing};
use camket_domain::ids::AlertId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};

use super::ALERTS;
use super::measures::version;
use super::tabs::{self, Tab};
use crate::codes::words;
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::links;
use crate::look::{Pages, Row};
use crate::page::{Html, Page};
use crate::session::May;

/// Most characters of the closing note.
const NOTE: usize = 1_000;

#[derive(Template)]
#[template(path = "inspections/alerts.html")]
struct List {
    page: Page,
    tabs: Vec<Tab>,
    views: Vec<(String, String, bool)>,
    form: Form,
    cards: Vec<Card>,
    pages: Pages,
    may_close: bool,
}

struct Card {
    id: AlertId,
    /// Name of the note's field; it holds the alert's id, because a page has many cards.
    note: String,
    version: i32,
    title: String,
    what: String,
    venue: String,
    /// Address of the venue's page.
    file: String,
    rows: Vec<Row>,
    open: bool,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    RawQuery(query): RawQuery,
) -> Result<Html<impl Template>, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let state = Standing::from_code(form.text("state")).unwrap_or(Standing::Open);
    let after = Cursor::decode(form.text("after"));
    // The form of each card carries the cursor, so that a refused one shows the same page again.
    let cards = Form::filled([("after", form.text("after"))]);
    Ok(Html(fill(page, &app, &permit, state, after, cards).await?))
}

/// Builds the page; `form` is what was typed into one of its cards.
async fn fill(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadInspections>,
    state: Standing,
    after: Option<Cursor>,
    form: Form,
) -> Result<List, AppError> {
    let (found, names) = alerts::list(app, permit, state, after).await?;
    let page = page.titled("inspections-alerts-title").checked(&form);
    let card = |alert: &Alert| Card {
        id: alert.id,
        note: note_of(alert.id),
        version: alert.version,
        title: words(&page, "alert", alert.kind.code()),
        what: what(&page, alert.kind),
        venue: names.get(&alert.venue).cloned().unwrap_or_default(),
        file: crate::timeline::address(alert.venue),
        rows: rows(&page, alert),
        open: alert.state == Standing::Open,
    };
    let cards = found.items.iter().map(card).collect();
    let view = |one: &Standing| {
        let href = links::with_query(ALERTS, &[("state", one.code())]);
        (href, words(&page, "alertstate", one.code()), *one == state)
    };
    Ok(List {
        views: Standing::ALL.iter().map(view).collect(),
        pages: Pages::of(ALERTS, &[("state", state.code())], after, found.next),
        tabs: tabs::of(&page, permit.actor(), ALERTS),
        may_close: matches!(permit.actor().role, Role::CommuneOfficer | Role::LabourOfficer),
        cards,
        form,
        page,
    })
}

fn note_of(alert: AlertId) -> String {
    format!("note-{alert}")
}

/// Advice to the officer about an alert of this kind.
fn what(page: &Page, kind: Kind) -> String {
    page.t(match kind {
        Kind::CollectPaper => "inspections-alert-collect",
        Kind::DistantScans => "inspections-alert-distant",
        Kind::FarFromVenue => "inspections-alert-far",
        Kind::ShownTooLate => "inspections-alert-late",
        Kind::AskedAgain => "inspections-alert-again",
    })
}

fn rows(page: &Page, alert: &Alert) -> Vec<Row> {
    let facts = &alert.facts;
    let mut rows = vec![Row::new(page.t("inspections-since"), page.moment(&alert.created_at))];
    let mut say = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push(Row::new(page.t(key), value));
        }
    };
    let verdict = |code: &str| {
        let known = camket_domain::certificates::verdict::Verdict::ALL.iter().any(|v| v.code() == code);
        if known { words(page, "verdict", code) } else { code.to_owned() }
    };
    say("inspections-paper", facts.number.clone());
    say("inspections-shown", verdict(&facts.shown));
    say("inspections-judged", verdict(&facts.judged));
    say(
        "inspections-metres",
        facts
            .metres
            .map(|m| page.t1("inspections-metres-text", "metres", page.number(m)))
            .unwrap_or_default(),
    );
    say("inspections-inspector", facts.inspector.clone());
    say("inspections-words", facts.words.clone());
    say("inspections-done-by", alert.closed_by_name.clone());
    say("inspections-done", alert.note.clone());
    rows
}

pub(super) async fn close(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::HandleAlerts>,
    May(reader): May<rights::ReadInspections>,
    Path(id): Path<AlertId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    if let Some(note) = form.required_line(&note_of(id), "inspections-alert-done-what", NOTE) {
        return match alerts::close(&app, &permit, id, version, &note).await {
            Ok(()) => Ok((Flash::success("inspections-alert-closed"), Redirect::to(ALERTS)).into_response()),
            Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, ALERTS)),
            Err(error) => Err(error.into()),
        };
    }
    alerts::find(&app, &reader, id).await?;
    // The cursor of the page that sent the form.
    let after = Cursor::decode(form.text("after"));
    let again = fill(page, &app, &reader, Standing::Open, after, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(again)).into_response())
}
