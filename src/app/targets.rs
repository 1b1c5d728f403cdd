//! The plan of a year: its targets with their progress, and the cards of communes and province.

mod cards;
mod facts;
pub(crate) mod plans;
mod remind;
mod score_papers;
mod scores;
mod waiting;
mod wording;

use std::collections::HashMap;

use camket_domain::accounts::{Actor, Scope};
use camket_domain::areas::{self, AreaCode, AreaLevel};
use camket_domain::audit::AuditEvent;
use camket_domain::ids::{TargetCardId, TargetId, TargetScoreId, YearPlanId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::targets::progress::TargetProgress;
use camket_domain::targets::{CardFigures, Reporter, Target, TargetCard, YearPlan};
use camket_store::targets::{card, plan, plan_target, score};
use camket_store::{Reader, audit};
use time::Date;

use crate::{App, AppError};
use facts::{TargetFacts, count_facts};

pub use cards::{check_card, write_card};
pub use plans::{NewPlan, PlanOrigin, add_target, create_plan, remove_target, update_plan, update_target};
pub use remind::remind_communes;
pub use score_papers::{ScoreFormat, render_score};
pub use scores::{ScoreDossier, VerifiedScore, load_score, take_score, verify_score};
pub use waiting::{CardTasks, list_tasks};

type TargetReaderPermit = Permit<rights::ReadTargets>;
type TargetCheckerPermit = Permit<rights::CheckTargets>;
type PlanKeeperPermit = Permit<rights::KeepTargets>;

/// A plan with its targets.
#[derive(Clone, Debug)]
pub struct PlanSheet {
    pub plan: YearPlan,
    pub targets: Vec<TargetSheet>,
    /// Number and id of its latest score.
    pub score: Option<(i32, TargetScoreId)>,
}

/// A target with how far it is.
#[derive(Clone, Debug)]
pub struct TargetSheet {
    pub target: Target,
    /// Of the whole province.
    pub progress: TargetProgress,
    /// The card of the reader's own area, if that reports for this target.
    pub own: Option<TargetCard>,
}

/// A target with the cards of the areas that the reader may see.
#[derive(Clone, Debug)]
pub struct TargetDossier {
    pub plan: YearPlan,
    pub target: Target,
    pub progress: TargetProgress,
    /// In Vietnamese alphabetical order.
    pub cards: Vec<TargetCard>,
    /// What the program counts now, for a kind that it counts.
    pub computed: HashMap<AreaCode, CardFigures>,
}

/// One card.
#[derive(Clone, Debug)]
pub struct CardDossier {
    pub plan: YearPlan,
    pub target: Target,
    pub card: TargetCard,
    /// What the program counts, for a kind that it counts.
    pub computed: Option<CardFigures>,
    /// Newest first.
    pub trail: Vec<AuditEvent>,
}

/// The years of the plans that the reader may see, the latest first, and the plan of `year`, or else the latest.
///
/// # Errors
/// [`AppError::NotFound`] for a year without a plan.
pub async fn load_plan(
    app: &App,
    permit: &TargetReaderPermit,
    year: Option<i32>,
) -> Result<(Vec<i32>, Option<PlanSheet>), AppError> {
    let plans = plan::list(app.store(), &plan_scope(app, permit.actor())).await?;
    let years = plans.iter().map(|plan| plan.year).collect();
    let chosen = match year {
        Some(year) => Some(plans.into_iter().find(|plan| plan.year == year).ok_or(AppError::NotFound)?),
        None => plans.into_iter().next(),
    };
    let sheet = match chosen {
        Some(plan) => Some(build_sheet(app, permit.actor(), plan).await?),
        None => None,
    };
    Ok((years, sheet))
}

async fn build_sheet(app: &App, actor: &Actor, plan: YearPlan) -> Result<PlanSheet, AppError> {
    let targets = plan_target::list(app.store(), plan.id).await?;
    let ids: Vec<TargetId> = targets.iter().map(|target| target.id).collect();
    let mut cards: HashMap<TargetId, Vec<TargetCard>> = HashMap::new();
    for card in card::list(app.store(), &ids).await? {
        cards.entry(card.target).or_default().push(card);
    }
    let mut sheets = Vec::new();
    for target in targets {
        let of_target = cards.remove(&target.id).unwrap_or_default();
        let facts = count_facts(app, &plan, &target).await?;
        let progress = count_progress(app, (&plan, &target), &of_target, facts.as_ref());
        let own = actor.area.filter(|area| reports(&plan, &target, *area)).map(|area| {
            let kept = of_target.iter().find(|card| card.area == area).cloned();
            kept.unwrap_or_else(|| begin_card(app, target.id, area))
        });
        sheets.push(TargetSheet { target, progress, own });
    }
    let score = score::list_numbers(app.store(), plan.id).await?.into_iter().next();
    Ok(PlanSheet { plan, targets: sheets, score })
}

/// The plan with this id.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_plan(app: &App, permit: &PlanKeeperPermit, id: YearPlanId) -> Result<YearPlan, AppError> {
    plan::find(app.store(), &plan_scope(app, permit.actor()), id).await?.ok_or(AppError::NotFound)
}

/// The plans that a new one can be a copy of, the latest first.
pub async fn list_plans(app: &App, permit: &PlanKeeperPermit) -> Result<Vec<YearPlan>, AppError> {
    Ok(plan::list(app.store(), &plan_scope(app, permit.actor())).await?)
}

