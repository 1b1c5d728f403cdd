//! One worker: declare, show, change.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::managers::load_kept_dossier;
use camket_app::venues::VenueDossier;
use camket_app::{AppError, labour};
use camket_domain::identifiers::Sex;
use camket_domain::ids::{VenueId, WorkerId, uuid_v7};
use camket_domain::labour::permits::is_foreign;
use camket_domain::labour::{Contract, IdDocumentKind, JobGroup, PermitKind, Worker, ages};
use camket_domain::permissions::rights;
use camket_domain::refusal::Refusal;
use camket_domain::venues::{Venue, VenueKind};

use super::changes::build_history;
use super::declaration::{self, BOOK_FIELDS, DeclarationContext, PERMIT_FIELDS};
use super::facts;
use crate::codes;
use crate::paths;
use crate::venues::KeptVenue;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::PageRequest;

/// Fields whose values are never sent back to the browser.
const SECRET_FIELDS: [&str; 1] = ["number"];

#[derive(Template)]
#[template(path = "labour/worker.html")]
struct WorkerPage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    kind: VenueKind,
    /// Id and masked number of the worker on file.
    on_file: Option<(WorkerId, String)>,
    choices: WorkerFormChoices,
    book: Vec<(&'static str, String)>,
    permit_open: bool,
    book_open: bool,
    /// Day and words of each change; of a page that shows errors none.
    history: Vec<(String, String)>,
}

struct WorkerFormChoices {
    sexes: Vec<Choice>,
    papers: Vec<Choice>,
    facing: Vec<Choice>,
    groups: Vec<Choice>,
    contracts: Vec<Choice>,
    permits: Vec<Choice>,
}

impl WorkerFormChoices {
    fn new(page: &Page) -> Self {
        let choice = |list: &str, code: &str| Choice::new(code, codes::translate_code(page, list, code));
        Self {
            sexes: Sex::ALL.map(|sex| choice("sex", sex.code())).into(),
            papers: IdDocumentKind::ALL.iter().map(|paper| choice("paper", paper.code())).collect(),
            facing: vec![
                Choice::new("yes", page.t("labour-facing-yes")),
                Choice::new("no", page.t("labour-facing-no")),
            ],
            groups: JobGroup::ALL.iter().map(|group| choice("jobgroup", group.code())).collect(),
            permits: PermitKind::ALL.iter().map(|permit| choice("permitkind", permit.code())).collect(),
            contracts: Contract::ALL.iter().map(|contract| choice("contract", contract.code())).collect(),
        }
    }
}

/// GET `/venues/{id}/workers/new`
pub(super) async fn show_new_form(
    KeptVenue { page, app, permit, id }: KeptVenue,
) -> Result<Response, PageError> {
    let dossier = load_kept_dossier(&app, &permit, id).await?;
    if let Some(refusal) = find_refusal(&dossier) {
        return Ok(redirect_with_refusal(&refusal, paths::Workers(id)));
    }
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([
        ("key", key.as_str()),
        ("paper", IdDocumentKind::Personal.code()),
        // The nationality of most workers. NĐ 145/2020 Điều 3 requires the column.
        ("nationality", "Việt Nam"),
    ])
    .with_secret_fields(&SECRET_FIELDS);
    Ok(render_form(page, &dossier.venue, None, form))
}

/// The refusal, if no worker can be added now.
fn find_refusal(dossier: &VenueDossier) -> Option<Refusal> {
    if dossier.is_locked() {
        return Some(Refusal::InReview);
    }
    dossier.venue.no_employees.then_some(Refusal::DeclaredNone)
}

