//! Teams: the list, and the form of one with a row for each member.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, teams};
use camket_domain::agencies::Level;
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::ids::{AccountId, MemberId, TeamId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::teams::{Member, Rank, Team};
use camket_domain::text::squash;
use uuid::Uuid;

use super::TEAMS;
use super::measures::version;
use super::tabs::{self, Tab};
use crate::admin::places;
use crate::codes::{beside_field, words};
use crate::error_page::ErrorKind;
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::l10n;
use crate::look::{Chip, Choice, Kind};
use crate::page::{Html, Page};
use crate::session::May;

type Keeper = Permit<rights::ManageTeams>;

/// Most characters of a name.
const NAME: usize = 150;
/// Empty member rows that a form offers after the filled ones.
const SPARE: usize = 3;

#[derive(Template)]
#[template(path = "inspections/teams.html")]
struct List {
    page: Page,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    name: String,
    head: String,
    members: String,
    state: Chip,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageTeams>,
) -> Result<Html<impl Template>, Fault> {
    let found = teams::kept(&app, &permit).await?;
    let page = page.titled("inspections-teams-title");
    let line = |team: &Team| {
        let head = team.members.iter().find(|m| m.rank == Rank::Head);
        let (kind, key) = if team.in_office(app.today()) {
            (Kind::Good, "inspections-team-works")
        } else {
            (Kind::Neutral, "inspections-team-over")
        };
        Line {
            href: format!("{TEAMS}/{}", team.id),
            name: team.name.clone(),
            head: head.map(|m| m.name.clone()).unwrap_or_default(),
            members: page.number(i64::try_from(team.members.len()).unwrap_or(i64::MAX)),
            state: Chip::new(kind, page.t(key)),
        }
    };
    let lines = found.iter().map(line).collect();
    Ok(Html(List { tabs: tabs::of(&page, permit.actor(), TEAMS), lines, page }))
}

#[derive(Template)]
#[template(path = "inspections/team.html")]
struct Edit {
    page: Page,
    form: Form,
    new: bool,
    areas: Vec<Choice>,
    accounts: Vec<Choice>,
    ranks: Vec<Choice>,
    rows: Vec<MemberFields>,
}

/// The names of a member's fields.
struct MemberFields {
    number: usize,
    id: String,
    account: String,
    name: String,
    card: String,
    rank: String,
}

impl MemberFields {
    fn of(n: usize) -> Self {
        let field = |what: &str| format!("{what}-{n}");
        Self {
            number: n,
            id: field("member"),
            account: field("account"),
            name: field("member-name"),
            card: field("card"),
            rank: field("rank"),
        }
    }
}

async fn edit(
    app: &App,
    page: Page,
    permit: &Keeper,
    form: Form,
    present: Option<&Team>,
) -> Result<Html<Edit>, AppError> {
    let page = page.checked(&form);
    let inspectors = teams::inspectors(app, permit).await?;
    let count = (1..=camket_domain::teams::MOST_MEMBERS)
        .rfind(|n| {
            !form.text(&format!("card-{n}")).is_empty() || !form.text(&format!("member-name-{n}")).is_empty()
        })
        .unwrap_or(0);
    let offered = (count + SPARE).clamp(5, camket_domain::teams::MOST_MEMBERS);
    Ok(Html(Edit {
        areas: places::choices(permit.actor().area.as_ref(), present.map(|t| &t.area), app.today()),
        accounts: inspectors.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())).collect(),
        ranks: Rank::ALL.iter().map(|r| Choice::new(r.code(), words(&page, "rank", r.code()))).collect(),
        rows: (1..=offered).map(MemberFields::of).collect(),
        new: present.is_none(),
        form,
        page,
    }))
}

