//! Visits: the list, the page of one, its photos.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::inspections::{self, Dossier, Filter};
use camket_domain::accounts::{Actor, Role};
use camket_domain::ids::{InspectionId, PhotoId};
use camket_domain::inspections::State as Standing;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};
use camket_domain::proposals::{Measure, Proposal, State as Progress};

use super::VISITS;
use super::rows::{self, Line};
use super::tabs::{self, Tab};
use crate::codes::{self, words};
use crate::concerns;
use crate::fault::Fault;
use crate::form::Form;
use crate::look::{Chip, Choice, Event, Pages, Row};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "inspections/list.html")]
struct List {
    page: Page,
    tabs: Vec<Tab>,
    form: Form,
    states: Vec<Choice>,
    lines: Vec<Visit>,
    pages: Pages,
}

struct Visit {
    href: String,
    venue: String,
    day: String,
    number: String,
    conclusion: Chip,
    state: Chip,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    RawQuery(query): RawQuery,
) -> Result<Html<impl Template>, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let state = Standing::from_code(form.text("state"));
    let filter = Filter { state, ..Filter::default() };
    let after = Cursor::decode(form.text("after"));
    let (found, names) = inspections::list(&app, &permit, filter, after).await?;
    let page = page.titled("inspections-title");
    let chosen = state.map_or("", Standing::code);
    let lines = found.items.iter().map(|one| Visit {
        href: format!("{VISITS}/{}", one.id),
        venue: names.get(&one.venue).cloned().unwrap_or_default(),
        day: rows::day(&page, one),
        number: one.number.to_string(),
        conclusion: rows::conclusion(&page, one.conclusion),
        state: rows::state(&page, one.state),
    });
    let lines = lines.collect();
    let states = Standing::ALL.iter().map(|s| Choice::new(s.code(), words(&page, "inspection", s.code())));
    Ok(Html(List {
        tabs: tabs::of(&page, permit.actor(), VISITS),
        states: states.collect(),
        lines,
        pages: Pages::of(VISITS, &[("state", chosen)], after, found.next),
        form,
        page,
    }))
}

#[derive(Template)]
#[template(path = "inspections/show.html")]
pub(super) struct Show {
    page: Page,
    form: Form,
    id: InspectionId,
    number: String,
    state: Chip,
    conclusion: Chip,
    rows: Vec<Row>,
    findings: Vec<Line>,
    demands: Vec<Line>,
    answers: Vec<Line>,
    photos: Vec<PhotoId>,
    missing: usize,
    reply: Option<(String, String)>,
    measure: Option<MeasureCard>,
    events: Vec<Event>,
    code: String,
    /// Address of the concern it is based on, for those who may read it.
    concern: Option<String>,
}

/// The proposed measure, and what the actor may do with it.
struct MeasureCard {
    chip: Chip,
    rows: Vec<Row>,
    choices: Vec<Choice>,
    may_endorse: bool,
    may_decide: bool,
    own: bool,
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
) -> Result<Html<Show>, Fault> {
    let dossier = inspections::find(&app, &permit, id).await?;
    let form = filled(dossier.proposal.as_ref());
    Ok(Html(fill(page, &app, permit.actor(), &dossier, form)))
}

fn filled(proposal: Option<&Proposal>) -> Form {
    let Some(proposal) = proposal else { return Form::new() };
    Form::filled([
        ("version", proposal.version.to_string()),
        ("measure", proposal.measure.code().to_owned()),
        ("decision", proposal.decision.clone()),
        ("note", proposal.note.clone()),
    ])
}

/// Builds the page of an inspection with a form as it was sent.
pub(super) fn fill(page: Page, app: &App, actor: &Actor, dossier: &Dossier, form: Form) -> Show {
    let inspection = &dossier.inspection;
    let page = page.titled_text(inspection.report.name.clone()).checked(&form);
    let reads = Permit::<rights::ReadConcerns>::for_actor(actor).is_some();
    let reply = inspection.reply.as_ref().map(|r| (r.words.clone(), page.moment(&r.at)));
    Show {
        id: inspection.id,
        number: inspection.number.to_string(),
        state: rows::state(&page, inspection.state),
        conclusion: rows::conclusion(&page, inspection.conclusion),
        rows: rows::facts(&page, inspection, &dossier.team.name),
        findings: rows::findings(&inspection.report),
        demands: rows::demands_of(&page, dossier, app.today(), true),
        answers: rows::answers(&page, &inspection.report),
        photos: dossier.photos.clone(),
        missing: inspection.report.photos.len() - dossier.photos.len(),
        measure: dossier.proposal.as_ref().map(|proposal| measure(&page, actor, proposal)),
        events: codes::timeline(&page, &dossier.trail),
        code: inspection.code.to_string(),
        concern: inspection.concern.filter(|_| reads).map(concerns::address),
        reply,
        form,
        page,
    }
}

fn measure(page: &Page, actor: &Actor, proposal: &Proposal) -> MeasureCard {
    let office = matches!(actor.role, Role::CommuneOfficer | Role::LabourOfficer | Role::Approver);
    let own = proposal.first.as_ref().is_some_and(|first| first.account == actor.account);
    let endorsed = proposal.state == Progress::Endorsed;
    let choices = Measure::ALL.iter().map(|m| Choice::new(m.code(), words(page, "measure", m.code())));
    MeasureCard {
        chip: rows::proposal(page, proposal.state),
        rows: measure_rows(page, proposal),
        choices: choices.collect(),
        may_endorse: office && proposal.state != Progress::Decided,
        may_decide: office && endorsed && !own,
        own: own && endorsed,
    }
}

fn measure_rows(page: &Page, proposal: &Proposal) -> Vec<Row> {
    let measure = |m: Measure| words(page, "measure", m.code());
    let mut rows = vec![Row::new(page.t("inspections-suggested"), measure(proposal.suggested))];
    if proposal.state != Progress::Proposed {
        rows.push(Row::new(page.t("inspections-measure"), measure(proposal.measure)));
        // A reminder has neither a decision's number nor a note.
        let mut given = |key, text: &str| {
            if !text.is_empty() {
                rows.push(Row::new(page.t(key), text));
            }
        };
        given("inspections-decision", &proposal.decision);
        given("inspections-note", &proposal.note);
        rows.extend(proposal.until.map(|day| Row::new(page.t("inspections-until"), page.date(&day))));
    }
    let by = |key, who: &Option<camket_domain::proposals::Signatory>| {
        who.as_ref().map(|w| Row::new(page.t(key), format!("{}, {}", w.name, page.moment(&w.at))))
    };
    rows.extend(by("inspections-first", &proposal.first));
    rows.extend(by("inspections-second", &proposal.second));
    rows
}

pub(super) async fn photo(
    State(app): State<App>,
    May(permit): May<rights::ReadInspections>,
    Path((inspection, id)): Path<(InspectionId, PhotoId)>,
) -> Result<Response, Fault> {
    let picture = inspections::picture(&app, &permit, inspection, id).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], picture).into_response())
}
