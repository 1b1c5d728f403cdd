//! Risk classes: which venues of an area need a visit first, and why.
//!
//! An event of the audit trail about a class names the venue as its target and is no event of the venue: owners read those.

mod assessing;
mod overriding;
mod rules;

use std::collections::BTreeMap;

use camket_domain::accounts::Actor;
use camket_domain::areas::AreaCode;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::ids::VenueId;
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::{Permit, rights};
use camket_domain::risk::{RiskAssessment, RiskClass, RiskCounts, RiskOverride, RiskRules, assess_venue};
use camket_domain::venue_register::ListedVenue;
use camket_domain::venues::Venue;
use camket_store::risk as rows;
use camket_store::{audit, province_rules, risk_facts, venue_register, venues};

use crate::own_area::require_area;
use crate::{App, AppError};

pub use camket_store::risk::{RiskPlace, StoredRisk};

pub use assessing::{assess_all, assess_some};
pub use overriding::{NewOverride, end_override, set_override};
pub use rules::{RulesSheet, load_rules, save_rules};

type RiskReaderPermit = Permit<rights::ReadRisk>;

/// The classes of an area.
#[derive(Clone, Debug)]
pub struct RiskSheet {
    /// How many venues have each class, by commune.
    pub communes: BTreeMap<AreaCode, RiskCounts>,
    /// By which rules a commune gets its class.
    pub rules: RiskRules,
    /// Whether changes wait that are not in these figures yet.
    pub is_behind: bool,
}

/// A venue of a list.
#[derive(Clone, Debug)]
pub struct RiskLine {
    pub risk: StoredRisk,
    pub venue: ListedVenue,
}

/// A page of venues, and where the next one begins.
#[derive(Clone, Debug)]
pub struct RiskPage {
    pub lines: Vec<RiskLine>,
    pub next: Option<RiskPlace>,
}

/// The class of one venue today.
#[derive(Clone, Debug)]
pub struct RiskDossier {
    pub venue: Venue,
    /// By the rules; `None` for a closed venue.
    pub assessment: Option<RiskAssessment>,
    /// The override, also one that is over.
    pub overridden: Option<RiskOverride>,
    /// The class that counts today.
    pub class: Option<RiskClass>,
    pub rules: RiskRules,
    /// Of the override; 0 before the first.
    pub version: i32,
    /// What officers did to the class, newest first.
    pub trail: Vec<AuditEvent>,
}

/// How many venues of the reader's area, or of a commune of it, have each class.
pub async fn load_sheet(app: &App, permit: &RiskReaderPermit) -> Result<RiskSheet, AppError> {
    let actor = permit.actor();
    let is_behind = !assess_some(app).await?;
    let communes = rows::count_by_commune(app.store(), &actor.scope()).await?;
    Ok(RiskSheet { communes, rules: load_own_rules(app, actor).await?, is_behind })
}

/// A page of the venues of a class in the reader's area, or in a commune of it, most points first.
pub async fn list_venues(
    app: &App,
    permit: &RiskReaderPermit,
    class: RiskClass,
    commune: Option<AreaCode>,
    after: Option<RiskPlace>,
) -> Result<RiskPage, AppError> {
    let scope = permit.actor().scope();
    let mut found = rows::list(app.store(), &scope, commune, class, after).await?;
    let page = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let has_more = found.len() > page;
    found.truncate(page);
    let next = found.last().filter(|_| has_more).map(|last| (last.points, last.venue));
    let ids: Vec<VenueId> = found.iter().map(|risk| risk.venue).collect();
    let mut venues: BTreeMap<VenueId, ListedVenue> = venue_register::list_by_ids(app.store(), &scope, &ids)
        .await?
        .into_iter()
        .map(|venue| (venue.id, venue))
        .collect();
    let line = |risk: StoredRisk| Some(RiskLine { venue: venues.remove(&risk.venue)?, risk });
    Ok(RiskPage { lines: found.into_iter().filter_map(line).collect(), next })
}

/// The class of a venue of the reader's area, from its facts of this moment.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_venue(app: &App, permit: &RiskReaderPermit, id: VenueId) -> Result<RiskDossier, AppError> {
    let actor = permit.actor();
    let venue = venues::find(app.store(), &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let rules = load_own_rules(app, actor).await?;
    let facts = risk_facts::load(app.store(), &[id]).await?.remove(&id).and_then(|found| found.facts);
    let assessment = facts.map(|facts| assess_venue(&facts, &rules, app.today()));
    let stored = rows::find(app.store(), id).await?;
    let version = stored.as_ref().map_or(0, |stored| stored.version);
    let overridden = stored.and_then(|stored| stored.overridden);
    let set = overridden.as_ref().and_then(|set| set.class_on(app.today()));
    let class = assessment.as_ref().map(|found| set.unwrap_or(found.class));
    let trail = audit::list_by_target(app.store(), id.0).await?;
    let is_of_class = |event: &AuditEvent| {
        matches!(event.action, AuditAction::RiskOverridden | AuditAction::RiskOverrideEnded)
    };
    let trail = trail.into_iter().filter(is_of_class).collect();
    Ok(RiskDossier { venue, assessment, overridden, class, rules, version, trail })
}

/// The rules of the actor's province.
async fn load_own_rules(app: &App, actor: &Actor) -> Result<RiskRules, AppError> {
    let Ok((_, province)) = require_area(app, actor) else { return Ok(RiskRules::shipped()) };
    let kept = province_rules::find(app.store(), province).await?;
    Ok(kept.map_or_else(RiskRules::shipped, |kept| kept.rules))
}