pub(super) async fn new(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageTeams>,
) -> Result<Response, Fault> {
    let form = Form::filled([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    Ok(edit(&app, page.titled("inspections-team-new"), &permit, form, None).await?.into_response())
}

pub(super) async fn add(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageTeams>,
    mut form: Form,
) -> Result<Response, Fault> {
    let key = match form.key() {
        Ok(key) => key,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    if let Some(team) = read(&app, &permit, &mut form, TeamId(Uuid::nil()), 1).await? {
        match teams::add(&app, &permit, key, team).await {
            Ok(_) => return Ok(saved()),
            Err(error) => beside_field(&mut form, error)?,
        }
    }
    let again = edit(&app, page.titled("inspections-team-new"), &permit, form, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

pub(super) async fn form(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageTeams>,
    Path(id): Path<TeamId>,
) -> Result<Response, Fault> {
    let team = teams::find(&app, &permit, id).await?;
    let page = page.titled_text(team.name.clone());
    Ok(edit(&app, page, &permit, filled(&team), Some(&team)).await?.into_response())
}

pub(super) async fn save(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageTeams>,
    Path(id): Path<TeamId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let before = teams::find(&app, &permit, id).await?;
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    if let Some(team) = read(&app, &permit, &mut form, id, version).await? {
        match teams::change(&app, &permit, team).await {
            Ok(()) => return Ok(saved()),
            Err(error) => beside_field(&mut form, error)?,
        }
    }
    let page = page.titled_text(before.name.clone());
    let again = edit(&app, page, &permit, form, Some(&before)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

fn saved() -> Response {
    (Flash::success("inspections-team-saved"), Redirect::to(TEAMS)).into_response()
}

fn filled(team: &Team) -> Form {
    let mut form = Form::filled([
        ("version", team.version.to_string()),
        ("name", team.name.clone()),
        ("parent_name", team.parent_name.clone()),
        ("symbol", team.symbol.clone()),
        ("place", team.place.clone()),
        ("area", team.area.to_string()),
        ("valid_from", l10n::date(team.valid_from)),
        ("valid_to", team.valid_to.map(l10n::date).unwrap_or_default()),
    ]);
    for (n, member) in (1..).zip(&team.members) {
        let fields = MemberFields::of(n);
        form.set(&fields.id, member.id.to_string());
        form.set(&fields.account, member.account.map(|a| a.to_string()).unwrap_or_default());
        form.set(&fields.name, member.name.clone());
        form.set(&fields.card, member.card.clone());
        form.set(&fields.rank, member.rank.code());
    }
    form
}

async fn read(
    app: &App,
    permit: &Keeper,
    form: &mut Form,
    id: TeamId,
    version: i32,
) -> Result<Option<Team>, AppError> {
    let inspectors = teams::inspectors(app, permit).await?;
    let name = form.required_line("name", "inspections-team-name-what", NAME);
    let parent_name = form.line("parent_name", "inspections-team-parent-what", NAME);
    let area = form.chosen("area", "inspections-area-what", |text| {
        let code = AreaCode::new(text)?;
        level(code).map(|level| (code, level))
    });
    let place = form.required_line("place", "inspections-place-what", NAME);
    let symbol = form.required_line("symbol", "inspections-symbol-what", 20);
    let valid_from = form.required_date("valid_from", "inspections-from-what");
    let valid_to = form.date("valid_to", "inspections-to-what");
    let members = members(app, form, &inspectors);
    let team = || {
        let (area, level) = area?;
        Some(Team {
            id,
            name: name?,
            parent_name: parent_name?,
            symbol: symbol?,
            place: place?,
            level,
            area,
            members,
            valid_from: valid_from?,
            valid_to: valid_to?,
            version,
        })
    };
    Ok(team())
}

fn level(area: AreaCode) -> Option<Level> {
    match area.level() {
        AreaLevel::Province => Some(Level::Province),
        AreaLevel::Commune => Some(Level::Commune),
        AreaLevel::District => None,
    }
}

/// The members typed into the form; without a typed name, that of the chosen inspector.
fn members(app: &App, form: &Form, inspectors: &[(AccountId, String)]) -> Vec<Member> {
    let mut found = Vec::new();
    for fields in (1..=camket_domain::teams::MOST_MEMBERS).map(MemberFields::of) {
        let account = form.text(&fields.account).parse().ok();
        let known = account.and_then(|id| inspectors.iter().find(|(known, _)| *known == id));
        let typed = squash(form.text(&fields.name)).unwrap_or_default();
        let name =
            if typed.is_empty() { known.map(|(_, name)| name.clone()).unwrap_or_default() } else { typed };
        let card = squash(form.text(&fields.card)).unwrap_or_default();
        if name.is_empty() && card.is_empty() {
            continue;
        }
        let fresh = || MemberId::new(app.now(), app.entropy());
        found.push(Member {
            id: form.text(&fields.id).parse().unwrap_or_else(|_| fresh()),
            account,
            name: name.chars().take(NAME).collect(),
            rank: Rank::from_code(form.text(&fields.rank)).unwrap_or(Rank::Member),
            card: card.chars().take(40).collect(),
        });
    }
    found
}
