//! The table `venue_word`: the words by which a venue is found, of its present facts and of its papers.

mod entity;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Words inserted by one statement; SQLite binds at most 32,766 values.
const CHUNK: usize = 5_000;

/// Replaces the words of a venue's present facts; what its papers say stays.
pub(crate) async fn replace_present(
    tx: &Tx,
    venue: Uuid,
    words: &BTreeSet<String>,
) -> Result<(), StoreError> {
    let present = Entity::delete_many().filter(Column::VenueId.eq(venue)).filter(Column::Printed.eq(false));
    present.exec(tx.connection()).await?;
    insert(tx, BTreeMap::from([(venue, words.clone())]), false).await
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

/// The venues that have a word that begins with `beginning`, at most `most` rows. A venue may come twice.
pub(super) async fn list_venues(
    reader: &impl Reader,
    beginning: &str,
    most: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let query =
        Entity::find().select_only().column(Column::VenueId).filter(begins_with(beginning)).limit(most);
    Ok(query.into_tuple().all(reader.connection()).await?)
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
        .cond_where(begins_with(beginning))
        .to_owned()
}

fn begins_with(beginning: &str) -> Condition {
    let first = beginning.as_bytes().to_vec();
    // No UTF-8 text has this byte.
    let end = [beginning.as_bytes(), &[0xff]].concat();
    Condition::all().add(Column::Word.gte(first)).add(Column::Word.lt(end))
}
