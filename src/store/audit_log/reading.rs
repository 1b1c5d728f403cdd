//! Reads the log: leaves with their events, stored hashes, and what has no leaf.

use std::collections::HashMap;

use camket_domain::audit::log::StoredEvent;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, Statement};
use uuid::Uuid;

use super::tables::{leaf, node};
use super::{Hash, read_hash, read_number, write_number};
use crate::error::require_known;
use crate::{Reader, StoreError};

/// The columns of an event, in the order in which [`read_event`] reads them.
pub(super) const EVENT_COLUMNS: [&str; 9] =
    ["id", "at", "actor_id", "actor_role", "actor_name", "deed", "target", "venue_id", "note"];

/// A leaf as it is stored, with its event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedLeaf {
    pub number: u64,
    pub event_id: Uuid,
    pub hash: Hash,
    /// None if the event is gone.
    pub event: Option<StoredEvent>,
}

/// Neighbouring stored hashes of one level: 0 are the leaves, and every 8th level above them is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TileRun {
    pub level: u32,
    pub first: u64,
    pub count: u64,
}

/// How many rows there are at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowCounts {
    pub events: u64,
    pub leaves: u64,
    /// Events that wait for their leaf.
    pub waiting: u64,
    /// Events that waited and are gone.
    pub vanished: u64,
}

/// The leaves from number `from` on, at most `most`, with their events.
pub async fn list_leaves(reader: &impl Reader, from: u64, most: u64) -> Result<Vec<LoggedLeaf>, StoreError> {
    let number = (Alias::new("audit_leaf"), Alias::new("number"));
    let mut query = select_leaves();
    query.and_where(Expr::col(number.clone()).gte(write_number(from)?));
    query.order_by(number, Order::Asc).limit(most);
    let rows = reader.connection().query_all(&query).await?;
    rows.iter().map(read_leaf).collect()
}

/// The leaf of an event.
pub async fn find_leaf_of(reader: &impl Reader, event: Uuid) -> Result<Option<LoggedLeaf>, StoreError> {
    let mut query = select_leaves();
    query.and_where(Expr::col((Alias::new("audit_leaf"), Alias::new("event_id"))).eq(event));
    let row = reader.connection().query_one(&query).await?;
    row.as_ref().map(read_leaf).transpose()
}

fn select_leaves() -> SelectStatement {
    let (leaf, event) = (Alias::new("audit_leaf"), Alias::new("audit_event"));
    let mut query = Query::select();
    query.from(leaf.clone());
    query.columns(["number", "event_id", "hash"].map(|column| (leaf.clone(), Alias::new(column))));
    query.columns(EVENT_COLUMNS.map(|column| (event.clone(), Alias::new(column))));
    let same = Expr::col((event.clone(), Alias::new("id"))).equals((leaf, Alias::new("event_id")));
    query.left_join(event, same).take()
}

fn read_leaf(row: &QueryResult) -> Result<LoggedLeaf, StoreError> {
    Ok(LoggedLeaf {
        number: read_number(row.try_get_by_index(0)?)?,
        event_id: row.try_get_by_index(1)?,
        hash: read_hash(row.try_get_by_index(2)?)?,
        event: read_event(row, 3)?,
    })
}

/// The event whose columns begin at `first`; `None` if they are null.
pub(super) fn read_event(row: &QueryResult, first: usize) -> Result<Option<StoredEvent>, StoreError> {
    let Some(id) = row.try_get_by_index(first)? else { return Ok(None) };
    Ok(Some(StoredEvent {
        id,
        at: row.try_get_by_index(first + 1)?,
        actor: row.try_get_by_index(first + 2)?,
        role: row.try_get_by_index(first + 3)?,
        name: row.try_get_by_index(first + 4)?,
        action: row.try_get_by_index(first + 5)?,
        target: row.try_get_by_index(first + 6)?,
        venue: row.try_get_by_index(first + 7)?,
        note: row.try_get_by_index(first + 8)?,
    }))
}

/// The stored hashes of these runs, by level and number. Runs are short and few: those of one edge or one proof.
pub async fn load_hashes(
    reader: &impl Reader,
    runs: &[TileRun],
) -> Result<HashMap<(u32, u64), Hash>, StoreError> {
    let mut hashes = HashMap::new();
    let (of_leaves, of_nodes): (Vec<&TileRun>, Vec<&TileRun>) = runs.iter().partition(|run| run.level == 0);
    if !of_leaves.is_empty() {
        let any = of_leaves.into_iter().try_fold(Condition::any(), |any, run| {
            Ok::<_, StoreError>(
                any.add(leaf::Column::Number.between(write_number(run.first)?, find_last(run)?)),
            )
        })?;
        for row in leaf::Entity::find().filter(any).all(reader.connection()).await? {
            hashes.insert((0, read_number(row.number)?), read_hash(row.hash)?);
        }
    }
    if !of_nodes.is_empty() {
        let any = of_nodes.into_iter().try_fold(Condition::any(), |any, run| {
            let numbers = node::Column::Number.between(write_number(run.first)?, find_last(run)?);
            let level = node::Column::Level.eq(i64::from(run.level));
            Ok::<_, StoreError>(any.add(Cond::all().add(level).add(numbers)))
        })?;
        for row in node::Entity::find().filter(any).all(reader.connection()).await? {
            let level = require_known(u32::try_from(row.level).ok(), "audit_node.level")?;
            hashes.insert((level, read_number(row.number)?), read_hash(row.hash)?);
        }
    }
    Ok(hashes)
}

fn find_last(run: &TileRun) -> Result<i64, StoreError> {
    Ok(write_number(run.first + run.count)? - 1)
}

/// How many rows there are, all counted at one moment.
pub async fn count_rows(reader: &impl Reader) -> Result<RowCounts, StoreError> {
    const COUNT: &str = "SELECT (SELECT count(*) FROM audit_event), (SELECT count(*) FROM audit_leaf), \
         (SELECT count(*) FROM audit_waiting), (SELECT count(*) FROM audit_waiting w \
         WHERE NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.id = w.event_id))";
    let db = reader.connection();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), COUNT)).await?;
    let row = require_known(row, "audit_event")?;
    let read = |column| read_number(row.try_get_by_index(column)?);
    let (events, leaves, waiting, vanished) = (read(0)?, read(1)?, read(2)?, read(3)?);
    Ok(RowCounts { events, leaves, waiting: waiting.saturating_sub(vanished), vanished })
}

/// At most `most` events that have no leaf and do not wait for one.
pub async fn list_unlogged(reader: &impl Reader, most: u64) -> Result<Vec<Uuid>, StoreError> {
    const UNLOGGED: &str = "SELECT e.id FROM audit_event e \
         WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.event_id = e.id) \
         AND NOT EXISTS (SELECT 1 FROM audit_waiting w WHERE w.event_id = e.id) ORDER BY e.id LIMIT ";
    let db = reader.connection();
    let query = Statement::from_string(db.get_database_backend(), format!("{UNLOGGED}{most}"));
    let rows = db.query_all_raw(query).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}
