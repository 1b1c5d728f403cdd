//! `GET /review`: the officer's queue. `POST /review`: search, so that no personal number appears in an address.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::applications::{self, Counts, QueueRow};
use camket_app::{App, AppError};
use camket_domain::accounts::Actor;
use camket_domain::applications::{State as Standing, TrackKind, TrackState};
use camket_domain::areas::{self, AreaLevel};
use camket_domain::paging::Paged;
use camket_domain::permissions::{Permit, rights};

use super::due::Calendar;
use super::wanted::{Tab, Wanted};
use super::{QUEUE, address};
use crate::codes;
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::look::{Chip, Choice, Pages};
use crate::page::{Html, Page};
use crate::session::May;

type Reader = Permit<rights::ReadRegister>;

#[derive(Template)]
#[template(path = "applications/review_queue.html")]
struct Queue {
    page: Page,
    form: Form,
    tabs: Vec<View>,
    tab: Tab,
    tracks: Vec<Choice>,
    states: Vec<Choice>,
    communes: Vec<Choice>,
    kinds: Vec<Choice>,
    heads: Vec<String>,
    lines: Vec<Line>,
    pages: Pages,
    /// Last four digits of the personal number that was searched.
    person: Option<String>,
    /// The next application to review; shown after a decision.
    next: Option<Line>,
    decided: bool,
    narrowed: bool,
    everywhere: String,
}

impl Queue {
    fn empty_title(&self) -> String {
        self.page.t(&format!("review-empty-{}", self.tab.code()))
    }

    fn empty_text(&self) -> String {
        self.page.t(&format!("review-empty-{}-text", self.tab.code()))
    }
}

struct View {
    href: String,
    label: String,
    count: u64,
    current: bool,
    late: bool,
}

struct Line {
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
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let wanted = Wanted::read(&form);
    if applications::personal_number(&wanted.words).is_some() {
        return Ok((Flash::warning("review-flash-number"), Redirect::to(QUEUE)).into_response());
    }
    let mut queue = fill(page, &app, &permit, &wanted).await?;
    if form.text("decided") == "yes" {
        queue.decided = true;
        queue.next = next(&queue.page, &app, &permit).await?;
    }
    Ok(Html(queue).into_response())
}

/// A search for words redirects to an address that can be kept and shared; a search for a personal number is answered
/// directly.
pub(super) async fn search(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    form: Form,
) -> Result<Response, Fault> {
    let wanted = Wanted::read(&form);
    if applications::personal_number(&wanted.words).is_none() {
        return Ok(Redirect::to(&wanted.address()).into_response());
    }
    Ok(Html(fill(page, &app, &permit, &wanted.in_tab(Tab::All)).await?).into_response())
}

async fn fill(page: Page, app: &App, permit: &Reader, wanted: &Wanted) -> Result<Queue, AppError> {
    let actor = permit.actor();
    let own = TrackKind::of_role(actor.role);
    let track = own.or(wanted.track).unwrap_or(TrackKind::Pledge);
    let counts = applications::counts(app, permit, track).await?;
    let tab = wanted.tab.unwrap_or_else(|| first_tab(own.is_some(), &counts));
    let filter = wanted.filter(track, tab.view(actor, app.today()));
    let found = applications::queue(app, permit, &filter, wanted.after).await?;
    let calendar = calendar(app).await?;
    let page = page.titled(&format!("review-title-{}", own.map_or("all", TrackKind::code)));
    let narrowed = wanted.is_narrowed();
    let person =
        applications::personal_number(&wanted.words).map(|number| number[number.len() - 4..].to_owned());
    let mut wanted = Wanted { tab: Some(tab), track: own.is_none().then_some(track), ..wanted.clone() };
    if person.is_some() {
        // The links and the form below must not repeat the number.
        wanted.words.clear();
    }
    let form = wanted.form();
    let choice = |kind: &TrackKind| Choice::new(kind.code(), codes::words(&page, "trackkind", kind.code()));
    Ok(Queue {
        tabs: tabs(&page, &wanted, &counts, own.is_some()),
        tab,
        tracks: if own.is_some() { Vec::new() } else { TrackKind::ALL.iter().map(choice).collect() },
        states: if tab == Tab::All { states(&page) } else { Vec::new() },
        communes: communes(app, actor),
        kinds: codes::kinds(&page),
        heads: ["venue", "commune", "submitted", "due", "status"]
            .map(|column| page.t(&format!("review-column-{column}")))
            .to_vec(),
        lines: found.items.iter().map(|row| line(&page, row, actor, calendar)).collect(),
        // One number finds few venues; a link to a next page would have to carry it.
        pages: if person.is_some() { Pages::default() } else { pages(&wanted, &found) },
        person,
        next: None,
        decided: false,
        narrowed,
        everywhere: wanted.in_tab(Tab::All).address(),
        form,
        page,
    })
}

