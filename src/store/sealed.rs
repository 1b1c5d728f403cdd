//! Every value that is sealed under the master secret, or recomputed from it, by table and column: a change of the secret
//! reads and writes them here, whatever noun they belong to.

mod tables;

use sea_orm::prelude::{Json, Uuid};
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query, SimpleExpr};
use sea_orm::{ConnectionTrait, QueryResult, StatementBuilder};
use time::OffsetDateTime;

use crate::moment::to_micros;
use crate::{Reader, StoreError, Tx};

use tables::KeyKind;
pub use tables::{CellKind, SEALED_TABLES, SealedContent, SealedTable};

/// One column of a primary key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowKey {
    Uuid(Uuid),
    Text(String),
}

/// The value of a column; `None` is NULL.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    Bytes(Option<Vec<u8>>),
    Text(Option<String>),
    Json(Option<Json>),
}

/// The columns of a row that depend on the secret, in the order of [`SealedTable::columns`].
#[derive(Clone, PartialEq, Debug)]
pub struct SealedRow {
    pub key: Vec<RowKey>,
    pub cells: Vec<Cell>,
}

/// What ended because it was derived from the former secret and cannot be recomputed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct EndedValues {
    pub api_tokens: u64,
    pub one_time_codes: u64,
}

/// At most [`SealedTable::batch`] rows after the one with the key `after`, in the order of their keys.
pub async fn list_after(
    reader: &impl Reader,
    table: &SealedTable,
    after: Option<&[RowKey]>,
) -> Result<Vec<SealedRow>, StoreError> {
    let mut query = Query::select();
    query.from(Alias::new(table.name));
    let columns = table.columns.iter().map(|(column, _)| *column);
    query.columns(table.keys.iter().copied().chain(columns).map(Alias::new));
    if let Some(after) = after {
        query.cond_where(build_later(table, after));
    }
    for key in table.keys {
        query.order_by(Alias::new(*key), Order::Asc);
    }
    query.limit(table.batch);
    let rows = reader.connection().query_all(&query).await?;
    rows.iter().map(|row| read_row(row, table)).collect()
}

/// Writes the columns of a row. Its version stays: nobody sees a difference.
///
/// # Errors
/// [`StoreError::Duplicate`] if a derived value is taken.
pub async fn save(tx: &Tx, table: &SealedTable, row: &SealedRow) -> Result<(), StoreError> {
    let mut update = Query::update();
    update.table(Alias::new(table.name));
    for ((column, _), cell) in table.columns.iter().zip(&row.cells) {
        update.value(Alias::new(*column), write_cell(cell));
    }
    for (column, key) in table.keys.iter().zip(&row.key) {
        update.and_where(Expr::col(Alias::new(*column)).eq(write_key(key)));
    }
    execute(tx, &update).await?;
    Ok(())
}

/// Ends what was derived from the former secret and cannot be recomputed: API tokens, one-time codes and counters of tries.
/// Repeated commands are not compared with their first content any more.
pub async fn end_derived(tx: &Tx, now: OffsetDateTime) -> Result<EndedValues, StoreError> {
    let col = |name| Expr::col(Alias::new(name));
    let now = to_micros(now);
    let mut tokens = Query::update();
    tokens.table(Alias::new("api_token")).value(Alias::new("ended_at"), now);
    tokens.and_where(col("ended_at").is_null()).and_where(col("ends_at").gt(now));
    let mut codes = Query::delete();
    codes.from_table(Alias::new("one_time_code"));
    let ended =
        EndedValues { api_tokens: execute(tx, &tokens).await?, one_time_codes: execute(tx, &codes).await? };
    let mut unlocks = Query::update();
    unlocks.table(Alias::new("device_unlock"));
    unlocks.value(Alias::new("code_hash"), None::<String>);
    unlocks.value(Alias::new("code_expires_at"), None::<i64>).and_where(col("code_hash").is_not_null());
    execute(tx, &unlocks).await?;
    let mut commands = Query::update();
    commands.table(Alias::new("idempotency")).value(Alias::new("digest"), None::<String>);
    execute(tx, commands.and_where(col("digest").is_not_null())).await?;
    let mut counters = Query::delete();
    execute(tx, counters.from_table(Alias::new("throttle"))).await?;
    Ok(ended)
}

async fn execute(tx: &Tx, statement: &impl StatementBuilder) -> Result<u64, StoreError> {
    Ok(tx.connection().execute(statement).await?.rows_affected())
}

/// Rows whose key is greater in the order of its columns.
fn build_later(table: &SealedTable, after: &[RowKey]) -> Cond {
    let col = |name: &'static str| Expr::col(Alias::new(name));
    let mut later = Cond::any();
    for (place, (column, key)) in table.keys.iter().zip(after).enumerate() {
        let mut step = Cond::all();
        for (before, same) in table.keys.iter().zip(after).take(place) {
            step = step.add(col(before).eq(write_key(same)));
        }
        later = later.add(step.add(col(column).gt(write_key(key))));
    }
    later
}

fn write_key(key: &RowKey) -> SimpleExpr {
    match key {
        RowKey::Uuid(id) => Expr::value(*id),
        RowKey::Text(id) => Expr::value(id.clone()),
    }
}

fn write_cell(cell: &Cell) -> SimpleExpr {
    match cell.clone() {
        Cell::Bytes(value) => Expr::value(value),
        Cell::Text(value) => Expr::value(value),
        Cell::Json(value) => Expr::value(value),
    }
}

fn read_row(row: &QueryResult, table: &SealedTable) -> Result<SealedRow, StoreError> {
    let read_cell = |(column, kind): &(&str, CellKind)| {
        Ok(match kind {
            CellKind::Bytes => Cell::Bytes(row.try_get("", column)?),
            CellKind::Text => Cell::Text(row.try_get("", column)?),
            CellKind::Json => Cell::Json(row.try_get("", column)?),
        })
    };
    let read_key = |column: &&str| {
        Ok(match table.key_kind {
            KeyKind::Uuid => RowKey::Uuid(row.try_get("", column)?),
            KeyKind::Text => RowKey::Text(row.try_get("", column)?),
        })
    };
    Ok(SealedRow {
        key: table.keys.iter().map(read_key).collect::<Result<_, StoreError>>()?,
        cells: table.columns.iter().map(read_cell).collect::<Result<_, StoreError>>()?,
    })
}
