//! `GET /activities`: what the reader's area did, the latest first, and the drafts of an officer's own area.

use askama::Template;
use camket_app::activities::{self, ActivityFilter};
use camket_domain::activities::{Activity, ActivityDraft};
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, rights};
use time::Date;

use crate::areas::own_choices;
use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::{areas, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Choice, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "activities/list.html")]
pub(super) struct ActivitiesPage {
    page: Page,
    form: Form,
    tabs: Vec<OfficeTab>,
    records: bool,
    /// Empty for an officer of one commune.
    areas: Vec<Choice>,
    narrowed: bool,
    heads: Vec<String>,
    drafts: Vec<ActivityLine>,
    lines: Vec<ActivityLine>,
    pages: PageLinks,
}

struct ActivityLine {
    href: String,
    what: String,
    place: String,
    date: String,
    area: String,
    topics: String,
    sessions: String,
    people: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Query(form): Query,
) -> Result<Html<ActivitiesPage>, PageError> {
    let unreadable = |_| ErrorKind::Unreadable;
    let year = form.optional("year").map(str::parse::<i32>).transpose().map_err(unreadable)?;
    let area = areas::parse_code(&form, "area")?;
    let after = form.parse_after()?;
    let filter = ActivityFilter { area, year };
    let found = activities::list_activities(&app, &permit, filter, after).await?;
    let (actor, today) = (permit.actor(), app.today());
    let page = page.with_title("activities-title");
    let heads = ["what", "date", "area", "topics", "sessions", "people"];
    let line = |activity: &Activity| build_line(&page, activity, today);
    Ok(Html(ActivitiesPage {
        tabs: office_tabs::build_records(&page, actor, paths::Activities::PATTERN),
        records: actor.may(Action::RecordActivities),
        areas: own_choices::build_commune_choices(actor, today),
        narrowed: filter != ActivityFilter::default(),
        heads: heads.map(|head| page.t(&format!("activities-column-{head}"))).to_vec(),
        drafts: found.drafts.iter().map(line).collect(),
        lines: found.recorded.items.iter().map(line).collect(),
        pages: PageLinks {
            first: after.map(|_| format_activities_address(filter, None)),
            next: found.recorded.next.map(|next| format_activities_address(filter, Some(next))),
        },
        form,
        page,
    }))
}

/// The address of the activities of an area in a year.
pub(crate) fn format_activities_address(filter: ActivityFilter, after: Option<Cursor>) -> String {
    let area = filter.area.map(|area| area.as_str().to_owned()).unwrap_or_default();
    let year = filter.year.map(|year| year.to_string()).unwrap_or_default();
    let after = after.map(|after| after.encode()).unwrap_or_default();
    let pairs = [("area", area.as_str()), ("year", year.as_str()), ("after", after.as_str())];
    let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    links::with_query(paths::Activities::PATTERN, &given)
}

fn build_line(page: &Page, activity: &Activity, today: Date) -> ActivityLine {
    let draft = activity.status.draft();
    let number = |number: Option<u32>| number.map(|number| page.number(number)).unwrap_or_default();
    ActivityLine {
        href: paths::Activity(activity.id).to_string(),
        what: format_form(page, &draft),
        date: draft.held_on.map(|day| page.date(&day)).unwrap_or_default(),
        area: areas::find_name(activity.area, today),
        topics: format_topics(page, &draft),
        sessions: number(draft.sessions),
        people: number(draft.people),
        place: draft.place,
    }
}

/// The form of an activity, or that it is not chosen yet.
pub(super) fn format_form(page: &Page, draft: &ActivityDraft) -> String {
    match draft.form {
        Some(form) => translate_code(page, "activityform", form.code()),
        None => page.t("activities-no-form"),
    }
}

pub(super) fn format_topics(page: &Page, draft: &ActivityDraft) -> String {
    let topics = draft.topics.iter().map(|topic| translate_code(page, "activitytopic", topic.code()));
    topics.collect::<Vec<_>>().join(", ")
}
