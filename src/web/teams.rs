//! Teams: the list, and the form of one with a row for each member.

mod api;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, teams};
use camket_domain::agencies::AgencyLevel;
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::ids::{AccountId, MemberId, TeamId, uuid_v7};
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::teams::{Rank, Team, TeamMember};
use camket_domain::text::lengths::MAX_ORGANISATION_NAME_CHARS;
use uuid::Uuid;

use crate::areas::own_choices;
use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::l10n;
use camket_shell::look::{Cell, Chip, Choice, DataTable, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::{Access, Routes};
use camket_shell::session::PageRequest;

pub(crate) fn routes() -> Routes<Web> {
    let manage = Action::ManageTeams;
    Routes::new()
        .api(Access::Guarded(Action::Inspect), api::__path_list, api::list)
        .get(paths::Teams::PATTERN, manage, list)
        .get(paths::NewTeam::PATTERN, manage, show_new_form)
        .post(paths::NewTeam::PATTERN, manage, create)
        .get(paths::Team::PATTERN, manage, show_form)
        .post(paths::Team::PATTERN, manage, save)
}

type TeamManagerPermit = Permit<rights::ManageTeams>;

/// Most characters of the number of an inspection card.
const MAX_CARD_CHARS: usize = 40;
/// Empty member rows that a form offers after the filled ones.
const SPARE_ROWS: usize = 3;

#[derive(Template)]
#[template(path = "teams/list.html")]
struct TeamListPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    table: DataTable,
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ManageTeams>,
) -> Result<Html<impl Template>, PageError> {
    let found = teams::list_managed(&app, &permit).await?;
    let page = page.with_title("teams-title");
    let row = |team: &Team| {
        let head = team.members.iter().find(|m| m.rank == Rank::Head);
        let (kind, key) = if team.is_valid_on(app.today()) {
            (Tone::Good, "teams-works")
        } else {
            (Tone::Neutral, "teams-over")
        };
        vec![
            Cell::link(paths::Team(team.id), team.name.as_str()),
            Cell::Text(head.map(|m| m.name.clone()).unwrap_or_default()),
            Cell::Text(page.number(i64::try_from(team.members.len()).unwrap_or(i64::MAX))),
            Cell::Chip(Chip::new(kind, page.t(key))),
        ]
    };
    let heads = ["teams-team", "teams-head", "teams-members-count", "inspections-state"];
    let table =
        DataTable { heads: heads.map(|key| page.t(key)).into(), rows: found.iter().map(row).collect() };
    Ok(Html(TeamListPage {
        tabs: office_tabs::build(&page, permit.actor(), paths::Teams::PATTERN),
        table,
        page,
    }))
}

#[derive(Template)]
#[template(path = "teams/edit.html")]
struct TeamPage {
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
    fn new(n: usize) -> Self {
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

async fn render_form(
    app: &App,
    page: Page,
    permit: &TeamManagerPermit,
    form: Form,
    present: Option<&Team>,
) -> Result<Response, AppError> {
    let page = page.with_form_errors(&form);
    let status = form.status();
    let inspectors = teams::list_inspectors(app, permit).await?;
    let count = (1..=camket_domain::teams::MAX_MEMBERS)
        .rfind(|n| {
            !form.text(&format!("card-{n}")).is_empty() || !form.text(&format!("member-name-{n}")).is_empty()
        })
        .unwrap_or(0);
    let offered = (count + SPARE_ROWS).clamp(5, camket_domain::teams::MAX_MEMBERS);
    let shown = TeamPage {
        areas: own_choices::build_choices(
            permit.actor().area.as_ref(),
            present.map(|t| &t.area),
            app.today(),
        ),
        accounts: inspectors.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())).collect(),
        ranks: Rank::ALL
            .iter()
            .map(|r| Choice::new(r.code(), translate_code(&page, "rank", r.code())))
            .collect(),
        rows: (1..=offered).map(MemberFields::new).collect(),
        new: present.is_none(),
        form,
        page,
    };
    Ok((status, Html(shown)).into_response())
}

async fn show_new_form(
    PageRequest { page, app, permit }: PageRequest<rights::ManageTeams>,
) -> Result<Response, PageError> {
    let form = Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    Ok(render_form(&app, page.with_title("teams-new"), &permit, form, None).await?)
}

async fn create(
    PageRequest { page, app, permit }: PageRequest<rights::ManageTeams>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(team) = parse_team(&app, &permit, &mut form, TeamId(Uuid::nil()), 1).await?
        && form.require_success(teams::create(&app, &permit, key, team).await)?.is_some()
    {
        return Ok(redirect_to_list());
    }
    Ok(render_form(&app, page.with_title("teams-new"), &permit, form, None).await?)
}

async fn show_form(
    PageRequest { page, app, permit }: PageRequest<rights::ManageTeams>,
    Path(id): Path<TeamId>,
) -> Result<Response, PageError> {
    let team = teams::find(&app, &permit, id).await?;
    let page = page.with_title_text(team.name.clone());
    Ok(render_form(&app, page, &permit, build_form(&team), Some(&team)).await?)
}

