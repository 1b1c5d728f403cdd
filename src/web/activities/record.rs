//! `/activities/new`: records an activity, on one page. `/activities/{activity}/edit`: goes on with a draft, or corrects.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::activities::{self, ActivityInput};
use camket_app::scan_batch::ScanBatch;
use camket_domain::activities::{
    Activity, ActivityDraft, ActivityForm, ActivityState, ActivityTopic, MAX_ACTIVITY_NOTE_CHARS,
    MAX_ACTIVITY_PLACE_CHARS,
};
use camket_domain::calendar::format_date;
use camket_domain::ids::{ActivityId, ActivityPictureId, uuid_v7};
use camket_domain::permissions::{Permit, rights};

use crate::codes::build_code_choices;
use crate::paths;
use crate::scan_upload::ScanParts;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::kept_form::SentFields;
use camket_shell::links;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "activities/record.html")]
struct RecordPage {
    page: Page,
    form: Form,
    back: String,
    /// Address that starts with what was recorded last; `None` if there is nothing, or for an activity that is there.
    copy: Option<String>,
    forms: Vec<Choice>,
    topics: Vec<Choice>,
    /// Id and address of the pictures that are there.
    pictures: Vec<(String, String)>,
    /// Whether it can be kept as a draft.
    drafts: bool,
}

type RecordRequest = PageRequest<rights::RecordActivities>;

/// The address of the form that starts with what an activity says.
pub(super) fn format_copy(id: ActivityId) -> String {
    links::with_query(paths::NewActivity::PATTERN, &[("copy", &id.to_string())])
}

pub(super) async fn show_new(
    PageRequest { page, app, permit }: RecordRequest,
    Query(query): Query,
) -> Result<Response, PageError> {
    let copied = match query.optional("copy") {
        Some(id) => {
            let id = id.parse().map_err(|_| ErrorKind::Unreadable)?;
            let own = activities::load_own_activity(&app, &permit, id).await;
            Some(own.redirect_refusal(paths::Activities)?.0)
        }
        None => None,
    };
    // The day and the number of people are never those of the last one.
    let draft = match copied {
        Some(activity) => ActivityDraft { people: None, ..activity.status.draft() },
        None => ActivityDraft { sessions: Some(1), ..ActivityDraft::default() },
    };
    let mut form = fill_form(&ActivityDraft { held_on: Some(app.today()), ..draft });
    form.set("key", uuid_v7(app.now(), app.entropy()).to_string());
    render_new(page, &app, &permit, form).await
}

fn fill_form(draft: &ActivityDraft) -> Form {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut form = Form::from_fields([
        ("held_on", draft.held_on.map(format_date).unwrap_or_default()),
        ("form", draft.form.map(ActivityForm::code).unwrap_or_default().to_owned()),
        ("place", draft.place.clone()),
        ("sessions", number(draft.sessions)),
        ("people", number(draft.people)),
        ("note", draft.note.clone()),
    ]);
    draft.topics.iter().for_each(|topic| form.add("topics", topic.code()));
    form
}

async fn render_new(
    page: Page,
    app: &App,
    permit: &Permit<rights::RecordActivities>,
    form: Form,
) -> Result<Response, PageError> {
    let last = activities::find_last_activity(app, permit).await?;
    let shown = RecordPage {
        copy: last.map(|last| format_copy(last.id)),
        back: paths::Activities.to_string(),
        drafts: true,
        ..build_page(page, form, "activities-new")
    };
    Ok((shown.form.status(), Html(shown)).into_response())
}

/// The fields of the form; the caller says what else is around them.
fn build_page(page: Page, form: Form, title: &str) -> RecordPage {
    let page = page.with_title(title).with_form_errors(&form);
    RecordPage {
        back: String::new(),
        copy: None,
        forms: build_code_choices(&page, "activityform", ActivityForm::ALL.map(ActivityForm::code)),
        topics: build_code_choices(&page, "activitytopic", ActivityTopic::ALL.map(ActivityTopic::code)),
        pictures: Vec::new(),
        drafts: false,
        form,
        page,
    }
}

pub(super) async fn create(
    PageRequest { page, app, permit }: RecordRequest,
    parts: ScanParts,
) -> Result<Response, PageError> {
    let (form, batch) = parts.read(&app, &permit).await?;
    let sent = SentFields::of(&form);
    Ok(sent.attach(record_new(page, &app, &permit, form, batch).await))
}

async fn record_new(
    page: Page,
    app: &App,
    permit: &Permit<rights::RecordActivities>,
    mut form: Form,
    batch: ScanBatch,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(input) = parse(&mut form) {
        let records = input.records;
        let created = activities::create_activity(app, permit, key, input, batch).await;
        let created = form.require_success(created).redirect_refusal(paths::Activities)?;
        if let Some(id) = created {
            return Ok(say_kept(records).redirect(paths::Activity(id)));
        }
    }
    render_new(page, app, permit, form).await
}

fn say_kept(records: bool) -> Flash {
    Flash::success(if records { "activities-flash-recorded" } else { "activities-flash-kept" })
}

