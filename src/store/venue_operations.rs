//! Whether venues operate, as officers recorded it. Rows are inserted, never updated; the latest counts.

mod entity;

use std::collections::HashMap;

use camket_domain::calendar::local_date;
use camket_domain::clock::Entropy;
use camket_domain::ids::{AccountId, VenueId, uuid_v7};
use camket_domain::venue_register::{Operation, OperationState};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// What an officer recorded of a venue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordedOperation {
    pub venue: VenueId,
    pub operation: Operation,
    /// Why, and how the officer knows.
    pub reason: String,
    pub account: AccountId,
    pub at: OffsetDateTime,
}

/// The latest record of a venue.
pub async fn find_latest(
    reader: &impl Reader,
    venue: VenueId,
) -> Result<Option<RecordedOperation>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// How many records a venue has.
pub async fn count(reader: &impl Reader, venue: VenueId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::VenueId.eq(venue.0)).count(reader.connection()).await?)
}

/// How each of these venues operates; those without a record are left out.
pub async fn load_latest(
    reader: &impl Reader,
    venues: &[Uuid],
) -> Result<HashMap<Uuid, Operation>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.is_in(venues.iter().copied())).order_by_asc(Column::Id);
    let rows = query.all(reader.connection()).await?;
    rows.into_iter().map(|row| Ok((row.venue_id, parse_operation(&row.state, row.until)?))).collect()
}

/// What was recorded of each of these venues, with the day (Vietnamese date), oldest first.
pub(crate) async fn load_all(
    reader: &impl Reader,
    venues: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(Date, Operation)>>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.is_in(venues.iter().copied())).order_by_asc(Column::Id);
    let mut found: HashMap<Uuid, Vec<(Date, Operation)>> = HashMap::new();
    for row in query.all(reader.connection()).await? {
        let recorded = (local_date(from_micros(row.at)?), parse_operation(&row.state, row.until)?);
        found.entry(row.venue_id).or_default().push(recorded);
    }
    Ok(found)
}

/// Inserts a record.
pub async fn insert(tx: &Tx, entropy: &dyn Entropy, record: &RecordedOperation) -> Result<(), StoreError> {
    let row = Model {
        id: uuid_v7(record.at, entropy),
        venue_id: record.venue.0,
        state: record.operation.recorded_state().code().to_owned(),
        until: record.operation.until(),
        reason: record.reason.clone(),
        account_id: record.account.0,
        at: to_micros(record.at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// A state and the last day of a stop, from their columns.
pub(crate) fn parse_operation(state: &str, until: Option<Date>) -> Result<Operation, StoreError> {
    match (OperationState::from_code(state), until) {
        (Some(OperationState::Operating), None) => Ok(Operation::Operating),
        (Some(OperationState::Stopped), Some(last)) => Ok(Operation::StoppedUntil(last)),
        (Some(OperationState::Closed), None) => Ok(Operation::Closed),
        _ => require_known(None, "venue_operation.state"),
    }
}

fn from_row(row: Model) -> Result<RecordedOperation, StoreError> {
    Ok(RecordedOperation {
        venue: VenueId(row.venue_id),
        operation: parse_operation(&row.state, row.until)?,
        reason: row.reason,
        account: AccountId(row.account_id),
        at: from_micros(row.at)?,
    })
}
