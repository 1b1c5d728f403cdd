//! The facts that make the risk class of a venue, of several venues at once: one query a table.

use std::collections::HashMap;

use camket_domain::areas::AreaCode;
use camket_domain::calendar::local_date;
use camket_domain::certificates::CertificateStatus;
use camket_domain::concerns::ConcernState;
use camket_domain::demands::DemandState;
use camket_domain::ids::VenueId;
use camket_domain::inspections::Conclusion;
use camket_domain::risk::RiskFacts;
use camket_domain::venue_register::{OperationState, TrackStanding};
use camket_domain::venues::VenueKind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use time::{Date, Duration};
use uuid::Uuid;

use crate::concerns::entity::{Column as ConcernColumn, Entity as Concerns};
use crate::demands::entity::{Column as DemandColumn, Entity as Demands};
use crate::error::require_known;
use crate::inspections::entity::{Column as InspectedColumn, Entity as Inspections};
use crate::labour::entity::{Column as WorkerColumn, Entity as Workers};
use crate::moment::from_micros;
use crate::venue_register::entity::{Column, Entity, Model};
use crate::{Reader, StoreError};

/// The facts of a venue with its place. A closed venue has none that count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VenueFacts {
    pub province: Option<AreaCode>,
    pub commune: Option<AreaCode>,
    pub facts: Option<RiskFacts>,
}

type DaysOfVenues = HashMap<Uuid, Vec<Date>>;

struct Sources {
    findings: DaysOfVenues,
    concerns: DaysOfVenues,
    demands: DaysOfVenues,
    contracts: DaysOfVenues,
}

/// The facts of these venues, at most some thousand.
pub async fn load(
    reader: &impl Reader,
    venues: &[VenueId],
) -> Result<HashMap<VenueId, VenueFacts>, StoreError> {
    let ids: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let rows = Entity::find().filter(Column::VenueId.is_in(ids.iter().copied()));
    let rows = rows.all(reader.connection()).await?;
    let mut sources = load_sources(reader, &ids).await?;
    rows.into_iter().map(|row| Ok((VenueId(row.venue_id), build_facts(&row, &mut sources)?))).collect()
}

fn build_facts(row: &Model, sources: &mut Sources) -> Result<VenueFacts, StoreError> {
    let area = |code: &Option<String>| {
        let code = code.as_deref();
        code.map(|code| require_known(AreaCode::new(code), "venue_fact.commune")).transpose()
    };
    let is_closed = row.operation == OperationState::Closed.code();
    let entered = || Ok::<_, StoreError>(local_date(from_micros(row.entered_at)?));
    let mut take =
        |of: fn(&mut Sources) -> &mut DaysOfVenues| of(sources).remove(&row.venue_id).unwrap_or_default();
    let facts = RiskFacts {
        kind: require_known(VenueKind::from_code(&row.kind), "venue_fact.kind")?,
        findings: take(|sources| &mut sources.findings),
        concerns: take(|sources| &mut sources.concerns),
        demands_due: take(|sources| &mut sources.demands),
        contract_ends: take(|sources| &mut sources.contracts),
        is_undeclared: row.labour == TrackStanding::Never.code(),
        seen_on: row.visited_on.map_or_else(entered, Ok)?,
        pledged: list_pledged_days(row),
    };
    Ok(VenueFacts {
        province: area(&row.province)?,
        commune: area(&row.commune)?,
        facts: (!is_closed).then_some(facts),
    })
}

/// The days on which the latest certificate is in force, also after the end of a suspension.
fn list_pledged_days(row: &Model) -> Option<std::ops::RangeInclusive<Date>> {
    let until = row.expires_on?;
    let from = match CertificateStatus::from_code(&row.certificate)? {
        CertificateStatus::Issued => Date::MIN,
        CertificateStatus::Suspended => row.suspended_until?.saturating_add(Duration::DAY),
        CertificateStatus::Revoked | CertificateStatus::Superseded => return None,
    };
    Some(from..=until)
}

async fn load_sources(reader: &impl Reader, ids: &[Uuid]) -> Result<Sources, StoreError> {
    let ids = || ids.iter().copied();
    let findings = Inspections::find()
        .select_only()
        .columns([InspectedColumn::VenueId, InspectedColumn::StartedAt])
        .filter(InspectedColumn::VenueId.is_in(ids()))
        .filter(InspectedColumn::Conclusion.is_in(list_violations()));
    let concerns = Concerns::find()
        .select_only()
        .columns([ConcernColumn::VenueId, ConcernColumn::ClosedAt])
        .filter(ConcernColumn::VenueId.is_in(ids()))
        .filter(ConcernColumn::State.eq(ConcernState::Founded.code()))
        .filter(ConcernColumn::ClosedAt.is_not_null());
    let demands = Demands::find()
        .select_only()
        .columns([DemandColumn::VenueId, DemandColumn::DueOn])
        .filter(DemandColumn::VenueId.is_in(ids()))
        .filter(DemandColumn::State.eq(DemandState::Open.code()));
    let contracts = Workers::find()
        .select_only()
        .columns([WorkerColumn::VenueId, WorkerColumn::EndsOn])
        .filter(WorkerColumn::VenueId.is_in(ids()))
        .filter(WorkerColumn::EndsOn.is_not_null())
        .filter(WorkerColumn::LeftOn.is_null());
    let db = reader.connection();
    Ok(Sources {
        findings: group_moments(findings.into_tuple().all(db).await?)?,
        concerns: group_moments(concerns.into_tuple().all(db).await?)?,
        demands: group(demands.into_tuple().all(db).await?),
        contracts: group(contracts.into_tuple().all(db).await?),
    })
}

fn list_violations() -> impl Iterator<Item = &'static str> {
    Conclusion::ALL.into_iter().filter(|conclusion| conclusion.is_violation()).map(Conclusion::code)
}

fn group_moments(rows: Vec<(Uuid, i64)>) -> Result<DaysOfVenues, StoreError> {
    let days = rows.into_iter().map(|(venue, at)| Ok((venue, local_date(from_micros(at)?))));
    Ok(group(days.collect::<Result<_, StoreError>>()?))
}

fn group(rows: Vec<(Uuid, Date)>) -> DaysOfVenues {
    let mut days = DaysOfVenues::new();
    for (venue, day) in rows {
        days.entry(venue).or_default().push(day);
    }
    days
}
