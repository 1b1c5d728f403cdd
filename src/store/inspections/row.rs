//! Conversion between an inspection and its row.

use camket_domain::certificates::ShortCode;
use camket_domain::ids::{AccountId, ConcernId, DeviceId, InspectionId, PlanId, TeamId, VenueId};
use camket_domain::inspections::{Conclusion, Inspection, InspectionKind, InspectionState, RecordNumber};
use uuid::Uuid;

use super::entity::Model;
use crate::StoreError;
use crate::error::require_known;
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::row::{from_json, from_json_opt, to_json, to_json_opt};

pub(super) fn to_row(inspection: &Inspection, parcel: Uuid) -> Result<Model, StoreError> {
    Ok(Model {
        id: inspection.id.0,
        venue_id: inspection.venue.0,
        team_id: inspection.team.0,
        plan_id: inspection.plan.map(|p| p.0),
        kind: inspection.kind.code().to_owned(),
        grounds: to_json_opt(inspection.ground.as_ref(), "inspection.grounds")?,
        state: inspection.state.code().to_owned(),
        inspector_id: inspection.inspector.0,
        device_id: inspection.device.0,
        parcel_id: parcel,
        started_at: to_micros(inspection.started_at),
        received_at: to_micros(inspection.received_at),
        serial: inspection.number.serial,
        year: inspection.number.year,
        symbol: inspection.number.symbol.clone(),
        code: inspection.code.as_str().to_owned(),
        conclusion: inspection.conclusion.code().to_owned(),
        report: to_json(&inspection.report, "inspection.report")?,
        reply_due: inspection.reply_due,
        reply: to_json_opt(inspection.reply.as_ref(), "inspection.reply")?,
        asked_again_at: inspection.asked_again_at.map(to_micros),
        version: inspection.version,
        concern_id: inspection.concern.map(|c| c.0),
    })
}

pub(super) fn from_row(row: Model) -> Result<Inspection, StoreError> {
    Ok(Inspection {
        id: InspectionId(row.id),
        venue: VenueId(row.venue_id),
        team: TeamId(row.team_id),
        plan: row.plan_id.map(PlanId),
        kind: require_known(InspectionKind::from_code(&row.kind), "inspection.kind")?,
        ground: from_json_opt(row.grounds, "inspection.grounds")?,
        concern: row.concern_id.map(ConcernId),
        state: require_known(InspectionState::from_code(&row.state), "inspection.state")?,
        inspector: AccountId(row.inspector_id),
        device: DeviceId(row.device_id),
        started_at: from_micros(row.started_at)?,
        received_at: from_micros(row.received_at)?,
        number: RecordNumber { serial: row.serial, year: row.year, symbol: row.symbol },
        code: require_known(ShortCode::parse(&row.code).ok(), "inspection.code")?,
        conclusion: require_known(Conclusion::from_code(&row.conclusion), "inspection.conclusion")?,
        report: from_json(row.report, "inspection.report")?,
        reply_due: row.reply_due,
        reply: from_json_opt(row.reply, "inspection.reply")?,
        asked_again_at: from_micros_opt(row.asked_again_at)?,
        version: row.version,
    })
}
