//! Proposals of measures after inspections, and the decisions on them.

pub(crate) mod entity;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::ids::{CertificateId, InspectionId, ProposalId, VenueId};
use camket_domain::measures::{
    CertificateMeasure, Measure, MeasureDecision, MeasureEffect, MeasureProposal, ProposalState,
    ProposalStatus,
};
use camket_domain::paging::{Cursor, Paged};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, Order, QueryFilter, QuerySelect, RelationTrait, Select};

use entity::{Column, Entity, Model, Relation};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::paging::page_by_moment;
use crate::row::{from_json, from_json_opt, set_all_columns, to_json, to_json_opt};
use crate::{Reader, StoreError, Tx, venues};

/// The proposal with this id, if its venue is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: ProposalId,
) -> Result<Option<MeasureProposal>, StoreError> {
    let query = select_within(scope).filter(Column::Id.eq(id.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The proposal that follows from an inspection; an inspection has at most one.
pub async fn find_by_inspection(
    reader: &impl Reader,
    inspection: InspectionId,
) -> Result<Option<MeasureProposal>, StoreError> {
    let query = Entity::find().filter(Column::InspectionId.eq(inspection.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of the undecided proposals within `scope`, oldest first.
pub async fn list_undecided(
    reader: &impl Reader,
    scope: &Scope,
    after: Option<Cursor>,
) -> Result<Paged<MeasureProposal>, StoreError> {
    let query = select_within(scope).filter(Column::State.ne(ProposalState::Decided.code()));
    let query = page_by_moment(query, (Column::CreatedAt, Column::Id), Order::Asc, after);
    let rows = query.all(reader.connection()).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(found, |p: &MeasureProposal| Cursor { at: p.created_at, id: p.id.0 }))
}

fn select_within(scope: &Scope) -> Select<Entity> {
    Entity::find().join(JoinType::InnerJoin, Relation::Venue.def()).filter(venues::within(scope))
}

/// Inserts a proposal.
///
/// # Errors
/// [`StoreError::Duplicate`] if the inspection has one already.
pub async fn insert(tx: &Tx, proposal: &MeasureProposal) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(proposal)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a proposal; `proposal.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, proposal: &MeasureProposal) -> Result<(), StoreError> {
    let row = Model { version: proposal.version + 1, ..to_row(proposal)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(proposal.id.0))
        .filter(Column::Version.eq(proposal.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(proposal: &MeasureProposal) -> Result<Model, StoreError> {
    let endorsed = proposal.last_endorsed();
    Ok(Model {
        id: proposal.id.0,
        inspection_id: proposal.inspection.0,
        venue_id: proposal.venue.0,
        certificate_id: proposal.certificate.map(|c| c.0),
        suggested: proposal.suggested.code().to_owned(),
        grounds: to_json(&proposal.grounds, "proposal.grounds")?,
        measure: proposal.measure().code().to_owned(),
        state: proposal.state().code().to_owned(),
        until: endorsed.and_then(MeasureDecision::until),
        decision: endorsed.map(|measure| measure.number.clone()).unwrap_or_default(),
        note: endorsed.map(|measure| measure.note.clone()).unwrap_or_default(),
        first: to_json_opt(proposal.endorsed_by(), "proposal.first")?,
        second: to_json_opt(proposal.decided_by(), "proposal.second")?,
        created_at: to_micros(proposal.created_at),
        version: proposal.version,
    })
}

fn from_row(row: Model) -> Result<MeasureProposal, StoreError> {
    let suggested = require_known(Measure::from_code(&row.suggested), "proposal.suggested")?;
    Ok(MeasureProposal {
        id: ProposalId(row.id),
        inspection: InspectionId(row.inspection_id),
        venue: VenueId(row.venue_id),
        certificate: row.certificate_id.map(CertificateId),
        suggested,
        status: status_from_row(&row, suggested)?,
        grounds: from_json(row.grounds, "proposal.grounds")?,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}

/// The state with its data. A proposal that was never endorsed holds the suggested measure and nothing else.
fn status_from_row(row: &Model, suggested: Measure) -> Result<ProposalStatus, StoreError> {
    let state = require_known(ProposalState::from_code(&row.state), "proposal.state")?;
    let first: Option<ActorStamp> = from_json_opt(row.first.clone(), "proposal.first")?;
    let second: Option<ActorStamp> = from_json_opt(row.second.clone(), "proposal.second")?;
    let untouched = row.measure == suggested.code() && row.decision.is_empty() && row.note.is_empty();
    match (state, first, second) {
        (ProposalState::Proposed, None, None) if untouched && row.until.is_none() => {
            Ok(ProposalStatus::Proposed { sent_back: None })
        }
        (ProposalState::Proposed, None, None) => {
            Ok(ProposalStatus::Proposed { sent_back: Some(measure_from_row(row)?) })
        }
        (ProposalState::Endorsed, Some(by), None) => {
            Ok(ProposalStatus::Endorsed { measure: measure_from_row(row)?, by })
        }
        (ProposalState::Decided, Some(endorsed_by), Some(decided_by)) => {
            Ok(ProposalStatus::Decided { measure: measure_from_row(row)?, endorsed_by, decided_by })
        }
        _ => Err(StoreError::Corrupt("proposal.state")),
    }
}

fn measure_from_row(row: &Model) -> Result<MeasureDecision, StoreError> {
    let measure = require_known(Measure::from_code(&row.measure), "proposal.measure")?;
    let effect = match (measure, row.certificate_id.map(CertificateId), row.until) {
        (Measure::None, _, None) => MeasureEffect::None,
        (Measure::Reminder, _, None) => MeasureEffect::Reminder,
        (Measure::Suspend, Some(certificate), Some(until)) => {
            MeasureEffect::OnCertificate(certificate, CertificateMeasure::Suspend(until))
        }
        (Measure::Revoke, Some(certificate), None) => {
            MeasureEffect::OnCertificate(certificate, CertificateMeasure::Revoke)
        }
        _ => return Err(StoreError::Corrupt("proposal.measure")),
    };
    Ok(MeasureDecision { effect, number: row.decision.clone(), note: row.note.clone() })
}
