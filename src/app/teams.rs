//! Inspection teams, managed by an administrator or the officer responsible.

use camket_domain::accounts::{Actor, Role};
use camket_domain::areas::{self, AreaCode, AreaLevel};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{AccountId, TeamId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::teams::Team;
use camket_domain::text;
use camket_store::{Reader, accounts, settings, teams};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::input::require_own_area;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

type TeamManagerPermit = Permit<rights::ManageTeams>;

/// The teams of the reader's area, the province's teams first.
pub async fn list(app: &App, permit: &Permit<rights::ReadInspections>) -> Result<Vec<Team>, AppError> {
    Ok(teams::list(app.store(), &permit.actor().scope()).await?)
}

/// The teams that the permit's holder may change.
pub async fn list_managed(app: &App, permit: &TeamManagerPermit) -> Result<Vec<Team>, AppError> {
    Ok(teams::list(app.store(), &permit.actor().scope()).await?)
}

pub async fn find(app: &App, permit: &TeamManagerPermit, id: TeamId) -> Result<Team, AppError> {
    teams::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// The inspectors of the permit holder's area, by name: accounts that a team member can have.
pub async fn list_inspectors(
    app: &App,
    permit: &TeamManagerPermit,
) -> Result<Vec<(AccountId, String)>, AppError> {
    let filter =
        accounts::AccountFilter { role: Some(Role::Inspector), ..accounts::AccountFilter::default() };
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = accounts::list_staff(app.store(), &permit.actor().scope(), &filter, after).await?;
        found.extend(page.items.into_iter().map(|account| (account.id, account.name)));
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    found.sort_by_cached_key(|(_, name)| text::sort_key(name));
    Ok(found)
}

/// The teams that an inspector is a member of today: in the inspector's area, and in its province.
pub async fn list_own(app: &App, permit: &Permit<rights::Inspect>) -> Result<Vec<Team>, AppError> {
    list_teams_of_inspector(app.store(), permit.actor(), app.today()).await
}

pub(crate) async fn list_teams_of_inspector(
    reader: &impl Reader,
    actor: &Actor,
    today: time::Date,
) -> Result<Vec<Team>, AppError> {
    let Some(area) = actor.area else { return Ok(Vec::new()) };
    let mut found = teams::list_by_areas(reader, &list_areas_with_province(area, today)).await?;
    found.retain(|team| team.is_valid_on(today) && team.find_member_by_account(actor.account).is_some());
    Ok(found)
}

/// All areas within `area`, and its province.
pub(crate) fn list_areas_with_province(area: AreaCode, today: time::Date) -> Vec<AreaCode> {
    let mut codes = areas::list_codes_within(&area);
    if area.level() != AreaLevel::Province {
        codes.extend(areas::all().province_of(area, today).map(|province| province.code));
    }
    codes
}

/// Creates a team; `team.id` and `team.version` are set here. A repeated `key` creates nothing.
///
/// # Errors
/// [`AppError::Invalid`] for `area` outside the keeper's, for `members` that make no team.
pub async fn create(
    app: &App,
    permit: &TeamManagerPermit,
    key: Uuid,
    team: Team,
) -> Result<TeamId, AppError> {
    let keeper = permit.actor();
    let run = match idempotency::begin(app, keeper.account, key, &describe_team(&team)).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    check_team(&run.tx, keeper, &team).await?;
    let id = TeamId::new(app.now(), app.entropy());
    teams::insert(&run.tx, &Team { id, version: 1, ..team }).await?;
    app.audit(&run.tx, app.build_event(Some(keeper), AuditAction::TeamSaved, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// The content of a new team, without its ids, which are new for each form.
fn describe_team(team: &Team) -> CommandContent {
    let names = [&team.name, &team.parent_name, &team.symbol, &team.place];
    let content = CommandContent::new("teams.create").with_debug(&names).with_debug(&(
        team.level,
        team.area,
        team.valid_from,
        team.valid_to,
    ));
    team.members.iter().fold(content, |content, member| {
        content.with_debug(&(member.account, &member.name, member.rank, &member.card))
    })
}

/// Changes a team; `team.version` is the version that the form showed.
///
/// # Errors
/// As [`create`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update(app: &App, permit: &TeamManagerPermit, team: Team) -> Result<(), AppError> {
    let keeper = permit.actor();
    let tx = app.store().begin_write().await?;
    teams::find(&tx, &keeper.scope(), team.id).await?.ok_or(AppError::NotFound)?;
    check_team(&tx, keeper, &team).await?;
    teams::save(&tx, &team).await?;
    app.audit(&tx, app.build_event(Some(keeper), AuditAction::TeamSaved, team.id.0)).await?;
    Ok(tx.commit().await?)
}

async fn check_team(tx: &camket_store::Tx, keeper: &Actor, team: &Team) -> Result<(), AppError> {
    require_own_area(keeper.area.as_ref(), team.area)?;
    require_printable(&[
        ("name", &team.name),
        ("parent_name", &team.parent_name),
        ("symbol", &team.symbol),
        ("place", &team.place),
    ])?;
    for member in &team.members {
        require_printable(&[("members", &member.name), ("members", &member.card)])?;
    }
    if team.valid_to.is_some_and(|last| last < team.valid_from) {
        return Err(AppError::invalid("valid_to", InputProblem::DatesCrossed));
    }
    let least = settings::load(tx).await?.visit_members;
    team.check(least).map_err(|error| AppError::invalid("members", InputProblem::Team(error)))?;
    for account in team.members.iter().filter_map(|member| member.account) {
        let found = accounts::find_staff(tx, &keeper.scope(), account).await?;
        if found.is_none_or(|account| account.role != Role::Inspector) {
            return Err(AppError::invalid("members", InputProblem::TeamAccount));
        }
    }
    Ok(())
}
