//! Demands that inspections made of venues.

pub(crate) mod entity;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::demands::{Demand, DemandClosure, DemandState, DemandStatus};
use camket_domain::ids::{AccountId, DemandId, InspectionId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};

use entity::{Column, Entity, Model, Relation};

use crate::error::require_one_row;
use crate::moment::{from_micros_opt, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, paging, venues};

/// The demand with this id, if its venue is within `scope`.
pub async fn find(reader: &impl Reader, scope: &Scope, id: DemandId) -> Result<Option<Demand>, StoreError> {
    let query = select_within(scope).filter(Column::Id.eq(id.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of the demands within `scope` in a state, the earliest due day first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    state: DemandState,
    after: Option<Cursor>,
) -> Result<Paged<Demand>, StoreError> {
    let query = select_within(scope).filter(Column::State.eq(state.code()));
    let after = after.map(|Cursor { at, id }| (at.date(), id));
    let query = paging::page_by(query, (Column::DueOn, Column::Id), Order::Asc, after);
    let rows = query.all(reader.connection()).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(found, |d: &Demand| Cursor { at: d.due_on.midnight().assume_utc(), id: d.id.0 }))
}

/// All open demands within `scope`, the earliest due day first.
pub async fn list_open(reader: &impl Reader, scope: &Scope) -> Result<Vec<Demand>, StoreError> {
    let query =
        select_within(scope).filter(Column::State.eq(DemandState::Open.code())).order_by_asc(Column::DueOn);
    let query = query.order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// How many demands of a venue are open. Whoever asks may see the venue.
pub async fn count_open_of_venue(reader: &impl Reader, venue: VenueId) -> Result<u64, StoreError> {
    let query =
        Entity::find().filter(Column::VenueId.eq(venue.0)).filter(Column::State.eq(DemandState::Open.code()));
    Ok(query.count(reader.connection()).await?)
}

/// The demands of an inspection, the earliest due day first.
pub async fn list_by_inspection(reader: &impl Reader, id: InspectionId) -> Result<Vec<Demand>, StoreError> {
    let query = Entity::find().filter(Column::InspectionId.eq(id.0)).order_by_asc(Column::DueOn);
    query.order_by_asc(Column::Id).all(reader.connection()).await?.into_iter().map(from_row).collect()
}

fn select_within(scope: &Scope) -> Select<Entity> {
    Entity::find().join(JoinType::InnerJoin, Relation::Venue.def()).filter(venues::within(scope))
}

/// Inserts demands.
///
/// # Errors
/// [`StoreError::Duplicate`] if an id is taken.
pub async fn insert_many(tx: &Tx, demands: &[Demand]) -> Result<(), StoreError> {
    if demands.is_empty() {
        return Ok(());
    }
    let rows = demands.iter().map(|demand| set_all_columns(to_row(demand)));
    Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a demand; `demand.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, demand: &Demand) -> Result<(), StoreError> {
    let row = Model { version: demand.version + 1, ..to_row(demand) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(demand.id.0))
        .filter(Column::Version.eq(demand.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(demand: &Demand) -> Model {
    let closure = demand.closure();
    Model {
        id: demand.id.0,
        inspection_id: demand.inspection.0,
        venue_id: demand.venue.0,
        item: demand.item.clone(),
        text: demand.text.clone(),
        basis: demand.basis.clone(),
        due_on: demand.due_on,
        state: demand.state().code().to_owned(),
        closed_by: closure.map(|closure| closure.by.account.0),
        closed_by_name: closure.map(|closure| closure.by.name.clone()).unwrap_or_default(),
        closed_at: closure.map(|closure| to_micros(closure.by.at)),
        note: closure.map(|closure| closure.note.clone()).unwrap_or_default(),
        version: demand.version,
    }
}

fn status_from_row(row: &Model) -> Result<DemandStatus, StoreError> {
    let closed = row.closed_by.zip(from_micros_opt(row.closed_at)?).map(|(account, at)| DemandClosure {
        by: ActorStamp { account: AccountId(account), name: row.closed_by_name.clone(), at },
        note: row.note.clone(),
    });
    match (DemandState::from_code(&row.state), closed) {
        (Some(DemandState::Open), None) => Ok(DemandStatus::Open),
        (Some(DemandState::Met), Some(closure)) => Ok(DemandStatus::Met(closure)),
        (Some(DemandState::Withdrawn), Some(closure)) => Ok(DemandStatus::Withdrawn(closure)),
        _ => Err(StoreError::Corrupt("demand.state")),
    }
}

fn from_row(row: Model) -> Result<Demand, StoreError> {
    let status = status_from_row(&row)?;
    Ok(Demand {
        id: DemandId(row.id),
        inspection: InspectionId(row.inspection_id),
        venue: VenueId(row.venue_id),
        item: row.item,
        text: row.text,
        basis: row.basis,
        due_on: row.due_on,
        status,
        version: row.version,
    })
}
