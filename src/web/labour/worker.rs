//! One worker: declare, show, change.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::venues::{Dossier, dossier};
use camket_app::{App, AppError, labour};
use camket_domain::identifiers::Sex;
use camket_domain::ids::{VenueId, WorkerId, uuid_v7};
use camket_domain::labour::{Contract, JobGroup, Paper, Worker, ages};
use camket_domain::permissions::rights;
use camket_domain::refusal::Refusal;
use camket_domain::venues::{Venue, VenueKind};

use super::declaration::{self, Against, BOOK};
use super::facts;
use crate::codes;
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::Choice;
use crate::page::{Html, Page};
use crate::session::May;

/// Fields whose values are never sent back to the browser.
const SECRETS: [&str; 1] = ["number"];

#[derive(Template)]
#[template(path = "labour/worker.html")]
struct EditWorker {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    kind: VenueKind,
    /// Id and masked number of the worker on file.
    on_file: Option<(WorkerId, String)>,
    choices: Choices,
    book: Vec<(&'static str, String)>,
    book_open: bool,
}

struct Choices {
    sexes: Vec<Choice>,
    papers: Vec<Choice>,
    facing: Vec<Choice>,
    groups: Vec<Choice>,
    contracts: Vec<Choice>,
}

impl Choices {
    fn of(page: &Page) -> Self {
        let choice = |list: &str, code: &str| Choice::new(code, codes::words(page, list, code));
        Self {
            sexes: Sex::ALL.map(|sex| choice("sex", sex.code())).into(),
            papers: Paper::ALL.iter().map(|paper| choice("paper", paper.code())).collect(),
            facing: vec![
                Choice::new("yes", page.t("labour-facing-yes")),
                Choice::new("no", page.t("labour-facing-no")),
            ],
            groups: JobGroup::ALL.iter().map(|group| choice("jobgroup", group.code())).collect(),
            contracts: Contract::ALL.iter().map(|contract| choice("contract", contract.code())).collect(),
        }
    }
}

/// GET `/venues/{id}/workers/new`
pub(super) async fn blank(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, Fault> {
    let dossier = dossier(&app, &permit, id).await?;
    if let Some(refusal) = closed(&dossier) {
        return Ok(bounce(&refusal, &format!("/venues/{id}/workers")));
    }
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::filled([
        ("key", key.as_str()),
        ("paper", Paper::Personal.code()),
        // The nationality of most workers. NĐ 145/2020 Điều 3 requires the column.
        ("nationality", "Việt Nam"),
    ]);
    Ok(sheet(page, &dossier.venue, None, form))
}

/// The refusal, if no worker can be added now.
fn closed(dossier: &Dossier) -> Option<Refusal> {
    if is_locked(dossier) {
        return Some(Refusal::InReview);
    }
    dossier.venue.no_employees.then_some(Refusal::DeclaredNone)
}

fn is_locked(dossier: &Dossier) -> bool {
    dossier.application.as_ref().is_some_and(|application| application.state.locks_venue())
}

/// POST `/venues/{id}/workers/new`
pub(super) async fn declare(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
    form: Form,
) -> Result<Response, Fault> {
    let mut form = form.secret(&SECRETS);
    let key = match form.key() {
        Ok(key) => key,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    let (venue, _) = labour::list(&app, &permit, id).await?;
    let against = Against { kind: venue.kind, on_file: None, today: app.today() };
    let Some(given) = declaration::read(&mut form, against) else {
        return Ok(sheet(page, &venue, None, form));
    };
    let name = given.name.clone();
    let done = labour::declare(&app, &permit, id, key, given).await;
    answer(page, &venue, None, form, done, Flash::success("labour-declared").with("name", name))
}

/// GET `/venues/{id}/workers/{worker}`: the form, or the read-only page while the application is in review.
pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, Fault> {
    let dossier = dossier(&app, &permit, id).await?;
    let found = dossier.workers.iter().find(|found| found.id == worker).ok_or(AppError::NotFound)?;
    if is_locked(&dossier) {
        return Ok(facts::sheet(page, &dossier.venue, found, app.today()));
    }
    Ok(sheet(page, &dossier.venue, Some(found), declaration::filled(found).secret(&SECRETS)))
}

/// POST `/venues/{id}/workers/{worker}`
pub(super) async fn change(
    page: Page,
    State(app): State<App>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
    May(permit): May<rights::KeepVenues>,
    form: Form,
) -> Result<Response, Fault> {
    let mut form = form.secret(&SECRETS);
    let Ok(version) = form.text("version").parse() else {
        return Ok(ErrorKind::Unreadable.into_response());
    };
    let (venue, before) = labour::find(&app, &permit, id, worker).await?;
    let against = Against { kind: venue.kind, on_file: Some(before.person.paper), today: app.today() };
    let Some(given) = declaration::read(&mut form, against) else {
        return Ok(sheet(page, &venue, Some(&before), form));
    };
    let name = given.name.clone();
    let done = labour::change(&app, &permit, (id, worker), version, given).await;
    answer(page, &venue, Some(&before), form, done, Flash::success("labour-changed").with("name", name))
}

/// Redirects to the list after a success; else shows the form again with its errors.
fn answer(
    page: Page,
    venue: &Venue,
    before: Option<&Worker>,
    mut form: Form,
    done: Result<(), AppError>,
    said: Flash,
) -> Result<Response, Fault> {
    let list = format!("/venues/{}/workers", venue.id);
    match done {
        Ok(()) => Ok((said, Redirect::to(&list)).into_response()),
        Err(AppError::Refused(refusal)) if refusal != Refusal::WorkerTwice => Ok(bounce(&refusal, &list)),
        Err(error) => {
            declaration::beside(&mut form, error)?;
            Ok(sheet(page, venue, before, form))
        }
    }
}

fn sheet(page: Page, venue: &Venue, before: Option<&Worker>, form: Form) -> Response {
    let title = if before.is_some() { "labour-change-title" } else { "labour-new-title" };
    let page = page.titled(title).checked(&form);
    let status = if form.has_errors() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let touched = |field| !form.value(field).is_empty() || form.error(field).is_some();
    let sheet = EditWorker {
        id: venue.id,
        venue: venue.name.clone(),
        kind: venue.kind,
        on_file: before.map(|worker| (worker.id, worker.person.number.masked())),
        choices: Choices::of(&page),
        book: BOOK.map(|(field, label, _)| (field, page.t(label))).into(),
        book_open: BOOK.iter().any(|(field, _, _)| touched(field)),
        page,
        form,
    };
    (status, Html(sheet)).into_response()
}
