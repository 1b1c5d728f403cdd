//! Inspection plans: drawn by an officer, approved by another person.

use std::collections::{HashMap, HashSet};

use camket_domain::accounts::Scope;
use camket_domain::areas;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{PlanId, TeamId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::plans::{
    self as rules, Candidate, Command, DrawRules, NewDraw, Plan, PlanStatus, Seed, draw_visits,
};
use camket_domain::teams::Team;
use camket_store::risk::StoredRisk;
use camket_store::{Reader, inspections, plans, risk, settings, teams, venues};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::risk::assess_all;
use crate::{App, AppError, InputProblem};

type PlanAuthorPermit = Permit<rights::DrawPlans>;
type PlanApproverPermit = Permit<rights::ApprovePlans>;
type InspectionReaderPermit = Permit<rights::ReadInspections>;

/// Venues of a plan shown on one page; a province's plan holds thousands.
pub const VENUES_PER_PAGE: usize = 50;

/// A plan with what a page shows beside it.
#[derive(Clone, Debug)]
pub struct PlanDossier {
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
    permit: &InspectionReaderPermit,
    after: Option<Cursor>,
) -> Result<(Paged<Plan>, HashMap<TeamId, String>), AppError> {
    let scope = permit.actor().scope();
    let found = plans::list(app.store(), &scope, after).await?;
    let teams = teams::list(app.store(), &scope).await?;
    Ok((found, teams.into_iter().map(|team| (team.id, team.name)).collect()))
}

/// One plan, with the names of [`VENUES_PER_PAGE`] of its venues, from position `from` in its order.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &InspectionReaderPermit,
    id: PlanId,
    from: usize,
) -> Result<PlanDossier, AppError> {
    let scope = permit.actor().scope();
    let plan = plans::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    let team = teams::find_by_id(app.store(), plan.team).await?.ok_or(AppError::NotFound)?;
    let shown = plan.visits.iter().skip(from).take(VENUES_PER_PAGE);
    let names = venues::load_names(app.store(), shown.map(|v| v.venue)).await?;
    let tallies = inspections::tally_by_venue(app.store(), &Scope::Area(team.area), plan.year).await?;
    let visited =
        tallies.into_iter().filter(|(_, tally)| tally.in_year > 0).map(|(venue, _)| venue).collect();
    Ok(PlanDossier { plan, team, names, visited })
}

/// Draws a plan for a team, as a draft with its seed. A repeated `key` draws nothing.
///
/// # Errors
/// [`AppError::Invalid`] for a period that is over or has a plan; [`AppError::NotFound`].
pub async fn draw_plan(
    app: &App,
    permit: &PlanAuthorPermit,
    key: Uuid,
    team: TeamId,
    (year, quarter): (i32, Option<u8>),
) -> Result<PlanId, AppError> {
    let author = permit.actor();
    check_period(app, year, quarter)?;
    assess_all(app).await?;
    let content = CommandContent::new("plans.draw").with(team).with_debug(&(year, quarter));
    let run = match idempotency::begin(app, author.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let team = teams::find(tx, &author.scope(), team).await?.ok_or(AppError::NotFound)?;
    let others = plans::list_by_team(tx, team.id, year).await?;
    if others.iter().any(|plan| plan.quarter == quarter || plan.quarter.is_none() || quarter.is_none()) {
        return Err(AppError::invalid("period", InputProblem::PlanTaken));
    }
    let share = settings::load(tx).await?.visit_share;
    let seed = Seed::new(app.entropy());
    let list = list_candidates(app, tx, &team, year).await?;
    let drawn = draw_visits(&list, DrawRules { share }, quarter, seed);
    let plan = Plan {
        id: PlanId::new(app.now(), app.entropy()),
        team: team.id,
        year,
        quarter,
        status: PlanStatus::Draft,
        rules: DrawRules { share },
        seed,
        candidates: u32::try_from(list.len()).unwrap_or(u32::MAX),
        visits: drawn.visits,
        author: author.account,
        author_name: author.name.clone(),
        created_at: app.now(),
        version: 1,
    };
    plans::insert(tx, &plan).await?;
    let event = app.build_event(Some(author), AuditAction::PlanDrawn, plan.id.0);
    app.audit(tx, event.with_note(plan.seed.to_string())).await?;
    run.finish(&plan.id).await?;
    Ok(plan.id)
}

/// Draws a draft again, with a new seed. The audit trail keeps every seed, so that repeated drawing is visible.
///
/// # Errors
/// [`Refusal`](camket_domain::refusal::Refusal); [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn redraw(app: &App, permit: &PlanAuthorPermit, id: PlanId, version: i32) -> Result<(), AppError> {
    let author = permit.actor();
    assess_all(app).await?;
    let tx = app.store().begin_write().await?;
    let before = load_at_version(&tx, &author.scope(), id, version).await?;
    let team = teams::find_by_id(&tx, before.team).await?.ok_or(AppError::NotFound)?;
    let list = list_candidates(app, &tx, &team, before.year).await?;
    let seed = Seed::new(app.entropy());
    let drawn = draw_visits(&list, before.rules, before.quarter, seed);
    let candidates = u32::try_from(list.len()).unwrap_or(u32::MAX);
    let draw = NewDraw { seed, candidates, visits: drawn.visits };
    let after = rules::decide(&before, Command::Redraw(draw), author, app.now())?;
    plans::save(&tx, &after).await?;
    let event = app.build_event(Some(author), AuditAction::PlanDrawn, id.0);
    app.audit(&tx, event.with_note(after.seed.to_string())).await?;
    Ok(tx.commit().await?)
}