/// A target with the cards behind its number.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_target(
    app: &App,
    permit: &TargetReaderPermit,
    id: TargetId,
) -> Result<TargetDossier, AppError> {
    let actor = permit.actor();
    let (plan, target) = find_target(app, app.store(), actor, id).await?;
    let cards = card::list(app.store(), &[id]).await?;
    build_dossier(app, actor, (plan, target), cards).await
}

/// A target with the cards of the areas that the actor may see.
async fn build_dossier(
    app: &App,
    actor: &Actor,
    (plan, target): (YearPlan, Target),
    mut cards: Vec<TargetCard>,
) -> Result<TargetDossier, AppError> {
    let facts = count_facts(app, &plan, &target).await?;
    let progress = count_progress(app, (&plan, &target), &cards, facts.as_ref());
    let areas = list_reporters(&plan, &target, app.today());
    let seen = areas.into_iter().filter(|area| may_see(app, actor, *area));
    let mut take = |area: AreaCode| {
        let kept = cards.iter().position(|card| card.area == area).map(|at| cards.swap_remove(at));
        kept.unwrap_or_else(|| begin_card(app, target.id, area))
    };
    let cards = seen.map(&mut take).collect();
    let computed = facts.map(|facts| facts.of_areas).unwrap_or_default();
    Ok(TargetDossier { progress, cards, computed, plan, target })
}

/// The card of an area.
///
/// # Errors
/// [`AppError::NotFound`], also for an area that does not report for this target.
pub async fn load_card(
    app: &App,
    permit: &TargetReaderPermit,
    id: TargetId,
    area: AreaCode,
) -> Result<CardDossier, AppError> {
    let (plan, target, card) = find_card(app, app.store(), permit.actor(), id, area).await?;
    let computed = count_facts(app, &plan, &target).await?.map(|facts| facts.of_area(area));
    let trail = audit::list_by_target(app.store(), card.id.0).await?;
    Ok(CardDossier { plan, target, card, computed, trail })
}

/// A target of a plan of the actor's province.
async fn find_target(
    app: &App,
    reader: &impl Reader,
    actor: &Actor,
    id: TargetId,
) -> Result<(YearPlan, Target), AppError> {
    let scope = plan_scope(app, actor);
    let target = plan_target::find(reader, &scope, id).await?.ok_or(AppError::NotFound)?;
    let plan = plan::find(reader, &scope, target.plan).await?.ok_or(AppError::NotFound)?;
    Ok((plan, target))
}

/// The card of an area that the actor may see; one that nobody began is new.
async fn find_card(
    app: &App,
    reader: &impl Reader,
    actor: &Actor,
    id: TargetId,
    area: AreaCode,
) -> Result<(YearPlan, Target, TargetCard), AppError> {
    let (plan, target) = find_target(app, reader, actor, id).await?;
    if !reports(&plan, &target, area) || !may_see(app, actor, area) {
        return Err(AppError::NotFound);
    }
    let kept = card::find(reader, id, area).await?;
    let card = kept.unwrap_or_else(|| begin_card(app, id, area));
    Ok((plan, target, card))
}

fn begin_card(app: &App, target: TargetId, area: AreaCode) -> TargetCard {
    TargetCard::new(TargetCardId::new(app.now(), app.entropy()), target, area)
}

/// The province whose plans the actor reads.
pub(crate) fn plan_scope(app: &App, actor: &Actor) -> Scope {
    let province = actor.area.and_then(|area| areas::all().province_of(area, app.today()));
    province.map_or(Scope::Nothing, |province| Scope::Area(province.code))
}

/// Whether the actor's area is this one or its province.
pub(crate) fn may_see(app: &App, actor: &Actor, area: AreaCode) -> bool {
    let above = areas::all().province_of(area, app.today()).map(|province| province.code);
    actor.area.is_some_and(|own| own == area || above == Some(own))
}

/// Whether an area writes a card for a target.
fn reports(plan: &YearPlan, target: &Target, area: AreaCode) -> bool {
    match target.details.kind.reporter() {
        Reporter::Communes => area.level() == AreaLevel::Commune,
        Reporter::Province => area == plan.area,
    }
}

/// The areas that write a card, in Vietnamese alphabetical order.
fn list_reporters(plan: &YearPlan, target: &Target, today: Date) -> Vec<AreaCode> {
    match target.details.kind.reporter() {
        Reporter::Communes => {
            let day = areas::reporting_day(counted_day(target, today));
            areas::all().list_communes(plan.area, day).iter().map(|area| area.code).collect()
        }
        Reporter::Province => vec![plan.area],
    }
}

/// The day on which a target is counted: today, or its last day.
fn counted_day(target: &Target, today: Date) -> Date {
    target.details.due_on.min(today)
}

fn count_progress(
    app: &App,
    (plan, target): (&YearPlan, &Target),
    cards: &[TargetCard],
    facts: Option<&TargetFacts>,
) -> TargetProgress {
    let total = facts.map(|facts| facts.total).unwrap_or_default();
    let reporters = list_reporters(plan, target, app.today());
    let counted = cards.iter().filter(|card| reporters.contains(&card.area)).map(|card| &card.status);
    let count = u32::try_from(reporters.len()).unwrap_or(u32::MAX);
    TargetProgress::count(&target.details, count, counted, total)
}
