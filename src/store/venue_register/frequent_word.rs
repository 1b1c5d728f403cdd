//! The table `frequent_word`: how many rows of `venue_word` the frequent ones have, as they were last counted. A search begins with
//! the rarest of its words; an old count chooses badly and finds the same.

mod entity;

use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use super::beginning::begins_with;
use crate::moment::{from_micros_opt, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{ActiveModel, Column, Entity, Model};

/// Rows of a word that counts as frequent: of fewer, a search counts them.
pub const LEAST_ROWS: u64 = 1_000;

/// A frequent word, and its rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordCount {
    pub(super) word: Vec<u8>,
    pub(super) rows: i64,
}

/// When they were last counted.
pub async fn find_counted_at(reader: &impl Reader) -> Result<Option<OffsetDateTime>, StoreError> {
    let query = Entity::find().select_only().column_as(Column::CountedAt.max(), "counted_at");
    let at: Option<Option<i64>> = query.into_tuple().one(reader.connection()).await?;
    from_micros_opt(at.flatten())
}

/// Replaces what was counted before.
pub async fn replace(tx: &Tx, counts: Vec<WordCount>, at: OffsetDateTime) -> Result<(), StoreError> {
    Entity::delete_many().exec(tx.connection()).await?;
    let row = |WordCount { word, rows }| {
        set_all_columns::<ActiveModel>(Model { word, rows, counted_at: to_micros(at) })
    };
    let rows: Vec<ActiveModel> = counts.into_iter().map(row).collect();
    // SQLite binds at most 32,766 values in a statement.
    for rows in rows.chunks(5_000) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// A subquery: the rows of the frequent words that begin so, 0 if none is known.
pub(super) fn select_rows(beginning: &str) -> SelectStatement {
    let query = Entity::find()
        .select_only()
        .expr_as(Expr::col(Column::Rows).sum().if_null(0_i64).cast_as("BIGINT"), "known")
        .filter(begins_with(|| Expr::col(Column::Word), beginning));
    QueryTrait::into_query(query)
}
