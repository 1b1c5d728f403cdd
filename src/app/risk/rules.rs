//! The rules of the reader's province.

use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::audit::AuditAction;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::risk::RiskRules;
use camket_store::province_rules::{self, KeptRules};
use camket_store::risk;

use super::{RiskReaderPermit, assess_some};
use crate::own_area::require_area;
use crate::{App, AppError, InputProblem};

type RulesKeeperPermit = Permit<rights::KeepRiskRules>;

/// The rules as their page shows them.
#[derive(Clone, Debug)]
pub struct RulesSheet {
    pub rules: RiskRules,
    /// Who changed them last; `None` for the shipped ones.
    pub written: Option<ActorStamp>,
    /// 0 for the shipped ones.
    pub version: i32,
}

/// The rules of the reader's province.
///
/// # Errors
/// [`Refusal::NotAllowed`] without an area.
pub async fn load_rules(app: &App, permit: &RiskReaderPermit) -> Result<RulesSheet, AppError> {
    let (_, province) = require_area(app, permit.actor())?;
    let kept = province_rules::find(app.store(), province).await?;
    Ok(match kept {
        Some(KeptRules { rules, written, version }) => RulesSheet { rules, written: Some(written), version },
        None => RulesSheet { rules: RiskRules::shipped(), written: None, version: 0 },
    })
}

/// Changes the rules of the actor's province; every venue of it is assessed anew. `version` is that of the shown rules.
///
/// # Errors
/// [`AppError::Invalid`] for a field; [`Refusal::NotAllowed`] for an actor who is not of the province itself;
/// [`AppError::Conflict`].
pub async fn save_rules(
    app: &App,
    permit: &RulesKeeperPermit,
    version: i32,
    rules: RiskRules,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let province = require_province(actor)?;
    rules.check().map_err(|(field, fault)| AppError::invalid(field, InputProblem::RiskRules(fault)))?;
    let tx = app.store().begin_write().await?;
    let kept = KeptRules { rules, written: ActorStamp::new(actor, app.now()), version };
    province_rules::save(&tx, province, &kept).await?;
    risk::mark_province_stale(&tx, province).await?;
    let event = app.build_event(Some(actor), AuditAction::RiskRulesChanged, uuid::Uuid::nil());
    let note = serde_json::to_string(&kept.rules).unwrap_or_default();
    app.audit(&tx, event.with_note(note)).await?;
    tx.commit().await?;
    assess_some(app).await?;
    Ok(())
}

fn require_province(actor: &Actor) -> Result<AreaCode, Refusal> {
    actor.area.filter(|area| area.level() == AreaLevel::Province).ok_or(Refusal::NotAllowed)
}
