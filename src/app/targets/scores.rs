//! Taking the score of a plan for papers: it is kept as it was, with a code by which anybody finds whether a paper is ours.

use std::collections::HashMap;

use camket_credential::digest::sha256_hex;
use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::audit::AuditAction;
use camket_domain::calendar::{format_date, local_date};
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{TargetId, TargetScoreId, YearPlanId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::targets::score::{ScoreContent, ScoreLine, ScoredCard, TargetScore};
use camket_domain::targets::{TargetCard, YearPlan};
use camket_store::targets::{card, plan, plan_target, score};
use time::Date;
use uuid::Uuid;

use super::plans::require_province;
use super::{TargetDossier, build_dossier, plan_scope};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::{App, AppError};

type ScoreTakerPermit = Permit<rights::TakeReports>;

/// A score with its plan.
#[derive(Clone, Debug)]
pub struct ScoreDossier {
    pub plan: YearPlan,
    pub score: TargetScore,
    /// Numbers and ids of the scores of the plan, the latest first, at most 50.
    pub versions: Vec<(i32, TargetScoreId)>,
}

/// What the public may learn of a paper: what it is about and whether a later score replaces it. No figure.
#[derive(Clone, Debug)]
pub struct VerifiedScore {
    pub plan: YearPlan,
    pub number: i32,
    pub taken_on: Date,
    /// Number of the latest score.
    pub latest: i32,
    pub digest: String,
}

/// Takes the score of a plan as it stands now. If it is still that of the last time, there is no new one. A repeated `key`
/// takes nothing.
///
/// # Errors
/// [`AppError::NotFound`], also for an officer of a commune: papers are those of the whole province; [`AppError::Conflict`]
/// if someone else takes it at the same time.
pub async fn take_score(
    app: &App,
    permit: &ScoreTakerPermit,
    key: Uuid,
    id: YearPlanId,
) -> Result<TargetScoreId, AppError> {
    let actor = permit.actor();
    let plan = find_own_plan(app, actor, id).await?;
    // Counted before the transaction, which keeps others waiting.
    let content = build_content(app, actor, plan).await?;
    let command = CommandContent::new("targets.take_score").with(id);
    let run = match idempotency::begin(app, actor.account, key, &command).await? {
        Attempt::Repeat(taken) => return Ok(taken),
        Attempt::First(run) => run,
    };
    let last = score::find_latest(&run.tx, id).await?;
    let number = match last {
        Some(last) if last.content == content => {
            run.finish(&last.id).await?;
            return Ok(last.id);
        }
        Some(last) => last.number + 1,
        None => 1,
    };
    let taken = TargetScore {
        id: TargetScoreId::new(app.now(), app.entropy()),
        plan: id,
        number,
        code: ShortCode::new(app.entropy()),
        taken: ActorStamp::new(actor, app.now()),
        digest: sha256_hex(serde_json::to_string(&content).map_err(AppError::internal)?.as_bytes()),
        content,
    };
    score::insert(&run.tx, &taken).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::TargetScoreTaken, taken.id.0)).await?;
    run.finish(&taken.id).await?;
    Ok(taken.id)
}

/// A score of a plan of the reader's province.
///
/// # Errors
/// [`AppError::NotFound`], also for an officer of a commune.
pub async fn load_score(
    app: &App,
    permit: &ScoreTakerPermit,
    id: TargetScoreId,
) -> Result<ScoreDossier, AppError> {
    let score = score::find(app.store(), id).await?.ok_or(AppError::NotFound)?;
    let plan = find_own_plan(app, permit.actor(), score.plan).await?;
    let versions = score::list_numbers(app.store(), plan.id).await?;
    Ok(ScoreDossier { plan, score, versions })
}

/// What the public may learn of a paper by its code.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown code.
pub async fn verify_score(app: &App, typed: &str) -> Result<VerifiedScore, AppError> {
    let code = ShortCode::read(typed).map_err(|_| AppError::NotFound)?;
    let found = score::find_by_code(app.store(), &code).await?.ok_or(AppError::NotFound)?;
    let plan = plan::find_any(app.store(), found.plan).await?.ok_or(AppError::NotFound)?;
    let versions = score::list_numbers(app.store(), plan.id).await?;
    Ok(VerifiedScore {
        number: found.number,
        taken_on: local_date(found.taken.at),
        latest: versions.first().map_or(found.number, |(number, _)| *number),
        digest: found.digest,
        plan,
    })
}

/// The plan, for an officer of the whole province.
async fn find_own_plan(app: &App, actor: &Actor, id: YearPlanId) -> Result<YearPlan, AppError> {
    require_province(actor).map_err(|_| AppError::NotFound)?;
    plan::find(app.store(), &plan_scope(app, actor), id).await?.ok_or(AppError::NotFound)
}

async fn build_content(app: &App, actor: &Actor, plan: YearPlan) -> Result<ScoreContent, AppError> {
    let targets = plan_target::list(app.store(), plan.id).await?;
    let ids: Vec<TargetId> = targets.iter().map(|target| target.id).collect();
    let mut cards: HashMap<TargetId, Vec<TargetCard>> = HashMap::new();
    for card in card::list(app.store(), &ids).await? {
        cards.entry(card.target).or_default().push(card);
    }
    let mut content = ScoreContent {
        plan_number: plan.details.number.clone(),
        plan_day: plan.details.decided_on.map(format_date).unwrap_or_default(),
        lines: Vec::new(),
    };
    for target in targets {
        let of_target = cards.remove(&target.id).unwrap_or_default();
        let dossier = build_dossier(app, actor, (plan.clone(), target), of_target).await?;
        content.lines.push(build_line(app.today(), &dossier));
    }
    Ok(content)
}

fn build_line(today: Date, dossier: &TargetDossier) -> ScoreLine {
    let card = |card: &TargetCard| ScoredCard::new(card, dossier.computed.get(&card.area).copied());
    let cards = dossier.cards.iter().map(card).collect();
    ScoreLine::new(&dossier.target, &dossier.progress, today, cards)
}