/// Approves a plan: the visits in it count as planned from now on.
///
/// # Errors
/// [`Refusal`](camket_domain::refusal::Refusal); [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn approve(
    app: &App,
    permit: &PlanApproverPermit,
    id: PlanId,
    version: i32,
) -> Result<(), AppError> {
    decide_plan(app, permit, id, version, Command::Approve, AuditAction::PlanApproved).await
}

/// Discards a plan.
///
/// # Errors
/// As [`approve`].
pub async fn discard(
    app: &App,
    permit: &PlanApproverPermit,
    id: PlanId,
    version: i32,
) -> Result<(), AppError> {
    decide_plan(app, permit, id, version, Command::Drop, AuditAction::PlanDropped).await
}

async fn decide_plan(
    app: &App,
    permit: &PlanApproverPermit,
    id: PlanId,
    version: i32,
    command: Command,
    action: AuditAction,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = load_at_version(&tx, &actor.scope(), id, version).await?;
    let after = rules::decide(&before, command, actor, app.now())?;
    plans::save(&tx, &after).await?;
    app.audit(&tx, app.build_event(Some(actor), action, id.0)).await?;
    Ok(tx.commit().await?)
}

async fn load_at_version(
    tx: &camket_store::Tx,
    scope: &Scope,
    id: PlanId,
    version: i32,
) -> Result<Plan, AppError> {
    let plan = plans::find(tx, scope, id).await?.ok_or(AppError::NotFound)?;
    if plan.version == version { Ok(plan) } else { Err(AppError::Conflict) }
}

fn check_period(app: &App, year: i32, quarter: Option<u8>) -> Result<(), AppError> {
    let today = app.today();
    let this_quarter = (u8::from(today.month()) - 1) / 3 + 1;
    let over = year < today.year() || (year == today.year() && quarter.is_some_and(|q| q < this_quarter));
    let odd = year > today.year() + 1 || quarter.is_some_and(|q| !(1..=4).contains(&q));
    if over || odd { Err(AppError::invalid("period", InputProblem::PlanPeriod)) } else { Ok(()) }
}

/// The facts of every venue in the team's area that the draw decides by.
async fn list_candidates(
    app: &App,
    reader: &impl Reader,
    team: &Team,
    year: i32,
) -> Result<Vec<Candidate>, AppError> {
    let scope = Scope::Area(team.area);
    let tallies = inspections::tally_by_venue(reader, &scope, year).await?;
    let areas = crate::teams::list_areas_with_province(team.area, app.today());
    let planned = plans::list_approved(reader, &areas, year).await?;
    let planned: HashSet<VenueId> = planned.iter().flat_map(|p| p.visits.iter().map(|v| v.venue)).collect();
    let classes = risk::load_classes(reader, &scope).await?;
    let candidate = |stored: StoredRisk| {
        let set = stored.overridden.and_then(|set| set.class_on(app.today()));
        Some(Candidate {
            venue: stored.venue,
            class: stored.class?,
            is_overridden: set.is_some(),
            factors: stored.reasons.iter().map(|reason| reason.factor).collect(),
            is_taken: tallies.get(&stored.venue).is_some_and(|tally| tally.in_year > 0)
                || planned.contains(&stored.venue),
        })
    };
    Ok(classes.into_iter().filter_map(candidate).collect())
}

/// The approved plan of the team that holds `venue` in `year`, if there is one.
pub(crate) async fn find_approved_plan(
    reader: &impl Reader,
    team: TeamId,
    venue: VenueId,
    year: i32,
) -> Result<Option<PlanId>, AppError> {
    let found = plans::list_by_team(reader, team, year).await?;
    Ok(found.iter().find(|plan| plan.has_planned_visit(venue, year)).map(|plan| plan.id))
}

/// The full name of the team's area.
pub fn find_area_name(team: &Team, today: time::Date) -> String {
    areas::all().full_name(team.area, today).unwrap_or_default()
}
