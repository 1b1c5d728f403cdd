//! The table `venue_word`: the words by which a venue is found, of its present facts and of its papers.

mod entity;

use std::collections::{BTreeMap, BTreeSet};

use camket_domain::venue_register::words::WordSignature;
use sea_orm::sea_query::{
    Alias, CaseStatement, Condition, Expr, ExprTrait, IntoColumnRef, OnConflict, Query, SelectStatement,
    SimpleExpr,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::beginning::begins_with;
use super::frequent_word::{self, WordCount};
use crate::row::set_all_columns;
use crate::scope::as_checked;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Words inserted by one statement; SQLite binds at most 32,766 values.
const CHUNK: usize = 5_000;

/// The words of some venues.
type VenueWords = BTreeMap<Uuid, BTreeSet<String>>;

/// Replaces the words of the present facts of venues; what their papers say stays. The venues are locked.
pub(crate) async fn replace_present(tx: &Tx, words: VenueWords) -> Result<(), StoreError> {
    let of = Column::VenueId.is_in(words.keys().copied());
    let present = Entity::delete_many().filter(of).filter(Column::Printed.eq(false));
    present.exec(tx.connection()).await?;
    insert(tx, words, false).await
}

/// Adds what papers of these venues say. The venues are locked.
pub(crate) async fn add_printed(tx: &Tx, words: VenueWords) -> Result<(), StoreError> {
    insert(tx, words, true).await
}

/// Deletes all words of a venue.
pub(super) async fn delete(tx: &Tx, venue: Uuid) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::VenueId.eq(venue)).exec(tx.connection()).await?;
    Ok(())
}

async fn insert(tx: &Tx, words: VenueWords, printed: bool) -> Result<(), StoreError> {
    let known = load_signatures(tx, words.keys().copied()).await?;
    let mut changed = Vec::new();
    let mut rows = Vec::new();
    for (venue_id, words) in words {
        let before = known.get(&venue_id).copied();
        let WordSignature(signature) =
            WordSignature::of(words.iter().map(String::as_str)).with(before.unwrap_or_default());
        if before.is_some_and(|before| before.0 != signature) {
            changed.push((venue_id, signature));
        }
        rows.extend(words.into_iter().map(|word| {
            let row = Model { venue_id, word: word.into_bytes(), printed, signature };
            set_all_columns::<entity::ActiveModel>(row)
        }));
    }
    // A word of a paper stays one when the present facts have it too.
    let written = if printed { &[Column::Printed, Column::Signature][..] } else { &[Column::Signature] };
    let known = OnConflict::columns([Column::VenueId, Column::Word])
        .update_columns(written.iter().copied())
        .to_owned();
    for rows in rows.chunks(CHUNK) {
        Entity::insert_many(rows.to_vec())
            .on_conflict(known.clone())
            .exec_without_returning(tx.connection())
            .await?;
    }
    save_signatures(tx, &changed).await
}

/// The signature of each of these venues that has words.
async fn load_signatures(
    tx: &Tx,
    venues: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, WordSignature>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::VenueId)
        .column_as(Column::Signature.max(), "signature")
        .filter(Column::VenueId.is_in(venues))
        .group_by(Column::VenueId);
    let rows: Vec<(Uuid, i64)> = query.into_tuple().all(tx.connection()).await?;
    Ok(rows.into_iter().map(|(venue, signature)| (venue, WordSignature(signature))).collect())
}

async fn save_signatures(tx: &Tx, signatures: &[(Uuid, i64)]) -> Result<(), StoreError> {
    for some in signatures.chunks(CHUNK) {
        let new = some.iter().fold(CaseStatement::new(), |case, (venue, signature)| {
            case.case(Column::VenueId.eq(*venue), *signature)
        });
        let update = Entity::update_many()
            .col_expr(Column::Signature, Expr::expr(new.finally(Expr::col(Column::Signature))))
            .filter(Column::VenueId.is_in(some.iter().map(|(venue, _)| *venue)));
        update.exec(tx.connection()).await?;
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

/// How many rows there are of words that begin with each of these: exact up to `most`, of more as far as it is known.
pub(super) async fn estimate_rows(
    reader: &impl Reader,
    beginnings: &[String],
    most: u64,
) -> Result<Vec<u64>, StoreError> {
    let mut query = Query::select();
    for (place, beginning) in beginnings.iter().enumerate() {
        let known = frequent_word::select_rows(beginning);
        query.expr_as(SimpleExpr::SubQuery(None, Box::new(known.into())), format!("known{place}"));
        let rows = Entity::find()
            .select_only()
            .column(Column::VenueId)
            .filter(begins_with(|| Expr::col((Entity, Column::Word)), beginning));
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
        let known: i64 = row.try_get("", &format!("known{place}"))?;
        let is_frequent = u64::try_from(count).is_ok_and(|count| count >= most);
        let rows = if is_frequent { std::cmp::max(count, known) } else { count };
        counts.push(u64::try_from(rows).unwrap_or_default());
    }
    Ok(counts)
}

/// Counts the words of at least `least` rows: reads the whole index of words once.
pub async fn count_frequent(reader: &impl Reader, least: u64) -> Result<Vec<WordCount>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Word)
        .column_as(Column::VenueId.count(), "rows")
        .group_by(Column::Word)
        .having(Column::VenueId.count().gte(i64::try_from(least).unwrap_or(i64::MAX)));
    let found: Vec<(Vec<u8>, i64)> = query.into_tuple().all(reader.connection()).await?;
    Ok(found.into_iter().map(|(word, rows)| WordCount { word, rows }).collect())
}

/// At most `most` venues that have a word that begins with each of these. The rows of the first are looked at, in one index: it
/// should be the rarest. Of those whose signature lets them through the other words are looked up.
pub(super) async fn list_venues(
    reader: &impl Reader,
    beginnings: &[String],
    most: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let Some((rarest, others)) = beginnings.split_first() else { return Ok(Vec::new()) };
    let first = Alias::new("first");
    let WordSignature(asked) = WordSignature::of(beginnings.iter().map(String::as_str));
    let mut query = Query::select();
    query
        .distinct()
        .column((first.clone(), Column::VenueId))
        .from_as(Entity, first.clone())
        .cond_where(begins_with(|| Expr::col((first.clone(), Column::Word)), rarest))
        .and_where(Expr::col((first.clone(), Column::Signature)).bit_and(asked).eq(asked))
        .limit(most);
    for beginning in others {
        let venue = Expr::col((first.clone(), Column::VenueId));
        let has = Condition::all().add(Expr::exists(select_of_venue(beginning, venue)));
        // SQLite would else make a join of it, and begin with any of the words.
        query.cond_where(as_checked(has));
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
        .cond_where(begins_with(|| Expr::col((Entity, Column::Word)), beginning))
        .to_owned()
}
