//! `GET /review`: the officer's queue. `POST /review`: search, so that no personal number appears in an address.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::applications::{self, DeadlineCalendar, QueueCounts, QueueRow};
use camket_app::{App, AppError};
use camket_domain::accounts::Actor;
use camket_domain::applications::{ApplicationState, TrackKind, TrackState};
use camket_domain::identifiers::find_personal_number;
use camket_domain::ids::ApplicationId;
use camket_domain::paging::{BoundedCount, Paged};
use camket_domain::permissions::{Permit, rights};

use super::deadlines;
use super::query::{ReviewQuery, ReviewTab};
use crate::areas::own_choices::build_commune_choices;
use crate::codes;
use crate::office_numbers::{self, OfficeNumber};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::look::{Chip, Choice, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

type ApplicationReaderPermit = Permit<rights::ReadApplications>;

#[derive(Template)]
#[template(path = "applications/review/queue.html")]
struct ReviewQueuePage {
    page: Page,
    form: Form,
    /// With which the first page begins; empty on others.
    numbers: Vec<OfficeNumber>,
    tabs: Vec<ReviewTabLink>,
    tab: ReviewTab,
    tracks: Vec<Choice>,
    states: Vec<Choice>,
    communes: Vec<Choice>,
    kinds: Vec<Choice>,
    heads: Vec<String>,
    lines: Vec<ReviewQueueRow>,
    pages: PageLinks,
    /// Last four digits of the personal number that was searched.
    person: Option<String>,
    /// Whether the person has more applications than are shown.
    cut: bool,
    /// The next application to review; shown after a decision.
    next: Option<ReviewQueueRow>,
    /// Address of the application that was decided just now.
    decided: Option<String>,
    narrowed: bool,
    everywhere: String,
}

impl ReviewQueuePage {
    fn empty_title(&self) -> String {
        self.page.t(&format!("applications-review-empty-{}", self.tab.code()))
    }

    fn empty_text(&self) -> String {
        self.page.t(&format!("applications-review-empty-{}-text", self.tab.code()))
    }
}

struct ReviewTabLink {
    href: String,
    label: String,
    /// `None` where all that ever was would be counted.
    count: Option<BoundedCount>,
    current: bool,
    late: bool,
}

struct ReviewQueueRow {
    href: String,
    name: String,
    kind: String,
    address: String,
    commune: String,
    submitted: String,
    due: String,
    flag: Option<Chip>,
    status: Chip,
    who: String,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadApplications>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let wanted = ReviewQuery::from_form(&form);
    if find_personal_number(&wanted.words).is_some() {
        return Ok(Flash::warning("applications-review-flash-number").redirect(paths::ReviewQueue::PATTERN));
    }
    let mut queue = build_page(page, &app, &permit, &wanted).await?;
    if let Ok(id) = form.text("decided").parse::<ApplicationId>() {
        queue.decided = Some(paths::Review(id).to_string());
        queue.next = find_next(&queue.page, &app, &permit).await?;
    }
    Ok(Html(queue).into_response())
}

/// A search for words redirects to an address that can be kept and shared; a search for a personal number is answered
/// directly.
pub(super) async fn search(
    PageRequest { page, app, permit }: PageRequest<rights::ReadApplications>,
    form: Form,
) -> Result<Response, PageError> {
    let wanted = ReviewQuery::from_form(&form);
    if find_personal_number(&wanted.words).is_none() {
        return Ok(Redirect::to(&wanted.address()).into_response());
    }
    Ok(Html(build_page(page, &app, &permit, &wanted.with_tab(ReviewTab::All)).await?).into_response())
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &ApplicationReaderPermit,
    wanted: &ReviewQuery,
) -> Result<ReviewQueuePage, AppError> {
    let actor = permit.actor();
    let own = TrackKind::for_role(actor.role);
    let track = own.or(wanted.track).unwrap_or(TrackKind::Pledge);
    let counts = applications::count_views(app, permit, track).await?;
    let tab = wanted.tab.unwrap_or_else(|| choose_first_tab(own.is_some(), &counts));
    let filter = wanted.to_filter(track, tab.to_view(actor, app.today()));
    let found = applications::list_queue(app, permit, &filter, wanted.after).await?;
    let calendar = applications::load_deadline_calendar(app).await?;
    let numbers = match (own, wanted.tab) {
        (Some(_), None) => {
            let waiting = office_numbers::build_waiting(&page, &counts);
            office_numbers::load(&page, app, permit, waiting, &counts).await?
        }
        _ => Vec::new(),
    };
    let page = page.with_title(&format!("applications-review-title-{}", own.map_or("all", TrackKind::code)));
    let narrowed = wanted.is_narrowed();
    let person = find_personal_number(&wanted.words).map(|number| number[number.len() - 4..].to_owned());
    let mut wanted = ReviewQuery { tab: Some(tab), track: own.is_none().then_some(track), ..wanted.clone() };
    if person.is_some() {
        // The links and the form below must not repeat the number.
        wanted.words.clear();
    }
    let form = wanted.to_form();
    let choice =
        |kind: &TrackKind| Choice::new(kind.code(), codes::translate_code(&page, "trackkind", kind.code()));
    Ok(ReviewQueuePage {
        numbers,
        tabs: build_tabs(&page, &wanted, &counts, own.is_some()),
        tab,
        tracks: if own.is_some() { Vec::new() } else { TrackKind::ALL.iter().map(choice).collect() },
        states: if tab == ReviewTab::All { build_state_choices(&page) } else { Vec::new() },
        communes: build_commune_choices(actor, app.today()),
        kinds: codes::build_venue_kind_choices(&page),
        heads: ["venue", "commune", "submitted", "due", "status"]
            .map(|column| page.t(&format!("applications-review-column-{column}")))
            .to_vec(),
        lines: found.items.iter().map(|row| build_row(&page, row, actor, &calendar)).collect(),
        // A link to a next page would have to carry the number.
        cut: person.is_some() && found.next.is_some(),
        pages: if person.is_some() { PageLinks::default() } else { build_page_links(&wanted, &found) },
        person,
        next: None,
        decided: None,
        narrowed,
        everywhere: wanted.with_tab(ReviewTab::All).address(),
        form,
        page,
    })
}

/// An officer starts with their claimed applications, or with those that wait if there are none; other readers with
/// all.
fn choose_first_tab(reviews: bool, counts: &QueueCounts) -> ReviewTab {
    match (reviews, counts.mine.counted()) {
        (false, _) => ReviewTab::All,
        (true, 0) => ReviewTab::Waiting,
        (true, _) => ReviewTab::Mine,
    }
}

async fn find_next(
    page: &Page,
    app: &App,
    permit: &ApplicationReaderPermit,
) -> Result<Option<ReviewQueueRow>, AppError> {
    let Some(track) = TrackKind::for_role(permit.actor().role) else { return Ok(None) };
    let calendar = applications::load_deadline_calendar(app).await?;
    let row = applications::find_next(app, permit, track).await?;
    Ok(row.map(|row| build_row(page, &row, permit.actor(), &calendar)))
}

fn build_tabs(page: &Page, wanted: &ReviewQuery, counts: &QueueCounts, reviews: bool) -> Vec<ReviewTabLink> {
    let count = |tab| match tab {
        ReviewTab::Mine => Some(counts.mine),
        ReviewTab::Waiting => Some(counts.waiting),
        ReviewTab::Overdue => Some(counts.overdue),
        ReviewTab::Open => Some(counts.open),
        ReviewTab::All => None,
    };
    let view = |tab: ReviewTab| ReviewTabLink {
        // Only the tab `all` filters by state; each other tab has one state.
        href: ReviewQuery { state: None, ..wanted.with_tab(tab) }.address(),
        label: page.t(&format!("applications-review-tab-{}", tab.code())),
        count: count(tab),
        current: wanted.tab == Some(tab),
        late: tab == ReviewTab::Overdue && counts.overdue.counted() > 0,
    };
    ReviewTab::ALL.into_iter().filter(|tab| reviews || *tab != ReviewTab::Mine).map(view).collect()
}

fn build_state_choices(page: &Page) -> Vec<Choice> {
    let sent = ApplicationState::ALL.into_iter().filter(|state| *state != ApplicationState::Draft);
    sent.map(|state| Choice::new(state.code(), codes::translate_code(page, "application", state.code())))
        .collect()
}

fn build_row(page: &Page, row: &QueueRow, actor: &Actor, calendar: &DeadlineCalendar) -> ReviewQueueRow {
    let open = row.state == ApplicationState::InReview
        && matches!(row.track, TrackState::Waiting | TrackState::Claimed);
    let mine = row.reviewer == Some(actor.account);
    ReviewQueueRow {
        href: paths::Review(row.id).to_string(),
        name: row.name.clone(),
        kind: codes::format_venue_kind(page, row.kind, ""),
        address: row.address.clone(),
        commune: super::facts::find_area_name(row.commune, calendar.today),
        submitted: page.date(&camket_domain::calendar::local_date(row.submitted_at)),
        due: page.date(&row.due_on),
        flag: if open { deadlines::build_chip(calendar, page, row.due_on) } else { None },
        status: if row.state == ApplicationState::InReview {
            codes::build_track_chip(page, row.track)
        } else {
            codes::build_application_chip(page, row.state)
        },
        who: match (open, mine) {
            (false, _) => String::new(),
            (true, true) => page.t("applications-review-you"),
            (true, false) => row.reviewer_name.clone(),
        },
    }
}

fn build_page_links(wanted: &ReviewQuery, found: &Paged<QueueRow>) -> PageLinks {
    PageLinks {
        first: wanted.after.map(|_| wanted.with_cursor(None).address()),
        next: found.next.map(|next| wanted.with_cursor(Some(next)).address()),
    }
}
