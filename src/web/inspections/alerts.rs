//! Alerts and tasks: what waits, and closing it with words.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, alerts};
use camket_domain::accounts::Role;
use camket_domain::alerts::{Alert, Kind, State as Standing};
use camket_domain::ids::AlertId;
use camket_domain::permissions::rights;
use camket_domain::text::squash;

use super::ALERTS;
use super::measures::version;
use super::tabs::{self, Tab};
use crate::codes::words;
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::links;
use crate::look::Row;
use crate::page::{Html, Page};
use crate::session::May;

/// Most characters of what was done.
const NOTE: usize = 1_000;

#[derive(Template)]
#[template(path = "inspections/alerts.html")]
struct List {
    page: Page,
    tabs: Vec<Tab>,
    views: Vec<(String, String, bool)>,
    cards: Vec<Card>,
    may_close: bool,
}

struct Card {
    id: AlertId,
    form: Form,
    title: String,
    what: String,
    venue: String,
    /// The venue's page.
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
    let (found, names) = alerts::list(&app, &permit, state).await?;
    let page = page.titled("inspections-alerts-title");
    let card = |alert: &Alert| Card {
        id: alert.id,
        form: Form::filled([("version", alert.version.to_string())]),
        title: words(&page, "alert", alert.kind.code()),
        what: what(&page, alert.kind),
        venue: names.get(&alert.venue).cloned().unwrap_or_default(),
        file: crate::timeline::address(alert.venue),
        rows: rows(&page, alert),
        open: alert.state == Standing::Open,
    };
    let cards = found.iter().map(card).collect();
    let view = |one: &Standing| {
        let href = links::with_query(ALERTS, &[("state", one.code())]);
        (href, words(&page, "alertstate", one.code()), *one == state)
    };
    Ok(Html(List {
        views: Standing::ALL.iter().map(view).collect(),
        tabs: tabs::of(&page, permit.actor(), ALERTS),
        may_close: matches!(permit.actor().role, Role::CommuneOfficer | Role::LabourOfficer),
        cards,
        page,
    }))
}

/// What to do about it.
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
    State(app): State<App>,
    May(permit): May<rights::HandleAlerts>,
    Path(id): Path<AlertId>,
    form: Form,
) -> Result<Response, Fault> {
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    let note: String = squash(form.text("note")).unwrap_or_default().chars().take(NOTE).collect();
    match alerts::close(&app, &permit, id, version, &note).await {
        Ok(()) => Ok((Flash::success("inspections-alert-closed"), Redirect::to(ALERTS)).into_response()),
        Err(AppError::Refused(camket_domain::refusal::Refusal::ReasonMissing)) => {
            Ok((Flash::warning("inspections-alert-words"), Redirect::to(ALERTS)).into_response())
        }
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, ALERTS)),
        Err(error) => Err(error.into()),
    }
}
