//! Alerts and tasks for the offices that oversee a venue.

pub(crate) mod entity;

use camket_domain::accounts::Scope;
use camket_domain::alerts::{Alert, AlertClosure, AlertKind, AlertState, AlertStatus};
use camket_domain::ids::{AlertId, CertificateId, ScanId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QuerySelect, RelationTrait,
    Select,
};
use time::OffsetDateTime;

use entity::{Column, Entity, Model, Relation};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::paging::page_by_moment;
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx, venues};

/// The alert with this id, if its venue is within `scope`.
pub async fn find(reader: &impl Reader, scope: &Scope, id: AlertId) -> Result<Option<Alert>, StoreError> {
    let query = select_within(scope).filter(Column::Id.eq(id.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of the alerts within `scope` in a state, newest first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    state: AlertState,
    after: Option<Cursor>,
) -> Result<Paged<Alert>, StoreError> {
    let query = select_within(scope).filter(Column::State.eq(state.code()));
    let query = page_by_moment(query, (Column::CreatedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(found, |a: &Alert| Cursor { at: a.created_at, id: a.id.0 }))
}

/// The alerts that these scans opened.
pub async fn list_by_scans(reader: &impl Reader, scans: &[ScanId]) -> Result<Vec<Alert>, StoreError> {
    let query = Entity::find().filter(Column::ScanId.is_in(scans.iter().map(|s| s.0)));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Whether an alert of this kind about this certificate is open already; a second one is not inserted.
pub async fn has_open(
    reader: &impl Reader,
    kind: AlertKind,
    certificate: CertificateId,
) -> Result<bool, StoreError> {
    let query = Entity::find()
        .filter(Column::CertificateId.eq(certificate.0))
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::State.eq(AlertState::Open.code()));
    Ok(query.count(reader.connection()).await? > 0)
}

fn select_within(scope: &Scope) -> Select<Entity> {
    Entity::find().join(JoinType::InnerJoin, Relation::Venue.def()).filter(venues::within(scope))
}

/// Inserts an alert.
pub async fn insert(tx: &Tx, alert: &Alert) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(alert)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates an alert; `alert.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, alert: &Alert) -> Result<(), StoreError> {
    let row = Model { version: alert.version + 1, ..to_row(alert)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(alert.id.0))
        .filter(Column::Version.eq(alert.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes the alerts that were closed before a moment; the number.
pub async fn delete_closed(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let closed = Entity::delete_many().filter(Column::ClosedAt.lt(to_micros(before)));
    Ok(closed.exec(tx.connection()).await?.rows_affected)
}

fn to_row(alert: &Alert) -> Result<Model, StoreError> {
    let closure = alert.closure();
    Ok(Model {
        id: alert.id.0,
        kind: alert.kind.code().to_owned(),
        venue_id: alert.venue.0,
        certificate_id: alert.certificate.map(|c| c.0),
        scan_id: alert.scan.map(|s| s.0),
        facts: to_json(&alert.facts, "alert.facts")?,
        state: alert.state().code().to_owned(),
        created_at: to_micros(alert.created_at),
        closed_by_name: closure.map(|closure| closure.by_name.clone()).unwrap_or_default(),
        closed_at: closure.map(|closure| to_micros(closure.at)),
        note: closure.map(|closure| closure.note.clone()).unwrap_or_default(),
        version: alert.version,
    })
}

fn status_from_row(row: &Model) -> Result<AlertStatus, StoreError> {
    match (AlertState::from_code(&row.state), from_micros_opt(row.closed_at)?) {
        (Some(AlertState::Open), None) => Ok(AlertStatus::Open),
        (Some(AlertState::Done), Some(at)) => Ok(AlertStatus::Done(AlertClosure {
            by_name: row.closed_by_name.clone(),
            at,
            note: row.note.clone(),
        })),
        _ => Err(StoreError::Corrupt("alert.state")),
    }
}

fn from_row(row: Model) -> Result<Alert, StoreError> {
    let status = status_from_row(&row)?;
    Ok(Alert {
        id: AlertId(row.id),
        kind: require_known(AlertKind::from_code(&row.kind), "alert.kind")?,
        venue: VenueId(row.venue_id),
        certificate: row.certificate_id.map(CertificateId),
        scan: row.scan_id.map(ScanId),
        facts: from_json(row.facts, "alert.facts")?,
        status,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}
