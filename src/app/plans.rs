//! Inspection plans: drawn by an officer, approved by another person.

use std::collections::{HashMap, HashSet};

use camket_domain::accounts::Scope;
use camket_domain::areas;
use camket_domain::audit::Deed;
use camket_domain::certificates::verdict::{Verdict, judge};
use camket_domain::ids::{PlanId, TeamId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::plans::{self as rules, Candidate, Command, Plan, Rules, Seed, State, draw};
use camket_domain::teams::Team;
use camket_domain::venues::Venue;
use camket_store::{Reader, certificates, idempotency, inspections, plans, settings, teams, venues};
use uuid::Uuid;

use crate::{App, AppError};

type Author = Permit<rights::DrawPlans>;
type Approver = Permit<rights::ApprovePlans>;
type AnyReader = Permit<rights::ReadInspections>;

/// Most venues that one draw considers; many times a province's.
const MOST_VENUES: u64 = 20_000;

/// Venues of a plan shown on one page; a province's plan holds thousands.
pub const SHOWN: usize = 50;

/// A plan with what a page shows beside it.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub plan: Plan,
    pub team: Team,
    /// Names of the shown venues.
    pub names: HashMap<VenueId, String>,
    /// The venues that any team has inspected in the plan's year.
    pub visited: HashSet<VenueId>,
}

/// A page of the plans of the reader's area, newest first, with the names of the area's teams.
pub async fn list(
    app: &App,
    permit: &AnyReader,
    after: Option<Cursor>,
) -> Result<(Paged<Plan>, HashMap<TeamId, String>), AppError> {
    let scope = permit.actor().scope();
    let found = plans::list(app.store(), &scope, after).await?;
    let teams = teams::list(app.store(), &scope).await?;
    Ok((found, teams.into_iter().map(|team| (team.id, team.name)).collect()))
}

/// One plan, with the names of [`SHOWN`] of its venues, from position `from` in its order.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(app: &App, permit: &AnyReader, id: PlanId, from: usize) -> Result<Sheet, AppError> {
    let scope = permit.actor().scope();
    let plan = plans::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    let team = teams::by_id(app.store(), plan.team).await?.ok_or(AppError::NotFound)?;
    let shown = plan.visits.iter().skip(from).take(SHOWN);
    let names = venues::names(app.store(), shown.map(|v| v.venue)).await?;
    let tallies = inspections::tallies(app.store(), &Scope::Area(team.area), plan.year).await?;
    let visited =
        tallies.into_iter().filter(|(_, tally)| tally.in_year > 0).map(|(venue, _)| venue).collect();
    Ok(Sheet { plan, team, names, visited })
}

/// Draws a plan for a team, as a draft with its seed. A repeated `key` draws nothing.
///
/// # Errors
/// [`AppError::Invalid`] for a period that is over or has a plan; [`AppError::NotFound`].
pub async fn draw_plan(
    app: &App,
    permit: &Author,
    key: Uuid,
    team: TeamId,
    (year, quarter): (i32, Option<u8>),
) -> Result<PlanId, AppError> {
    let author = permit.actor();
    in_time(app, year, quarter)?;
    let tx = app.store().write().await?;
    if let Some(before) = idempotency::claim(&tx, author.account, key, app.now()).await? {
        return before.parse().map(PlanId).map_err(|_| AppError::Conflict);
    }
    let team = teams::find(&tx, &author.scope(), team).await?.ok_or(AppError::NotFound)?;
    let others = plans::of_team(&tx, team.id, year).await?;
    if others.iter().any(|plan| plan.quarter == quarter || plan.quarter.is_none() || quarter.is_none()) {
        return Err(AppError::Invalid("period", "plan-taken"));
    }
    let share = settings::load(&tx).await?.visit_share;
    let seed = Seed::new(app.entropy());
    let list = candidates(app, &tx, &team, year).await?;
    let drawn = draw(&list, Rules { share }, quarter, seed);
    let plan = Plan {
        id: PlanId::new(app.now(), app.entropy()),
        team: team.id,
        year,
        quarter,
        state: State::Draft,
        rules: Rules { share },
        seed,
        candidates: u32::try_from(list.len()).unwrap_or(u32::MAX),
        visits: drawn.visits,
        author: author.account,
        author_name: author.name.clone(),
        created_at: app.now(),
        approver_name: String::new(),
        decided_at: None,
        version: 1,
    };
    plans::insert(&tx, &plan).await?;
    idempotency::remember(&tx, author.account, key, &plan.id.to_string()).await?;
    let event = app.event(Some(author), Deed::PlanDrawn, plan.id.0);
    app.audit(&tx, event.noted(plan.seed.to_string())).await?;
    tx.commit().await?;
    Ok(plan.id)
}