/// POST `/venues/{id}/workers/new`
pub(super) async fn declare(
    KeptVenue { page, app, permit, id }: KeptVenue,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = form.with_secret_fields(&SECRET_FIELDS);
    let key = form.require_key()?;
    let (venue, _) = labour::list(&app, &permit, id).await?;
    let against = DeclarationContext { kind: venue.kind, on_file: None, today: app.today() };
    let Some(given) = declaration::parse(&mut form, against) else {
        return Ok(render_form(page, &venue, None, form));
    };
    let name = given.name.clone();
    let done = labour::declare(&app, &permit, id, key, given).await;
    render_outcome(page, &venue, None, form, done, Flash::success("labour-declared").with_arg("name", name))
}

/// GET `/venues/{id}/workers/{worker}`: the form, or the read-only page while the application is in review.
pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::WorkAtVenues>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
) -> Result<Response, PageError> {
    let dossier = load_kept_dossier(&app, &permit, id).await?;
    let found = dossier.workers.iter().find(|found| found.id == worker).ok_or(AppError::NotFound)?;
    let history = labour::list_history(&app, &permit, id, worker).await?;
    if dossier.is_locked() {
        return Ok(facts::render_page(page, &dossier.venue, (found, &history), app.today()));
    }
    let form = declaration::build_form(found).with_secret_fields(&SECRET_FIELDS);
    let sheet = build_page(page, &dossier.venue, Some(found), form);
    Ok(Html(WorkerPage { history: build_history(&sheet.page, &history), ..sheet }).into_response())
}

/// POST `/venues/{id}/workers/{worker}`
pub(super) async fn change(
    PageRequest { page, app, permit }: PageRequest<rights::WorkAtVenues>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = form.with_secret_fields(&SECRET_FIELDS);
    let version = form.require_version()?;
    let (venue, before) = labour::find(&app, &permit, id, worker).await?;
    let against =
        DeclarationContext { kind: venue.kind, on_file: Some(before.person.paper), today: app.today() };
    let Some(given) = declaration::parse(&mut form, against) else {
        return Ok(render_form(page, &venue, Some(&before), form));
    };
    let name = given.name.clone();
    let done = labour::update(&app, &permit, (id, worker), version, given).await;
    render_outcome(
        page,
        &venue,
        Some(&before),
        form,
        done,
        Flash::success("labour-changed").with_arg("name", name),
    )
}

/// Redirects to the list after a success; else shows the form again with its errors.
fn render_outcome(
    page: Page,
    venue: &Venue,
    before: Option<&Worker>,
    mut form: Form,
    done: Result<(), AppError>,
    flash: Flash,
) -> Result<Response, PageError> {
    let list = paths::Workers(venue.id);
    match done {
        Ok(()) => Ok(flash.redirect(list)),
        Err(AppError::Refused(refusal)) if refusal != Refusal::WorkerTwice => {
            Ok(redirect_with_refusal(&refusal, list))
        }
        Err(error) => {
            declaration::add_form_error(&mut form, error)?;
            Ok(render_form(page, venue, before, form))
        }
    }
}

fn render_form(page: Page, venue: &Venue, before: Option<&Worker>, form: Form) -> Response {
    let sheet = build_page(page, venue, before, form);
    (sheet.form.status(), Html(sheet)).into_response()
}

fn build_page(page: Page, venue: &Venue, before: Option<&Worker>, form: Form) -> WorkerPage {
    let title = if before.is_some() { "labour-change-title" } else { "labour-new-title" };
    let page = page.with_title(title).with_form_errors(&form);
    let touched = |field| !form.value(field).is_empty() || form.error(field).is_some();
    WorkerPage {
        id: venue.id,
        venue: venue.name.clone(),
        kind: venue.kind,
        on_file: before.map(|worker| (worker.id, worker.person.number.masked())),
        choices: WorkerFormChoices::new(&page),
        book: BOOK_FIELDS.map(|(field, label, _)| (field, page.t(label))).into(),
        permit_open: PERMIT_FIELDS.iter().any(|field| touched(field))
            || is_foreign(form.value("nationality")),
        book_open: BOOK_FIELDS.iter().any(|(field, _, _)| touched(field)),
        history: Vec::new(),
        page,
        form,
    }
}
