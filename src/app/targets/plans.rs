//! Beginning a plan, from a template or the plan of another year, and changing its targets.

use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{TargetId, YearPlanId};
use camket_domain::refusal::Refusal;
use camket_domain::targets::template::{PlanTemplate, copy_target};
use camket_domain::targets::{MAX_TARGETS, PLAN_YEARS, PlanDetails, Target, TargetDetails, YearPlan};
use camket_store::targets::{card, plan, plan_target};
use camket_store::{StoreError, Tx};
use uuid::Uuid;

use super::{PlanKeeperPermit, find_target, plan_scope};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

/// What the targets of a new plan are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanOrigin {
    /// Those of a template, by its code.
    Template(String),
    /// Those of another plan of the province.
    Copy(YearPlanId),
    /// None.
    Empty,
}

/// A plan to begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPlan {
    pub year: i32,
    pub details: PlanDetails,
    pub origin: PlanOrigin,
}

/// Begins the plan of a year of the actor's province. A repeated `key` begins nothing.
///
/// # Errors
/// [`AppError::Invalid`] for `year` that has a plan or is out of bounds, for `origin`; [`Refusal::NotAllowed`] for an
/// actor without a province.
pub async fn create_plan(
    app: &App,
    permit: &PlanKeeperPermit,
    key: Uuid,
    input: NewPlan,
) -> Result<YearPlanId, AppError> {
    let actor = permit.actor();
    let area = require_province(actor)?;
    check_plan(&input.details)?;
    if !PLAN_YEARS.contains(&input.year) {
        return Err(AppError::invalid("year", InputProblem::PlanYear));
    }
    let content = CommandContent::new("targets.create_plan").with_debug(&input);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let NewPlan { year, details, origin } = input;
    let targets = build_targets(app, &run.tx, actor, origin, year).await?;
    let created = YearPlan {
        id: YearPlanId::new(app.now(), app.entropy()),
        area,
        year,
        details,
        created_by: ActorStamp::new(actor, app.now()),
        version: 1,
    };
    plan::insert(&run.tx, &created).await.map_err(|error| match error {
        StoreError::Duplicate => AppError::invalid("year", InputProblem::PlanYearTaken),
        other => other.into(),
    })?;
    for (position, details) in (1..).zip(targets) {
        plan_target::insert(&run.tx, &build_target(app, created.id, position, details)).await?;
    }
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::YearPlanSaved, created.id.0)).await?;
    run.finish(&created.id).await?;
    Ok(created.id)
}

pub(crate) fn require_province(actor: &Actor) -> Result<AreaCode, Refusal> {
    actor.area.filter(|area| area.level() == AreaLevel::Province).ok_or(Refusal::NotAllowed)
}

fn check_plan(details: &PlanDetails) -> Result<(), AppError> {
    require_printable(&[("number", &details.number), ("bases", &details.bases)])
}

async fn build_targets(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    origin: PlanOrigin,
    year: i32,
) -> Result<Vec<TargetDetails>, AppError> {
    let unknown = || AppError::invalid("origin", InputProblem::PlanOriginUnknown);
    match origin {
        PlanOrigin::Empty => Ok(Vec::new()),
        PlanOrigin::Template(code) => Ok(PlanTemplate::find(&code).ok_or_else(unknown)?.build_targets(year)),
        PlanOrigin::Copy(id) => {
            let from = plan::find(tx, &plan_scope(app, actor), id).await?.ok_or_else(unknown)?;
            let targets = plan_target::list(tx, id).await?;
            Ok(targets.iter().map(|target| copy_target(&target.details, from.year, year)).collect())
        }
    }
}

fn build_target(app: &App, plan: YearPlanId, position: u16, details: TargetDetails) -> Target {
    let id = TargetId::new(app.now(), app.entropy());
    Target { id, plan, position, details, reminded_on: None, version: 1 }
}

/// Changes number, day and legal bases of a plan.
///
/// # Errors
/// [`AppError::Invalid`] for what cannot be printed; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_plan(
    app: &App,
    permit: &PlanKeeperPermit,
    id: YearPlanId,
    version: i32,
    details: PlanDetails,
) -> Result<(), AppError> {
    check_plan(&details)?;
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = plan::find(&tx, &plan_scope(app, actor), id).await?.ok_or(AppError::NotFound)?;
    plan::save(&tx, &YearPlan { details, version, ..before }).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::YearPlanSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Adds a target at the end of a plan. A repeated `key` adds nothing.
///
/// # Errors
/// [`AppError::Invalid`] for `goal` and what cannot be printed; [`Refusal::ListFull`]; [`AppError::NotFound`].
pub async fn add_target(
    app: &App,
    permit: &PlanKeeperPermit,
    key: Uuid,
    to: YearPlanId,
    details: TargetDetails,
) -> Result<TargetId, AppError> {
    check_target(&details)?;
    let actor = permit.actor();
    let content = CommandContent::new("targets.add_target").with(to).with_debug(&details);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    plan::find(&run.tx, &plan_scope(app, actor), to).await?.ok_or(AppError::NotFound)?;
    let others = plan_target::list(&run.tx, to).await?;
    if others.len() >= MAX_TARGETS {
        return Err(Refusal::ListFull.into());
    }
    let position = others.last().map_or(1, |last| last.position + 1);
    let added = build_target(app, to, position, details);
    plan_target::insert(&run.tx, &added).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::TargetSaved, added.id.0)).await?;
    run.finish(&added.id).await?;
    Ok(added.id)
}

fn check_target(details: &TargetDetails) -> Result<(), AppError> {
    let texts = [("text", &details.text), ("unit", &details.unit), ("evidence", &details.evidence)];
    require_printable(&texts.map(|(field, text)| (field, text.as_str())))?;
    let fault = details.kind.check_goal(details.goal);
    fault.map_err(|fault| AppError::invalid("goal", InputProblem::Card(fault)))
}

/// Changes a target; its kind only while it has no card.
///
/// # Errors
/// As [`add_target`]; [`AppError::Invalid`] for `kind`; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_target(
    app: &App,
    permit: &PlanKeeperPermit,
    id: TargetId,
    version: i32,
    details: TargetDetails,
) -> Result<(), AppError> {
    check_target(&details)?;
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let (_, before) = find_target(app, &tx, actor, id).await?;
    if details.kind != before.details.kind && card::count(&tx, id).await? > 0 {
        return Err(AppError::invalid("kind", InputProblem::TargetKindFixed));
    }
    plan_target::save(&tx, &Target { details, version, ..before }).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::TargetSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes a target for which nobody wrote a card.
///
/// # Errors
/// [`Refusal::TargetHasCards`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove_target(
    app: &App,
    permit: &PlanKeeperPermit,
    id: TargetId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    find_target(app, &tx, actor, id).await?;
    if card::count(&tx, id).await? > 0 {
        return Err(Refusal::TargetHasCards.into());
    }
    plan_target::delete(&tx, id, version).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::TargetRemoved, id.0)).await?;
    Ok(tx.commit().await?)
}