/// Draws a draft again, with a new seed. The audit trail keeps every seed, so that repeated drawing is visible.
///
/// # Errors
/// [`Refusal`](camket_domain::refusal::Refusal); [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn redraw(app: &App, permit: &Author, id: PlanId, version: i32) -> Result<(), AppError> {
    let author = permit.actor();
    let tx = app.store().write().await?;
    let before = found(&tx, &author.scope(), id, version).await?;
    let state = rules::decide(&before, Command::Redraw, author.account)?;
    let team = teams::by_id(&tx, before.team).await?.ok_or(AppError::NotFound)?;
    let list = candidates(app, &tx, &team, before.year).await?;
    let seed = Seed::new(app.entropy());
    let drawn = draw(&list, before.rules, before.quarter, seed);
    let after = Plan {
        state,
        seed,
        candidates: u32::try_from(list.len()).unwrap_or(u32::MAX),
        visits: drawn.visits,
        author: author.account,
        author_name: author.name.clone(),
        created_at: app.now(),
        ..before
    };
    plans::save(&tx, &after).await?;
    let event = app.event(Some(author), Deed::PlanDrawn, id.0);
    app.audit(&tx, event.noted(after.seed.to_string())).await?;
    Ok(tx.commit().await?)
}

/// Approves a plan: the visits in it count as planned from now on.
///
/// # Errors
/// [`Refusal`](camket_domain::refusal::Refusal); [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn approve(app: &App, permit: &Approver, id: PlanId, version: i32) -> Result<(), AppError> {
    settle(app, permit, id, version, Command::Approve, Deed::PlanApproved).await
}

/// Discards a plan.
///
/// # Errors
/// As [`approve`].
pub async fn give_up(app: &App, permit: &Approver, id: PlanId, version: i32) -> Result<(), AppError> {
    settle(app, permit, id, version, Command::Drop, Deed::PlanDropped).await
}

async fn settle(
    app: &App,
    permit: &Approver,
    id: PlanId,
    version: i32,
    command: Command,
    deed: Deed,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let before = found(&tx, &actor.scope(), id, version).await?;
    let state = rules::decide(&before, command, actor.account)?;
    let after = Plan { state, approver_name: actor.name.clone(), decided_at: Some(app.now()), ..before };
    plans::save(&tx, &after).await?;
    app.audit(&tx, app.event(Some(actor), deed, id.0)).await?;
    Ok(tx.commit().await?)
}

async fn found(tx: &camket_store::Tx, scope: &Scope, id: PlanId, version: i32) -> Result<Plan, AppError> {
    let plan = plans::find(tx, scope, id).await?.ok_or(AppError::NotFound)?;
    if plan.version == version { Ok(plan) } else { Err(AppError::Conflict) }
}

fn in_time(app: &App, year: i32, quarter: Option<u8>) -> Result<(), AppError> {
    let today = app.today();
    let this_quarter = (u8::from(today.month()) - 1) / 3 + 1;
    let over = year < today.year() || (year == today.year() && quarter.is_some_and(|q| q < this_quarter));
    let odd = year > today.year() + 1 || quarter.is_some_and(|q| !(1..=4).contains(&q));
    if over || odd { Err(AppError::Invalid("period", "plan-period")) } else { Ok(()) }
}

/// The facts of every venue in the team's area that the draw decides by.
async fn candidates(
    app: &App,
    reader: &impl Reader,
    team: &Team,
    year: i32,
) -> Result<Vec<Candidate>, AppError> {
    let scope = Scope::Area(team.area);
    let all = venues::all(reader, &scope, MOST_VENUES).await?;
    let tallies = inspections::tallies(reader, &scope, year).await?;
    let pledged = pledged(app, reader, &all).await?;
    let areas = crate::teams::with_province(team.area, app.today());
    let planned = plans::approved(reader, &areas, year).await?;
    let planned: HashSet<VenueId> = planned.iter().flat_map(|p| p.visits.iter().map(|v| v.venue)).collect();
    let candidate = |venue: &Venue| {
        let tally = tallies.get(&venue.id);
        Candidate {
            venue: venue.id,
            kind: venue.kind,
            pledged: pledged.contains(&venue.id),
            violations: tally.map_or(0, |t| t.violations),
            visited: tally.is_some(),
            taken: tally.is_some_and(|t| t.in_year > 0) || planned.contains(&venue.id),
        }
    };
    Ok(all.iter().map(candidate).collect())
}

/// The venues with a valid certificate.
async fn pledged(app: &App, reader: &impl Reader, all: &[Venue]) -> Result<HashSet<VenueId>, AppError> {
    let today = app.today();
    let mut found = HashSet::new();
    // SQLite binds at most 32,766 values.
    for some in all.chunks(10_000) {
        let ids: Vec<_> = some.iter().map(|venue| venue.id).collect();
        let certificates = certificates::of_venues(reader, &ids).await?;
        let good =
            certificates.iter().filter(|c| judge(c.status_on(today), c.expires_on, today) == Verdict::Valid);
        found.extend(good.map(|c| c.venue));
    }
    Ok(found)
}

/// The approved plan of the team that holds `venue` in `year`, if there is one.
pub(crate) async fn holding(
    reader: &impl Reader,
    team: TeamId,
    venue: VenueId,
    year: i32,
) -> Result<Option<PlanId>, AppError> {
    let found = plans::of_team(reader, team, year).await?;
    Ok(found.iter().find(|plan| plan.holds(venue, year)).map(|plan| plan.id))
}

/// The full name of the team's area.
pub fn area_name(team: &Team, today: time::Date) -> String {
    areas::all().full_name(team.area, today).unwrap_or_default()
}
