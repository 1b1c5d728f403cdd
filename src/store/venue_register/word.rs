//! The table `venue_word`: the words by which a venue is found, of its present facts and of its papers.

mod entity;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{
    Alias, Condition, Expr, ExprTrait, IntoColumnRef, IntoIden, OnConflict, Query, SelectStatement,
    SimpleExpr,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Words inserted by one statement; SQLite binds at most 32,766 values.
const CHUNK: usize = 5_000;

/// Replaces the words of the present facts of venues; what their papers say stays.
pub(crate) async fn replace_present(
    tx: &Tx,
    words: BTreeMap<Uuid, BTreeSet<String>>,
) -> Result<(), StoreError> {
    let of = Column::VenueId.is_in(words.keys().copied());
    let present = Entity::delete_many().filter(of).filter(Column::Printed.eq(false));
    present.exec(tx.connection()).await?;
    insert(tx, words, false).await
}

/// Adds what papers of these venues say.
pub(crate) async fn add_printed(tx: &Tx, words: BTreeMap<Uuid, BTreeSet<String>>) -> Result<(), StoreError> {
    insert(tx, words, true).await
}

/// Deletes all words of a venue.
pub(super) async fn delete(tx: &Tx, venue: Uuid) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::VenueId.eq(venue)).exec(tx.connection()).await?;
    Ok(())
}

async fn insert(tx: &Tx, words: BTreeMap<Uuid, BTreeSet<String>>, printed: bool) -> Result<(), StoreError> {
    let rows: Vec<_> = words
        .into_iter()
        .flat_map(|(venue_id, words)| {
            words.into_iter().map(move |word| Model { venue_id, word: word.into_bytes(), printed })
        })
        .map(set_all_columns::<entity::ActiveModel>)
        .collect();
    for rows in rows.chunks(CHUNK) {
        let mut known = OnConflict::columns([Column::VenueId, Column::Word]);
        // A word of a paper stays one when the present facts have it too.
        let known = if printed { known.update_column(Column::Printed) } else { known.do_nothing() };
        Entity::insert_many(rows.to_vec())
            .on_conflict(known.to_owned())
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// A subquery for `EXISTS`: the words of the venue in a column.
pub(super) fn select_any(venue: impl IntoColumnRef) -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::VenueId)).equals(venue))
        .to_owned()
}

/// How many rows there are of words that begin with each of these, counted up to `most`.
pub(super) async fn count_rows(
    reader: &impl Reader,
    beginnings: &[String],
    most: u64,
) -> Result<Vec<u64>, StoreError> {
    let mut query = Query::select();
    for (place, beginning) in beginnings.iter().enumerate() {
        let rows =
            Entity::find().select_only().column(Column::VenueId).filter(begins_with(&Entity, beginning));
        let counted = Query::select()
            .expr(Expr::col("venue_id").count())
            .from_subquery(QueryTrait::into_query(rows.limit(most)), "rows")
            .to_owned();
        query.expr_as(SimpleExpr::SubQuery(None, Box::new(counted.into())), format!("count{place}"));
    }
    let row = reader.connection().query_one(&query).await?;
    let Some(row) = row else { return Ok(vec![0; beginnings.len()]) };
    let mut counts = Vec::with_capacity(beginnings.len());
    for place in 0..beginnings.len() {
        let count: i64 = row.try_get("", &format!("count{place}"))?;
        counts.push(u64::try_from(count).unwrap_or_default());
    }
    Ok(counts)
}

/// At most `most` venues that have a word that begins with each of these. The rows of the first are looked at: it should
/// be the rarest.
pub(super) async fn list_venues(
    reader: &impl Reader,
    beginnings: &[String],
    most: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let Some((rarest, others)) = beginnings.split_first() else { return Ok(Vec::new()) };
    let first = Alias::new("first");
    let mut query = Query::select();
    query
        .distinct()
        .column((first.clone(), Column::VenueId))
        .from_as(Entity, first.clone())
        .cond_where(begins_with(&first, rarest))
        .limit(most);
    for beginning in others {
        let venue = Expr::col((first.clone(), Column::VenueId));
        query.and_where(Expr::exists(select_of_venue(beginning, venue)));
    }
    let rows = reader.connection().query_all(&query).await?;
    Ok(rows.iter().map(|row| row.try_get("", "venue_id")).collect::<Result<_, _>>()?)
}

/// A subquery for `EXISTS`: the words of the venue in `venue` that begin with `beginning`.
pub(super) fn select_of_venue(
    beginning: &str,
    venue: impl ExprTrait + Into<sea_orm::sea_query::SimpleExpr>,
) -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::VenueId)).eq(venue))
        .cond_where(begins_with(&Entity, beginning))
        .to_owned()
}

fn begins_with<T: IntoIden + Clone>(table: &T, beginning: &str) -> Condition {
    let word = || Expr::col((table.clone(), Column::Word));
    let first = beginning.as_bytes().to_vec();
    // No UTF-8 text has this byte.
    let end = [beginning.as_bytes(), &[0xff]].concat();
    Condition::all().add(word().gte(first)).add(word().lt(end))
}
