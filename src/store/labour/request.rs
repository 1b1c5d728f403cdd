//! Questions of the labour authority to owners, with their messages.

mod entity;
pub mod message;

use camket_domain::accounts::Scope;
use camket_domain::ids::{AccountId, LabourRequestId, VenueId};
use camket_domain::labour::checks::LabourCheck;
use camket_domain::labour::requests::{LabourRequest, LabourRequestState};
use camket_domain::paging::{BoundedCount, Cursor, Paged};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, paging, venues};
use entity::{Column, Entity, Model, Relation};

fn select_within(scope: &Scope) -> Select<Entity> {
    Entity::find().join(JoinType::InnerJoin, Relation::Venue.def()).filter(venues::within(scope))
}

/// The thread with this id, if its venue is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: LabourRequestId,
) -> Result<Option<LabourRequest>, StoreError> {
    let query = select_within(scope).filter(Column::Id.eq(id.0));
    query.one(reader.connection()).await?.as_ref().map(from_row).transpose()
}

/// A page of the threads within `scope` in a state, those first that have waited longest.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    state: LabourRequestState,
    after: Option<Cursor>,
) -> Result<Paged<LabourRequest>, StoreError> {
    let query = select_within(scope).filter(Column::State.eq(state.code()));
    let query = paging::page_by_moment(query, (Column::ChangedAt, Column::Id), Order::Asc, after);
    let rows = query.all(reader.connection()).await?;
    let found = rows.iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(found, |request: &LabourRequest| Cursor { at: request.changed_at, id: request.id.0 }))
}

/// How many threads within `scope` are in a state.
pub async fn count(
    reader: &impl Reader,
    scope: &Scope,
    state: LabourRequestState,
) -> Result<BoundedCount, StoreError> {
    paging::count_bounded(reader, select_within(scope).filter(Column::State.eq(state.code()))).await
}

/// At most `most` threads of a venue, the latest first. Whoever asks may see the venue.
pub async fn list_of_venue(
    reader: &impl Reader,
    venue: VenueId,
    most: u64,
) -> Result<Vec<LabourRequest>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.eq(venue.0))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(most);
    query.all(reader.connection()).await?.iter().map(from_row).collect()
}

/// Inserts a thread.
///
/// # Errors
/// [`StoreError::Duplicate`] if one about the same rule of the venue is not ended.
pub async fn insert(tx: &Tx, request: &LabourRequest) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(request))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a thread; `request.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, request: &LabourRequest) -> Result<(), StoreError> {
    let row = Model { version: request.version + 1, ..to_row(request) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(request.id.0))
        .filter(Column::Version.eq(request.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(request: &LabourRequest) -> Model {
    Model {
        id: request.id.0,
        venue_id: request.venue.0,
        rule: request.check.code().to_owned(),
        state: request.state.code().to_owned(),
        officer_id: request.officer.0,
        created_at: to_micros(request.created_at),
        changed_at: to_micros(request.changed_at),
        version: request.version,
    }
}

fn from_row(row: &Model) -> Result<LabourRequest, StoreError> {
    Ok(LabourRequest {
        id: LabourRequestId(row.id),
        venue: VenueId(row.venue_id),
        check: require_known(LabourCheck::from_code(&row.rule), "labour_request.rule")?,
        state: require_known(LabourRequestState::from_code(&row.state), "labour_request.state")?,
        officer: AccountId(row.officer_id),
        created_at: from_micros(row.created_at)?,
        changed_at: from_micros(row.changed_at)?,
        version: row.version,
    })
}