/// Reads the form; `None` also for a file that was refused.
fn parse(form: &mut Form) -> Option<ActivityInput> {
    let records = form.text("do") != "draft";
    let draft = if records { parse_whole(form) } else { parse_draft(form) };
    let removed = form.all("remove").iter().map(|id| id.parse::<ActivityPictureId>().ok());
    let removed = removed.collect::<Option<Vec<_>>>()?;
    if form.has_errors() { None } else { Some(ActivityInput { draft: draft?, records, removed }) }
}

/// What must be there to record; every field that lacks something is named at once.
fn parse_whole(form: &mut Form) -> Option<ActivityDraft> {
    let held_on = form.require_date("held_on", "activities-held-on-what");
    let kind = form.require_choice("form", "activities-form-what", ActivityForm::from_code);
    let topics = parse_topics(form);
    if topics.is_empty() {
        form.fail_about("topics", "errors-choose", "activities-topics-what", &[]);
    }
    let place = form.require_line("place", "activities-place-what", MAX_ACTIVITY_PLACE_CHARS);
    let sessions = parse_number(form, "sessions", "activities-sessions-what", true);
    let people = parse_number(form, "people", "activities-people-what", true);
    let note = form.parse_lines("note", "activities-note-what", MAX_ACTIVITY_NOTE_CHARS);
    Some(ActivityDraft {
        held_on: Some(held_on?),
        form: Some(kind?),
        topics,
        place: place?,
        sessions: sessions?,
        people: people?,
        note: note?,
    })
}

fn parse_draft(form: &mut Form) -> Option<ActivityDraft> {
    let held_on = form.parse_date("held_on", "activities-held-on-what");
    let place = form.parse_line("place", "activities-place-what", MAX_ACTIVITY_PLACE_CHARS);
    let sessions = parse_number(form, "sessions", "activities-sessions-what", false);
    let people = parse_number(form, "people", "activities-people-what", false);
    let note = form.parse_lines("note", "activities-note-what", MAX_ACTIVITY_NOTE_CHARS);
    Some(ActivityDraft {
        held_on: held_on?,
        form: ActivityForm::from_code(form.text("form")),
        topics: parse_topics(form),
        place: place?,
        sessions: sessions?,
        people: people?,
        note: note?,
    })
}

/// The topics that are ticked, in their order.
fn parse_topics(form: &Form) -> Vec<ActivityTopic> {
    let ticked = form.all("topics");
    ActivityTopic::ALL.into_iter().filter(|topic| ticked.iter().any(|code| code == topic.code())).collect()
}

/// A number, with or without points between thousands.
fn parse_number(form: &mut Form, field: &str, what: &str, required: bool) -> Option<Option<u32>> {
    if required {
        form.require_text(field, what)?;
    }
    form.parse_number(field, what, u32::MAX.into())
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<ActivityId>,
) -> Result<Response, PageError> {
    let own = activities::load_own_activity(&app, &permit, id).await;
    let (activity, pictures) = own.redirect_refusal(paths::Activity(id))?;
    let mut form = fill_form(&activity.status.draft());
    form.set("version", activity.version.to_string());
    Ok(render_edit(page, &activity, &pictures, form))
}

fn render_edit(page: Page, activity: &Activity, pictures: &[ActivityPictureId], form: Form) -> Response {
    let picture = |picture: &ActivityPictureId| {
        (picture.to_string(), paths::ActivityPicture(activity.id, *picture).to_string())
    };
    let shown = RecordPage {
        back: paths::Activity(activity.id).to_string(),
        pictures: pictures.iter().map(picture).collect(),
        drafts: activity.status.state() == ActivityState::Draft,
        ..build_page(page, form, "activities-edit")
    };
    (shown.form.status(), Html(shown)).into_response()
}

pub(super) async fn update(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<ActivityId>,
    parts: ScanParts,
) -> Result<Response, PageError> {
    let own = activities::load_own_activity(&app, &permit, id).await;
    let (activity, pictures) = own.redirect_refusal(paths::Activity(id))?;
    let (form, batch) = parts.read(&app, &permit).await?;
    let sent = SentFields::of(&form);
    Ok(sent.attach(record_change(page, &app, &permit, (&activity, &pictures), form, batch).await))
}

async fn record_change(
    page: Page,
    app: &App,
    permit: &Permit<rights::RecordActivities>,
    (activity, pictures): (&Activity, &[ActivityPictureId]),
    mut form: Form,
    batch: ScanBatch,
) -> Result<Response, PageError> {
    let (id, version) = (activity.id, form.require_version()?);
    if let Some(input) = parse(&mut form) {
        let records = input.records;
        let updated = activities::update_activity(app, permit, id, version, input, batch).await;
        let here = paths::EditActivity(id);
        let updated = form
            .require_success(updated)
            .redirect_refusal(&here)
            .redirect_conflict("activities-flash-changed", &here)?;
        if updated.is_some() {
            return Ok(say_kept(records).redirect(paths::Activity(id)));
        }
    }
    Ok(render_edit(page, activity, pictures, form))
}
