//! The two tracks of an application, in a table of their own, saved with the application.

pub(crate) mod entity;

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::applications::{
    Acceptance, NegativeDecision, Reviewer, Track, TrackKind, TrackState, TrackStatus,
};
use camket_domain::ids::{AccountId, AgencyId, ApplicationId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::require_known;
use crate::moment::{from_micros_opt, to_micros};
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The pledge track and the labour track of each application, by application id, in one query.
pub(super) async fn find_pairs(
    reader: &impl Reader,
    applications: &[Uuid],
) -> Result<HashMap<Uuid, (Track, Track)>, StoreError> {
    let query = Entity::find().filter(Column::ApplicationId.is_in(applications.iter().copied()));
    let mut halves: HashMap<Uuid, (Option<Track>, Option<Track>)> = HashMap::new();
    for row in query.all(reader.connection()).await? {
        let pair = halves.entry(row.application_id).or_default();
        let track = from_row(row)?;
        match track.kind {
            TrackKind::Pledge => pair.0 = Some(track),
            TrackKind::Labour => pair.1 = Some(track),
        }
    }
    Ok(halves.into_iter().filter_map(|(id, (pledge, labour))| Some((id, (pledge?, labour?)))).collect())
}

pub(super) async fn insert(
    tx: &Tx,
    application: ApplicationId,
    tracks: [&Track; 2],
) -> Result<(), StoreError> {
    let rows = tracks.into_iter().map(|t| Ok(set_all_columns(to_row(application, t)?)));
    let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates both tracks. The version of the application covers them, so they have none.
pub(super) async fn save(tx: &Tx, application: ApplicationId, tracks: [&Track; 2]) -> Result<(), StoreError> {
    for track in tracks {
        let update = Entity::update_many()
            .set(set_all_columns(to_row(application, track)?))
            .filter(Column::ApplicationId.eq(application.0))
            .filter(Column::Kind.eq(track.kind.code()));
        update.exec(tx.connection()).await?;
    }
    Ok(())
}

fn to_row(application: ApplicationId, track: &Track) -> Result<Model, StoreError> {
    Ok(Model {
        application_id: application.0,
        kind: track.kind.code().to_owned(),
        state: track.state().code().to_owned(),
        agency_id: track.agency.0,
        due_on: track.due_on,
        matter: track.matter.clone(),
        reviewer_id: track.reviewer().map(|r| r.0),
        reviewer_name: track.reviewer_name().to_owned(),
        reviewer_title: track
            .acceptance()
            .map(|acceptance| acceptance.title.clone())
            .filter(|title| !title.is_empty()),
        decided_at: track.decided_at().map(to_micros),
        reasons: to_json(&track.reasons(), "track.reasons")?,
        note: track.note().to_owned(),
    })
}

fn from_row(row: Model) -> Result<Track, StoreError> {
    Ok(Track {
        kind: require_known(TrackKind::from_code(&row.kind), "track.kind")?,
        agency: AgencyId(row.agency_id),
        due_on: row.due_on,
        matter: row.matter.clone(),
        status: status_from_row(row)?,
    })
}

fn status_from_row(row: Model) -> Result<TrackStatus, StoreError> {
    let state = require_known(TrackState::from_code(&row.state), "track.state")?;
    if state == TrackState::Waiting {
        return Ok(TrackStatus::Waiting);
    }
    let account = AccountId(require_known(row.reviewer_id, "track.reviewer")?);
    let name = row.reviewer_name;
    if state == TrackState::Claimed {
        return Ok(TrackStatus::Claimed(Reviewer { account, name }));
    }
    let at = require_known(from_micros_opt(row.decided_at)?, "track.decided_at")?;
    let by = ActorStamp { account, name, at };
    if state == TrackState::Accepted {
        let title = row.reviewer_title.unwrap_or_default();
        return Ok(TrackStatus::Accepted(Acceptance { by, title }));
    }
    let decision = NegativeDecision { by, reasons: from_json(row.reasons, "track.reasons")?, note: row.note };
    let refused = state == TrackState::Refused;
    Ok(if refused { TrackStatus::Refused(decision) } else { TrackStatus::Returned(decision) })
}