/// An officer starts with their claimed applications, or with those that wait if there are none; other readers with
/// all.
fn first_tab(reviews: bool, counts: &Counts) -> Tab {
    match (reviews, counts.mine) {
        (false, _) => Tab::All,
        (true, 0) => Tab::Waiting,
        (true, _) => Tab::Mine,
    }
}

async fn calendar(app: &App) -> Result<Calendar, AppError> {
    Ok(Calendar { today: app.today(), soon: applications::due_soon(app).await? })
}

async fn next(page: &Page, app: &App, permit: &Reader) -> Result<Option<Line>, AppError> {
    let Some(track) = TrackKind::of_role(permit.actor().role) else { return Ok(None) };
    let calendar = calendar(app).await?;
    let row = applications::next(app, permit, track).await?;
    Ok(row.map(|row| line(page, &row, permit.actor(), calendar)))
}

fn tabs(page: &Page, wanted: &Wanted, counts: &Counts, reviews: bool) -> Vec<View> {
    let count = |tab| match tab {
        Tab::Mine => counts.mine,
        Tab::Waiting => counts.waiting,
        Tab::Overdue => counts.overdue,
        Tab::Open => counts.open,
        Tab::All => counts.all,
    };
    let view = |tab: Tab| View {
        // Only the tab `all` filters by state; each other tab has one state.
        href: Wanted { state: None, ..wanted.in_tab(tab) }.address(),
        label: page.t(&format!("review-tab-{}", tab.code())),
        count: count(tab),
        current: wanted.tab == Some(tab),
        late: tab == Tab::Overdue && counts.overdue > 0,
    };
    Tab::ALL.into_iter().filter(|tab| reviews || *tab != Tab::Mine).map(view).collect()
}

fn states(page: &Page) -> Vec<Choice> {
    let sent = Standing::ALL.into_iter().filter(|state| *state != Standing::Draft);
    sent.map(|state| Choice::new(state.code(), codes::words(page, "application", state.code()))).collect()
}

/// The communes of a province; empty for an officer of one commune.
fn communes(app: &App, actor: &Actor) -> Vec<Choice> {
    let province = actor.area.filter(|area| area.level() == AreaLevel::Province);
    let communes = province.map(|area| areas::all().communes_of(area, app.today())).unwrap_or_default();
    communes.iter().map(|area| Choice::new(area.code.as_str(), area.name.clone())).collect()
}

fn line(page: &Page, row: &QueueRow, actor: &Actor, calendar: Calendar) -> Line {
    let open =
        row.state == Standing::InReview && matches!(row.track, TrackState::Waiting | TrackState::Claimed);
    let mine = row.reviewer == Some(actor.account);
    Line {
        href: address(row.id),
        name: row.name.clone(),
        kind: codes::kind(page, row.kind, ""),
        address: row.address.clone(),
        commune: super::facts::area_name(row.commune, calendar.today),
        submitted: page.date(&camket_domain::calendar::local_date(row.submitted_at)),
        due: page.date(&row.due_on),
        flag: if open { calendar.flag(page, row.due_on) } else { None },
        status: if row.state == Standing::InReview {
            codes::track(page, row.track)
        } else {
            codes::application(page, row.state)
        },
        who: match (open, mine) {
            (false, _) => String::new(),
            (true, true) => page.t("review-you"),
            (true, false) => row.reviewer_name.clone(),
        },
    }
}

fn pages(wanted: &Wanted, found: &Paged<QueueRow>) -> Pages {
    Pages {
        first: wanted.after.map(|_| wanted.from(None).address()),
        next: found.next.map(|next| wanted.from(Some(next)).address()),
    }
}
