//! Runs of letters.

mod entity;

use std::collections::HashMap;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::{self, AreaCode};
use camket_domain::ids::{AccountId, LetterRunId};
use camket_domain::letters::{LetterRun, LetterTerms, Sending, SendingWay};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Inserts a run; its letters follow.
pub async fn insert_run(tx: &Tx, run: &LetterRun) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(run)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a run; `run.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save_run(tx: &Tx, run: &LetterRun) -> Result<(), StoreError> {
    let row = Model { version: run.version + 1, ..to_row(run)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(run.id.0))
        .filter(Column::Version.eq(run.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Notes that the letters were printed, if they were not before. It is no decision, so the version stays.
pub async fn mark_printed(tx: &Tx, id: LetterRunId, now: OffsetDateTime) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::PrintedAt, Expr::value(Some(to_micros(now))))
        .filter(Column::Id.eq(id.0))
        .filter(Column::PrintedAt.is_null());
    update.exec(tx.connection()).await?;
    Ok(())
}

/// The run with this id, if it was written within `scope`.
pub async fn find_run(
    reader: &impl Reader,
    scope: &Scope,
    id: LetterRunId,
) -> Result<Option<LetterRun>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The same, locked until the transaction ends.
pub async fn lock_run(tx: &Tx, scope: &Scope, id: LetterRunId) -> Result<Option<LetterRun>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope)).lock_exclusive();
    query.one(tx.connection()).await?.map(from_row).transpose()
}

/// At most `most` runs of `scope` older than one, newest first.
pub async fn list_runs(
    reader: &impl Reader,
    scope: &Scope,
    after: Option<LetterRunId>,
    most: u64,
) -> Result<Vec<LetterRun>, StoreError> {
    let mut query = Entity::find().filter(within(scope)).order_by_desc(Column::Id).limit(most);
    if let Some(after) = after {
        query = query.filter(Column::Id.lt(after.0));
    }
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// These runs, of any area: for the letters of an entry.
pub async fn load_runs(
    reader: &impl Reader,
    ids: &[LetterRunId],
) -> Result<HashMap<LetterRunId, LetterRun>, StoreError> {
    let query = Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    let rows = query.all(reader.connection()).await?.into_iter().map(from_row);
    rows.map(|run| run.map(|run| (run.id, run))).collect()
}

fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => {
            let codes = areas::list_codes_within(area);
            Condition::all().add(Column::Area.is_in(codes.iter().map(AreaCode::as_str)))
        }
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

fn to_row(run: &LetterRun) -> Result<Model, StoreError> {
    let (terms, sending) = (&run.terms, run.sending.as_ref());
    let count = |number: u32| require_known(i32::try_from(number).ok(), "letter_run.letters");
    Ok(Model {
        id: run.id.0,
        area: run.area.as_str().to_owned(),
        number: terms.number.clone(),
        dated: run.dated,
        deadline: terms.deadline,
        contact: terms.contact.clone(),
        capacity: terms.capacity.join("\n"),
        signer: terms.signer.clone(),
        letters: count(run.letters)?,
        messages: count(run.messages)?,
        made_by: run.made_by.account.0,
        made_name: run.made_by.name.clone(),
        made_at: to_micros(run.made_by.at),
        printed_at: run.printed_at.map(to_micros),
        sent_on: sending.map(|sending| sending.on),
        sent_way: sending.map(|sending| sending.way.code().to_owned()),
        sent_by: sending.map(|sending| sending.by.account.0),
        sent_name: sending.map(|sending| sending.by.name.clone()).unwrap_or_default(),
        sent_at: sending.map(|sending| to_micros(sending.by.at)),
        version: run.version,
    })
}

fn from_row(row: Model) -> Result<LetterRun, StoreError> {
    let count = |number: i32| require_known(u32::try_from(number).ok(), "letter_run.letters");
    Ok(LetterRun {
        id: LetterRunId(row.id),
        area: require_known(AreaCode::new(&row.area), "letter_run.area")?,
        sending: read_sending(&row)?,
        dated: row.dated,
        letters: count(row.letters)?,
        messages: count(row.messages)?,
        made_by: ActorStamp {
            account: AccountId(row.made_by),
            name: row.made_name,
            at: from_micros(row.made_at)?,
        },
        printed_at: row.printed_at.map(from_micros).transpose()?,
        terms: LetterTerms {
            number: row.number,
            deadline: row.deadline,
            contact: row.contact,
            capacity: row.capacity.lines().map(str::to_owned).collect(),
            signer: row.signer,
        },
        version: row.version,
    })
}

fn read_sending(row: &Model) -> Result<Option<Sending>, StoreError> {
    let (Some(on), Some(way), Some(by), Some(at)) = (row.sent_on, &row.sent_way, row.sent_by, row.sent_at)
    else {
        return Ok(None);
    };
    Ok(Some(Sending {
        on,
        way: require_known(SendingWay::from_code(way), "letter_run.sent_way")?,
        by: ActorStamp { account: AccountId(by), name: row.sent_name.clone(), at: from_micros(at)? },
    }))
}