async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::ManageTeams>,
    Path(id): Path<TeamId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let before = teams::find(&app, &permit, id).await?;
    let version = form.require_version()?;
    if let Some(team) = parse_team(&app, &permit, &mut form, id, version).await?
        && form.require_success(teams::update(&app, &permit, team).await)?.is_some()
    {
        return Ok(redirect_to_list());
    }
    Ok(render_form(&app, page.with_title_text(before.name.clone()), &permit, form, Some(&before)).await?)
}

fn redirect_to_list() -> Response {
    Flash::success("teams-saved").redirect(paths::Teams::PATTERN)
}

fn build_form(team: &Team) -> Form {
    let mut form = Form::from_fields([
        ("version", team.version.to_string()),
        ("name", team.name.clone()),
        ("parent_name", team.parent_name.clone()),
        ("symbol", team.symbol.clone()),
        ("place", team.place.clone()),
        ("area", team.area.to_string()),
        ("valid_from", l10n::format_date(team.valid_from)),
        ("valid_to", team.valid_to.map(l10n::format_date).unwrap_or_default()),
    ]);
    for (n, member) in (1..).zip(&team.members) {
        let fields = MemberFields::new(n);
        form.set(&fields.id, member.id.to_string());
        form.set(&fields.account, member.account.map(|a| a.to_string()).unwrap_or_default());
        form.set(&fields.name, member.name.clone());
        form.set(&fields.card, member.card.clone());
        form.set(&fields.rank, member.rank.code());
    }
    form
}

async fn parse_team(
    app: &App,
    permit: &TeamManagerPermit,
    form: &mut Form,
    id: TeamId,
    version: i32,
) -> Result<Option<Team>, AppError> {
    let inspectors = teams::list_inspectors(app, permit).await?;
    let name = form.require_line("name", "teams-name-what", MAX_ORGANISATION_NAME_CHARS);
    let parent_name = form.parse_line("parent_name", "teams-parent-what", MAX_ORGANISATION_NAME_CHARS);
    let area = form.require_choice("area", "teams-area-what", |text| {
        let code = AreaCode::new(text)?;
        find_level(code).map(|level| (code, level))
    });
    let place = form.require_line("place", "teams-place-what", MAX_ORGANISATION_NAME_CHARS);
    let symbol = form.require_line("symbol", "teams-symbol-what", 20);
    let valid_from = form.require_date("valid_from", "teams-from-what");
    let valid_to = form.parse_date("valid_to", "teams-to-what");
    let members = parse_members(app, form, &inspectors);
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
            members: members?,
            valid_from: valid_from?,
            valid_to: valid_to?,
            version,
        })
    };
    Ok(team())
}

fn find_level(area: AreaCode) -> Option<AgencyLevel> {
    match area.level() {
        AreaLevel::Province => Some(AgencyLevel::Province),
        AreaLevel::Commune => Some(AgencyLevel::Commune),
        AreaLevel::District => None,
    }
}

/// The members typed into the form; rows without a name and a card are left out. `None` if a row is wrong: its fields
/// then have errors, and keep what was typed.
fn parse_members(app: &App, form: &mut Form, inspectors: &[(AccountId, String)]) -> Option<Vec<TeamMember>> {
    let rows = (1..=camket_domain::teams::MAX_MEMBERS).map(MemberFields::new);
    let typed: Vec<_> = rows.map(|fields| parse_member(app, form, &fields, inspectors)).collect();
    let members: Option<Vec<_>> = typed.into_iter().collect();
    members.map(|members| members.into_iter().flatten().collect())
}

/// One row: `Some(None)` if it is empty, `None` if it is wrong. Without a typed name, the member has that of the chosen
/// inspector.
fn parse_member(
    app: &App,
    form: &mut Form,
    fields: &MemberFields,
    inspectors: &[(AccountId, String)],
) -> Option<Option<TeamMember>> {
    let id_of = |code: &str| inspectors.iter().find(|(id, _)| id.to_string() == code);
    let inspector = match form.text(&fields.account) {
        "" => Some(None),
        _ => form.require_choice(&fields.account, "teams-member-account-what", id_of).map(Some),
    };
    let name = form.parse_line(&fields.name, "teams-member-name-what", MAX_ORGANISATION_NAME_CHARS);
    let card = form.parse_line(&fields.card, "teams-member-card-what", MAX_CARD_CHARS);
    let (inspector, name, card) = (inspector?, name?, card?);
    let name =
        if name.is_empty() { inspector.map(|(_, name)| name.clone()).unwrap_or_default() } else { name };
    if name.is_empty() && card.is_empty() {
        return Some(None);
    }
    let rank = form.require_choice(&fields.rank, "teams-member-rank-what", Rank::from_code)?;
    let fresh = || MemberId::new(app.now(), app.entropy());
    let id = form.text(&fields.id).parse().unwrap_or_else(|_| fresh());
    Some(Some(TeamMember { id, account: inspector.map(|(id, _)| *id), name, rank, card }))
}
