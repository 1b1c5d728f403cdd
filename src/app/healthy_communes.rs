//! Healthy communes: what was recognised of each commune in a year, the lists to keep and to add, the sets of criteria.

mod criteria;

use std::collections::HashMap;

use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::areas::{self, AreaCode, AreaLevel};
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::healthy_communes::criteria::CriteriaSet;
use camket_domain::healthy_communes::{HealthyDetails, HealthyStatus, compare_years, is_year_open};
use camket_domain::ids::HealthyStatusId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::targets::kind::ListStanding;
use camket_store::audit;
use camket_store::healthy_communes::{criteria as sets, status};

use crate::own_area::require_area;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem};

pub use criteria::{add_criteria, find_criteria, remove_criteria, update_criteria};

type HealthyReaderPermit = Permit<rights::ReadActivities>;
type HealthyRecorderPermit = Permit<rights::RecordActivities>;

/// A commune and a calendar year.
pub type CommuneYear = (AreaCode, i32);

/// The communes of the reader's area in a year.
#[derive(Clone, Debug)]
pub struct HealthySheet {
    /// In Vietnamese alphabetical order, each once.
    pub communes: Vec<HealthyLine>,
    /// The sets of the reader's province, the latest first.
    pub criteria: Vec<CriteriaSet>,
}

/// A commune with what was recognised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HealthyLine {
    pub area: AreaCode,
    pub before: Option<HealthyDetails>,
    pub now: Option<HealthyDetails>,
    pub standing: ListStanding,
}

/// The status of one commune and year, as its page shows it.
#[derive(Clone, Debug)]
pub struct HealthyDossier {
    /// `None` while nothing is written.
    pub status: Option<HealthyStatus>,
    /// Newest first.
    pub trail: Vec<AuditEvent>,
}

/// The communes of the reader's area in a calendar year.
pub async fn load_sheet(
    app: &App,
    permit: &HealthyReaderPermit,
    year: i32,
) -> Result<HealthySheet, AppError> {
    let actor = permit.actor();
    let Ok((own, province)) = require_area(app, actor) else {
        return Ok(HealthySheet { communes: Vec::new(), criteria: Vec::new() });
    };
    let statuses = status::list(app.store(), &actor.scope(), year).await?;
    let standings = compare_years(statuses.iter(), year);
    let find = |area: AreaCode, year: i32| {
        let found = statuses.iter().find(|status| status.area == area && status.year == year);
        found.map(|status| status.details.clone())
    };
    let line = |area: AreaCode| HealthyLine {
        area,
        before: find(area, year - 1),
        now: find(area, year),
        standing: standings.get(&area).copied().unwrap_or(ListStanding::Outside),
    };
    let communes = list_communes(app, own).into_iter().map(line).collect();
    Ok(HealthySheet { communes, criteria: sets::list(app.store(), province).await? })
}

/// The communes of a province, in Vietnamese alphabetical order; of a commune itself.
fn list_communes(app: &App, own: AreaCode) -> Vec<AreaCode> {
    match own.level() {
        AreaLevel::Commune => vec![own],
        _ => areas::all().list_communes(own, app.today()).iter().map(|area| area.code).collect(),
    }
}

/// What was recognised of a commune of the reader's area.
///
/// # Errors
/// [`AppError::NotFound`] for another area, and a year of which nothing can be written.
pub async fn load_status(
    app: &App,
    permit: &HealthyReaderPermit,
    (area, year): CommuneYear,
) -> Result<HealthyDossier, AppError> {
    require_seen(app, permit.actor(), (area, year))?;
    let found = status::find(app.store(), area, year).await?;
    let trail = match &found {
        Some((id, _)) => audit::list_by_target(app.store(), id.0).await?,
        None => Vec::new(),
    };
    Ok(HealthyDossier { status: found.map(|(_, status)| status), trail })
}

/// A commune is seen by its own officers and by its province.
fn require_seen(app: &App, actor: &Actor, (area, year): CommuneYear) -> Result<(), AppError> {
    let own = actor.area.ok_or(AppError::NotFound)?;
    let seen = is_year_open(year, app.today()) && list_communes(app, own).contains(&area);
    if seen { Ok(()) } else { Err(AppError::NotFound) }
}

/// Writes what was recognised of a commune of the actor's area. `version` is that of the shown status, 0 for none.
///
/// # Errors
/// [`AppError::Invalid`] for a field; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn write_status(
    app: &App,
    permit: &HealthyRecorderPermit,
    (area, year): CommuneYear,
    version: i32,
    details: HealthyDetails,
) -> Result<(), AppError> {
    let actor = permit.actor();
    require_seen(app, actor, (area, year))?;
    let (_, province) = require_area(app, actor)?;
    require_printable(&[("number", &details.number)])?;
    let fault = details.check(year, app.today());
    fault.map_err(|(field, fault)| AppError::invalid(field, InputProblem::Healthy(fault)))?;
    let tx = app.store().begin_write().await?;
    let before = status::find(&tx, area, year).await?;
    if before.as_ref().map_or(0, |(_, status)| status.version) != version {
        return Err(AppError::Conflict);
    }
    let id = before.map_or_else(|| HealthyStatusId::new(app.now(), app.entropy()), |(id, _)| id);
    let written = ActorStamp::new(actor, app.now());
    status::save(&tx, province, id, &HealthyStatus { area, year, details, written, version }).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::HealthyStatusWritten, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes what was written of a commune of the actor's area, as if never written.
///
/// # Errors
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove_status(
    app: &App,
    permit: &HealthyRecorderPermit,
    (area, year): CommuneYear,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    require_seen(app, actor, (area, year))?;
    let tx = app.store().begin_write().await?;
    let (id, _) = status::find(&tx, area, year).await?.ok_or(AppError::NotFound)?;
    status::delete(&tx, id, version).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::HealthyStatusRemoved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// How the communes of a province stand to the list in a year, for the target; nothing for a commune that is outside.
pub(crate) async fn compare_communes(
    app: &App,
    province: AreaCode,
    year: i32,
) -> Result<HashMap<AreaCode, ListStanding>, AppError> {
    let scope = camket_domain::accounts::Scope::Area(province);
    let statuses = status::list(app.store(), &scope, year).await?;
    Ok(compare_years(statuses.iter(), year))
}

/// The province of an actor of the province itself, who keeps its sets.
fn require_province(actor: &Actor) -> Result<AreaCode, Refusal> {
    actor.area.filter(|area| area.level() == AreaLevel::Province).ok_or(Refusal::NotAllowed)
}
