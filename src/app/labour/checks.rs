//! Which registers of workers the labour authority looks at: numbers of an area, the reasons of one venue, the rules.

use std::collections::BTreeMap;

use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::audit::AuditAction;
use camket_domain::ids::VenueId;
use camket_domain::labour::checks::{LabourCheck, LabourFinding, LabourRules, assess_labour};
use camket_domain::labour::requests::{LabourRequest, LabourRequestState};
use camket_domain::paging::BoundedCount;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::labour::{check, finding, request};
use camket_store::labour_check_facts;
use camket_store::province_rules::{self, KeptRules};

use super::MAX_SHOWN_REQUESTS;
use super::assessing::assess_some;
use crate::own_area::require_area;
use crate::venues::load_own_venue;
use crate::{App, AppError, InputProblem};

type CheckReaderPermit = Permit<rights::ReadLabourChecks>;
type LabourRulesPermit = Permit<rights::KeepLabourRules>;

/// The page of the labour authority.
#[derive(Clone, Debug)]
pub struct LabourSheet {
    /// How many venues meet each rule, by commune; none is left out but those that nobody meets.
    pub counts: BTreeMap<(AreaCode, LabourCheck), u64>,
    pub rules: LabourRules,
    /// Whether changes wait that are not in these figures yet.
    pub is_behind: bool,
    /// Threads that wait for the owner.
    pub asked: BoundedCount,
    /// Threads with an answer that waits to be read.
    pub answered: BoundedCount,
}

/// How many venues of the reader's area, or of a commune of it, meet each rule.
pub async fn load_sheet(
    app: &App,
    permit: &CheckReaderPermit,
    commune: Option<AreaCode>,
) -> Result<LabourSheet, AppError> {
    let actor = permit.actor();
    let (store, scope) = (app.store(), actor.scope());
    let is_behind = !assess_some(app).await?;
    Ok(LabourSheet {
        counts: finding::count_by_commune(store, &scope, commune).await?,
        rules: load_own_rules(app, actor).await?,
        is_behind,
        asked: request::count(store, &scope, LabourRequestState::Asked).await?,
        answered: request::count(store, &scope, LabourRequestState::Answered).await?,
    })
}

/// What the page of a venue shows.
#[derive(Clone, Debug)]
pub struct VenueChecks {
    /// From the facts of this moment; empty for a closed venue.
    pub findings: Vec<LabourFinding>,
    /// The latest threads, the newest first.
    pub requests: Vec<LabourRequest>,
}

/// The rules that a venue of the reader's area meets.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_venue_checks(
    app: &App,
    permit: &CheckReaderPermit,
    venue: VenueId,
) -> Result<VenueChecks, AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    Ok(VenueChecks {
        findings: list_findings(app, venue.id).await?,
        requests: request::list_of_venue(app.store(), venue.id, MAX_SHOWN_REQUESTS as u64).await?,
    })
}

/// What a venue meets now, by the rules of its own province.
pub(super) async fn list_findings(app: &App, venue: VenueId) -> Result<Vec<LabourFinding>, AppError> {
    let checked = labour_check_facts::load(app.store(), &[venue]).await?.remove(&venue);
    let Some((province, facts)) = checked.and_then(|found| found.province.zip(found.facts)) else {
        return Ok(Vec::new());
    };
    let rules = load_kept_rules(app, province).await?;
    Ok(assess_labour(&facts, &rules, app.today()).findings)
}

async fn load_own_rules(app: &App, actor: &Actor) -> Result<LabourRules, AppError> {
    match require_area(app, actor) {
        Ok((_, province)) => load_kept_rules(app, province).await,
        Err(_) => Ok(LabourRules::shipped()),
    }
}

async fn load_kept_rules(app: &App, province: AreaCode) -> Result<LabourRules, AppError> {
    let kept = province_rules::find(app.store(), province).await?;
    Ok(kept.map_or_else(LabourRules::shipped, |kept| kept.rules))
}

/// The rules as their page shows them.
#[derive(Clone, Debug)]
pub struct LabourRulesSheet {
    pub rules: LabourRules,
    /// Who changed them last; `None` for the shipped ones.
    pub written: Option<ActorStamp>,
    /// 0 for the shipped ones.
    pub version: i32,
    /// Whether the reader is of the province itself, and so may change them.
    pub keeps: bool,
}

/// The rules of the reader's province.
///
/// # Errors
/// [`Refusal::NotAllowed`] without an area.
pub async fn load_labour_rules(app: &App, permit: &LabourRulesPermit) -> Result<LabourRulesSheet, AppError> {
    let (_, province) = require_area(app, permit.actor())?;
    let kept = province_rules::find(app.store(), province).await?;
    let (rules, written, version) = match kept {
        Some(KeptRules { rules, written, version }) => (rules, Some(written), version),
        None => (LabourRules::shipped(), None, 0),
    };
    Ok(LabourRulesSheet { rules, written, version, keeps: require_province(permit.actor()).is_ok() })
}

/// Changes the rules of the actor's province; every venue is assessed anew. `version` is that of the shown rules.
///
/// # Errors
/// [`AppError::Invalid`] for a field; [`Refusal::NotAllowed`] for an actor who is not of the province itself;
/// [`AppError::Conflict`].
pub async fn save_labour_rules(
    app: &App,
    permit: &LabourRulesPermit,
    version: i32,
    rules: LabourRules,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let province = require_province(actor)?;
    rules.check().map_err(|(field, fault)| AppError::invalid(field, InputProblem::LabourRules(fault)))?;
    let tx = app.store().begin_write().await?;
    let kept = KeptRules { rules, written: ActorStamp::new(actor, app.now()), version };
    province_rules::save(&tx, province, &kept).await?;
    check::mark_all_stale(&tx).await?;
    let event = app.build_event(Some(actor), AuditAction::LabourRulesChanged, uuid::Uuid::nil());
    let note = serde_json::to_string(&kept.rules).unwrap_or_default();
    app.audit(&tx, event.with_note(note)).await?;
    tx.commit().await?;
    assess_some(app).await.map(drop)
}

fn require_province(actor: &Actor) -> Result<AreaCode, Refusal> {
    actor.area.filter(|area| area.level() == AreaLevel::Province).ok_or(Refusal::NotAllowed)
}
