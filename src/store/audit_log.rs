//! The audit log: the leaves of events in their order, the hashes of full tiles above them, and the events that wait for their
//! leaf. Rows are inserted, never updated; those that wait are deleted when they have their leaf.

pub mod checkpoint;
pub mod cosignature;
pub mod key;
mod reading;
mod tables;

use camket_domain::audit::log::StoredEvent;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use reading::{EVENT_COLUMNS, read_event};
pub use reading::{
    LoggedLeaf, RowCounts, TileRun, count_rows, find_leaf_of, list_leaves, list_unlogged, load_hashes,
};
use tables::{leaf, node, waiting};

/// A hash of the log.
pub type Hash = [u8; 32];

/// A new leaf.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewLeaf {
    pub number: u64,
    pub event: Uuid,
    pub hash: Hash,
}

/// The hash of a full subtree of `2^level` leaves, after `number` others of its size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredNode {
    pub level: u32,
    pub number: u64,
    pub hash: Hash,
}

/// Lets events wait for their leaf, in the transaction that inserts them.
pub(crate) async fn insert_waiting(tx: &Tx, events: &[Uuid]) -> Result<(), StoreError> {
    let rows = events.iter().map(|event| set_all_columns(waiting::Model { event_id: *event }));
    waiting::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Whether an event waits.
pub async fn has_waiting(reader: &impl Reader) -> Result<bool, StoreError> {
    let query = waiting::Entity::find().limit(1);
    Ok(query.one(reader.connection()).await?.is_some())
}

/// At most `most` events that wait, in the order of their ids, which is that of their times.
pub async fn list_waiting(reader: &impl Reader, most: u64) -> Result<Vec<StoredEvent>, StoreError> {
    let (event, waiting) = (Alias::new("audit_event"), Alias::new("audit_waiting"));
    let mut query = Query::select();
    query.from(waiting.clone());
    query.columns(EVENT_COLUMNS.map(|column| (event.clone(), Alias::new(column))));
    let same = Expr::col((event.clone(), Alias::new("id"))).equals((waiting.clone(), Alias::new("event_id")));
    query.inner_join(event, same).order_by((waiting, Alias::new("event_id")), Order::Asc).limit(most);
    let rows = reader.connection().query_all(&query).await?;
    rows.iter().map(|row| require_known(read_event(row, 0)?, "audit_event.id")).collect()
}

/// Number of leaves.
pub async fn load_size(reader: &impl Reader) -> Result<u64, StoreError> {
    let query = leaf::Entity::find().select_only().column_as(leaf::Column::Number.max(), "last");
    let last: Option<Option<i64>> = query.into_tuple().one(reader.connection()).await?;
    last.flatten().map_or(Ok(0), |last| Ok(read_number(last)? + 1))
}

/// Appends leaves and the nodes above them, and lets their events wait no longer.
///
/// # Errors
/// [`StoreError::Duplicate`] if another node was faster; the transaction must then be rolled back.
pub async fn append(tx: &Tx, leaves: &[NewLeaf], nodes: &[StoredNode]) -> Result<(), StoreError> {
    let to_row = |leaf: &NewLeaf| {
        let NewLeaf { number, event, hash } = *leaf;
        Ok(set_all_columns(leaf::Model {
            number: write_number(number)?,
            event_id: event,
            hash: hash.to_vec(),
        }))
    };
    let rows = leaves.iter().map(to_row).collect::<Result<Vec<_>, StoreError>>()?;
    // SQLite binds at most 32,766 values in a statement.
    for rows in rows.chunks(5_000) {
        leaf::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    let to_row = |node: &StoredNode| {
        let level = i32::try_from(node.level).map_err(|_| StoreError::Corrupt("audit_node.level"))?;
        let number = write_number(node.number)?;
        Ok(set_all_columns(node::Model { level, number, hash: node.hash.to_vec() }))
    };
    let rows = nodes.iter().map(to_row).collect::<Result<Vec<_>, StoreError>>()?;
    for rows in rows.chunks(5_000) {
        node::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    for leaves in leaves.chunks(5_000) {
        let events = leaves.iter().map(|leaf| leaf.event);
        let delete = waiting::Entity::delete_many().filter(waiting::Column::EventId.is_in(events));
        delete.exec(tx.connection()).await?;
    }
    Ok(())
}

fn read_number(number: i64) -> Result<u64, StoreError> {
    require_known(u64::try_from(number).ok(), "audit_leaf.number")
}

fn write_number(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::Corrupt("audit_leaf.number"))
}

fn read_hash(hash: Vec<u8>) -> Result<Hash, StoreError> {
    require_known(hash.try_into().ok(), "audit_leaf.hash")
}
