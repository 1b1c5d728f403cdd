//! `/training/classes/…`: a class with who attended; recorded, corrected, removed.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::training::{self, ClassDossier};
use camket_domain::accounts::Actor;
use camket_domain::calendar::format_date;
use camket_domain::ids::{TrainingClassId, uuid_v7};
use camket_domain::permissions::{Action, rights};
use camket_domain::text::lengths::{MAX_NOTE_CHARS, MAX_ORGANISATION_NAME_CHARS};
use camket_domain::training::{ClassDetails, RosterOfficer};
use time::Date;

use crate::codes::build_timeline;
use crate::confirmation::ConfirmQuestion;
use crate::{areas, paths};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Cell, DataTable, SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "training/class.html")]
pub(super) struct ClassPage {
    page: Page,
    rows: Vec<SummaryRow>,
    attended: DataTable,
    /// That others attended, whom the reader does not see; empty for none.
    others: String,
    /// Addresses to change it, to write who attended, and to remove it.
    keep: Option<[String; 3]>,
    events: Vec<TimelineEvent>,
}

#[derive(Template)]
#[template(path = "training/record.html")]
struct RecordPage {
    page: Page,
    form: Form,
    back: String,
}

type RecordRequest = PageRequest<rights::RecordActivities>;

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Path(id): Path<TrainingClassId>,
) -> Result<Html<ClassPage>, PageError> {
    let dossier = training::load_class(&app, &permit, id).await?;
    Ok(Html(build_page(page, permit.actor(), &dossier, app.today())))
}

fn build_page(page: Page, actor: &Actor, dossier: &ClassDossier, today: Date) -> ClassPage {
    let ClassDossier { class, attendances, attended, trail } = dossier;
    let details = &class.details;
    let page = page.with_title_text(details.content.clone());
    let seen = u32::try_from(attended.len()).unwrap_or(u32::MAX);
    let others = attendances.saturating_sub(seen);
    let keeps = actor.may(Action::RecordActivities) && actor.area == Some(class.area);
    let row = |officer: &RosterOfficer| {
        vec![
            Cell::Text(officer.details.name.clone()),
            Cell::Text(officer.details.office.clone()),
            Cell::Text(areas::find_name(officer.area, today)),
        ]
    };
    let heads = ["name", "office", "area"];
    ClassPage {
        rows: vec![
            SummaryRow::new(page.t("training-held-on"), page.date(&details.held_on)),
            SummaryRow::new(page.t("training-organiser"), details.organiser.as_str()),
            SummaryRow::new(page.t("training-place"), details.place.as_str()),
            SummaryRow::new(page.t("training-class-area"), areas::find_name(class.area, today)),
            SummaryRow::new(page.t("training-class-attendances"), page.number(*attendances)),
        ],
        attended: DataTable {
            heads: heads.map(|head| page.t(&format!("training-roster-{head}"))).to_vec(),
            rows: attended.iter().map(row).collect(),
        },
        others: if others > 0 { page.t1("training-others", "count", others) } else { String::new() },
        keep: keeps.then(|| {
            [
                paths::EditTrainingClass(class.id).to_string(),
                paths::TrainingAttendance(class.id).to_string(),
                paths::RemoveTrainingClass(class.id).to_string(),
            ]
        }),
        events: build_timeline(&page, trail),
        page,
    }
}

pub(super) async fn show_new(PageRequest { page, app, .. }: RecordRequest) -> Response {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([("key", key), ("held_on", format_date(app.today()))]);
    render(page, "training-record", paths::Training.to_string(), form)
}

fn render(page: Page, title: &str, back: String, form: Form) -> Response {
    let page = page.with_title(title).with_form_errors(&form);
    (form.status(), Html(RecordPage { page, form, back })).into_response()
}

fn parse(form: &mut Form) -> Option<ClassDetails> {
    let held_on = form.require_date("held_on", "training-held-on-what");
    let organiser = form.require_line("organiser", "training-organiser-what", MAX_ORGANISATION_NAME_CHARS);
    let content = form.require_line("content", "training-content-what", MAX_NOTE_CHARS);
    let place = form.parse_line("place", "training-place-what", MAX_ORGANISATION_NAME_CHARS);
    Some(ClassDetails { held_on: held_on?, organiser: organiser?, content: content?, place: place? })
}

/// A new class is followed by the page on which its attendance is written.
pub(super) async fn create(
    PageRequest { page, app, permit }: RecordRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(details) = parse(&mut form) {
        let created = training::create_class(&app, &permit, key, details).await;
        if let Some(id) = form.require_success(created).redirect_refusal(paths::Training)? {
            return Ok(Flash::success("training-flash-class").redirect(paths::TrainingAttendance(id)));
        }
    }
    Ok(render(page, "training-record", paths::Training.to_string(), form))
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<TrainingClassId>,
) -> Result<Response, PageError> {
    let back = paths::TrainingClass(id);
    let class = training::load_own_class(&app, &permit, id).await.redirect_refusal(&back)?;
    let form = Form::from_fields([
        ("version", class.version.to_string()),
        ("held_on", format_date(class.details.held_on)),
        ("organiser", class.details.organiser),
        ("content", class.details.content),
        ("place", class.details.place),
    ]);
    Ok(render(page, "training-class-edit", back.to_string(), form))
}

pub(super) async fn update(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<TrainingClassId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let (version, back) = (form.require_version()?, paths::TrainingClass(id));
    training::load_own_class(&app, &permit, id).await.redirect_refusal(&back)?;
    if let Some(details) = parse(&mut form) {
        let updated = training::update_class(&app, &permit, id, version, details).await;
        let here = paths::EditTrainingClass(id);
        if form.require_success(updated).redirect_conflict("training-flash-changed", here)?.is_some() {
            return Ok(Flash::success("training-flash-class").redirect(back));
        }
    }
    Ok(render(page, "training-class-edit", back.to_string(), form))
}

pub(super) async fn ask_remove(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<TrainingClassId>,
) -> Result<Html<impl Template>, PageError> {
    let back = paths::TrainingClass(id);
    let class = training::load_own_class(&app, &permit, id).await.redirect_refusal(&back)?;
    let keys = ["training-class-remove-title", "training-class-remove-what", "training-remove"];
    let about = format!("{}, {}", class.details.content, page.date(&class.details.held_on));
    let question = ConfirmQuestion { keys, about, version: class.version, danger: true };
    Ok(Html(question.build_page(page, &back.to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: RecordRequest,
    Path(id): Path<TrainingClassId>,
    form: Form,
) -> Result<Response, PageError> {
    let (version, here) = (form.require_version()?, paths::TrainingClass(id));
    let removed = training::remove_class(&app, &permit, id, version).await;
    removed.redirect_refusal(&here).redirect_conflict("training-flash-changed", &here)?;
    Ok(Flash::success("training-flash-class-removed").redirect(paths::Training))
}
