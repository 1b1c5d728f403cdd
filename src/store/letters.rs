//! Invitation letters. A letter has a claim code, whose id it has.

mod entity;
mod run;

use std::collections::{HashMap, HashSet};

use camket_domain::claim_codes::ClaimCode;
use camket_domain::ids::{CensusEntryId, ClaimCodeId, LetterRunId};
use camket_domain::letters::Letter;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use time::OffsetDateTime;

use crate::claim_codes::{entity as codes, from_row as code_from_row};
use crate::error::require_known;
use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};
pub use run::{find_run, insert_run, list_runs, load_runs, lock_run, mark_printed, save_run};

/// Rows of one statement: SQLite binds at most 32,766 values, and a row has 5.
const CHUNK: usize = 5_000;

/// Inserts letters; their codes are there already.
pub async fn insert_many(tx: &Tx, letters: &[Letter]) -> Result<(), StoreError> {
    for letters in letters.chunks(CHUNK) {
        let rows: Result<Vec<Model>, StoreError> = letters.iter().map(to_row).collect();
        let rows = rows?.into_iter().map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// The letters of a run in their order, with their codes.
pub async fn list_of_run(
    reader: &impl Reader,
    run: LetterRunId,
) -> Result<Vec<(Letter, ClaimCode)>, StoreError> {
    read(reader, Entity::find().filter(Column::RunId.eq(run.0)).order_by_asc(Column::Position)).await
}

/// The letters to the venue of a census entry, newest first, with their codes.
pub async fn list_of_entry(
    reader: &impl Reader,
    entry: CensusEntryId,
) -> Result<Vec<(Letter, ClaimCode)>, StoreError> {
    read(reader, Entity::find().filter(Column::EntryId.eq(entry.0)).order_by_desc(Column::Id)).await
}

/// The letter with this code.
pub async fn find(
    reader: &impl Reader,
    claim: ClaimCodeId,
) -> Result<Option<(Letter, ClaimCode)>, StoreError> {
    Ok(read(reader, Entity::find().filter(Column::Id.eq(claim.0))).await?.pop())
}

/// Those of these entries to which a letter was written after `since` and not taken back.
pub async fn list_recent(
    reader: &impl Reader,
    entries: &[CensusEntryId],
    since: OffsetDateTime,
) -> Result<HashSet<CensusEntryId>, StoreError> {
    let mut found = HashSet::new();
    for entries in entries.chunks(CHUNK) {
        let query = codes::Entity::find()
            .select_only()
            .column(codes::Column::EntryId)
            .filter(codes::Column::EntryId.is_in(entries.iter().map(|id| id.0)))
            .filter(codes::Column::MadeAt.gt(to_micros(since)))
            .filter(codes::Column::RevokedAt.is_null());
        let ids: Vec<uuid::Uuid> = query.into_tuple().all(reader.connection()).await?;
        found.extend(ids.into_iter().map(CensusEntryId));
    }
    Ok(found)
}

/// Whether a letter was written to one of these entries.
pub async fn has_any(reader: &impl Reader, entries: &[CensusEntryId]) -> Result<bool, StoreError> {
    for entries in entries.chunks(CHUNK) {
        let query = Entity::find().filter(Column::EntryId.is_in(entries.iter().map(|id| id.0))).limit(1);
        if query.one(reader.connection()).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn read(reader: &impl Reader, query: Select<Entity>) -> Result<Vec<(Letter, ClaimCode)>, StoreError> {
    let rows = query.all(reader.connection()).await?;
    let mut known = HashMap::new();
    for rows in rows.chunks(CHUNK) {
        let query = codes::Entity::find().filter(codes::Column::Id.is_in(rows.iter().map(|row| row.id)));
        known.extend(query.all(reader.connection()).await?.into_iter().map(|code| (code.id, code)));
    }
    let with_code = |row: &Model| {
        let code = code_from_row(require_known(known.remove(&row.id), "letter.id")?)?;
        Ok((from_row(row)?, code))
    };
    rows.iter().map(with_code).collect()
}

fn to_row(letter: &Letter) -> Result<Model, StoreError> {
    Ok(Model {
        id: letter.claim.0,
        run_id: letter.run.0,
        entry_id: letter.entry.0,
        position: require_known(i32::try_from(letter.position).ok(), "letter.position")?,
        by_sms: letter.by_sms,
    })
}

fn from_row(row: &Model) -> Result<Letter, StoreError> {
    Ok(Letter {
        claim: ClaimCodeId(row.id),
        run: LetterRunId(row.run_id),
        entry: CensusEntryId(row.entry_id),
        position: require_known(u32::try_from(row.position).ok(), "letter.position")?,
        by_sms: row.by_sms,
    })
}
