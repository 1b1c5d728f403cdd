//! Claim codes, which officers hand over on paper or send in letters.

pub(crate) mod entity;

use camket_domain::accounts::Scope;
use camket_domain::areas::{self, AreaCode};
use camket_domain::claim_codes::{ClaimCode, ClaimTarget};
use camket_domain::identifiers::Phone;
use camket_domain::ids::{AccountId, CensusEntryId, ClaimCodeId, VenueId};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Rows of one statement: SQLite binds at most 32,766 values, and a row has 13.
const CHUNK: usize = 2_000;

/// Most open codes of an area that are listed; an older one is replaced by a new one for the same person or venue.
pub const MAX_LISTED: usize = 200;

pub async fn insert(tx: &Tx, code: &ClaimCode) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(code))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Inserts the codes of letters.
pub async fn insert_many(tx: &Tx, codes: &[ClaimCode]) -> Result<(), StoreError> {
    for codes in codes.chunks(CHUNK) {
        let rows = codes.iter().map(|code| set_all_columns::<entity::ActiveModel>(to_row(code)));
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// The code with this id, if it was made within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: ClaimCodeId,
) -> Result<Option<ClaimCode>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The code with this hash, locked until the transaction ends.
pub async fn lock_by_hash(tx: &Tx, hash: &str) -> Result<Option<ClaimCode>, StoreError> {
    let query = Entity::find().filter(Column::Hash.eq(hash)).lock_exclusive();
    query.one(tx.connection()).await?.map(from_row).transpose()
}

/// The open code for a venue.
pub async fn find_open_of_venue(
    reader: &impl Reader,
    venue: VenueId,
    now: OffsetDateTime,
) -> Result<Option<ClaimCode>, StoreError> {
    let query =
        Entity::find().filter(open_at(now)).filter(Column::VenueId.eq(venue.0)).order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The codes of `scope` that are open at `now`, newest first, at most [`MAX_LISTED`]; those of letters are listed with the
/// letters.
pub async fn list_open(
    reader: &impl Reader,
    scope: &Scope,
    now: OffsetDateTime,
) -> Result<Vec<ClaimCode>, StoreError> {
    let query = Entity::find().filter(within(scope)).filter(Column::EntryId.is_null()).filter(open_at(now));
    let query = query.order_by_desc(Column::Id).limit(MAX_LISTED as u64);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Revokes the open codes for the same venue, phone or census entry.
pub async fn revoke_same(tx: &Tx, target: &ClaimTarget, now: OffsetDateTime) -> Result<(), StoreError> {
    let same = match target {
        ClaimTarget::Venue(venue) => Column::VenueId.eq(venue.0),
        ClaimTarget::Person { phone, .. } => Column::Phone.eq(phone.as_str()),
        ClaimTarget::Entry(entry) => Column::EntryId.eq(entry.0),
    };
    revoke_where(tx, Condition::all().add(same), now).await.map(drop)
}

/// Revokes the open codes of census entries.
pub async fn revoke_of_entries(
    tx: &Tx,
    entries: &[CensusEntryId],
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    for entries in entries.chunks(CHUNK) {
        let these = Column::EntryId.is_in(entries.iter().map(|id| id.0));
        revoke_where(tx, Condition::all().add(these), now).await?;
    }
    Ok(())
}

/// Revokes a code. False if it was not open.
pub async fn revoke(tx: &Tx, id: ClaimCodeId, now: OffsetDateTime) -> Result<bool, StoreError> {
    Ok(revoke_where(tx, Condition::all().add(Column::Id.eq(id.0)), now).await? == 1)
}

async fn revoke_where(tx: &Tx, these: Condition, now: OffsetDateTime) -> Result<u64, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(Some(to_micros(now))))
        .filter(open_at(now))
        .filter(these);
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

/// The census entries for which an account used the code of a letter, oldest first.
pub async fn list_entries_of(
    reader: &impl Reader,
    account: AccountId,
) -> Result<Vec<CensusEntryId>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::EntryId)
        .filter(Column::UsedBy.eq(account.0))
        .filter(Column::EntryId.is_not_null())
        .order_by_asc(Column::Id);
    let ids: Vec<uuid::Uuid> = query.into_tuple().all(reader.connection()).await?;
    Ok(ids.into_iter().map(CensusEntryId).collect())
}

/// Uses a code up. False if it was used or revoked already.
pub async fn use_up(
    tx: &Tx,
    id: ClaimCodeId,
    by: AccountId,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(Some(to_micros(now))))
        .col_expr(Column::UsedBy, Expr::value(Some(by.0)))
        .filter(Column::Id.eq(id.0))
        .filter(Column::UsedAt.is_null())
        .filter(Column::RevokedAt.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Deletes the codes that were over before `before`, used or not: the audit trail tells of them. Those of letters stay with
/// their letters.
pub async fn delete_ended(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let delete = Entity::delete_many().filter(Column::EntryId.is_null());
    Ok(delete.filter(Column::ExpiresAt.lt(to_micros(before))).exec(tx.connection()).await?.rows_affected)
}

fn open_at(now: OffsetDateTime) -> Condition {
    Condition::all()
        .add(Column::UsedAt.is_null())
        .add(Column::RevokedAt.is_null())
        .add(Column::ExpiresAt.gt(to_micros(now)))
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

fn to_row(code: &ClaimCode) -> Model {
    let (name, phone) = match &code.target {
        ClaimTarget::Person { name, phone } => (name.clone(), phone.as_str().to_owned()),
        ClaimTarget::Venue(_) | ClaimTarget::Entry(_) => (String::new(), String::new()),
    };
    let venue_id = match code.target {
        ClaimTarget::Venue(venue) => Some(venue.0),
        _ => None,
    };
    let entry_id = match code.target {
        ClaimTarget::Entry(entry) => Some(entry.0),
        _ => None,
    };
    Model {
        id: code.id.0,
        hash: code.hash.clone(),
        venue_id,
        entry_id,
        name,
        phone,
        area: code.area.as_str().to_owned(),
        made_by: code.made_by.0,
        made_at: to_micros(code.made_at),
        expires_at: to_micros(code.expires_at),
        used_at: code.used_at.map(to_micros),
        used_by: None,
        revoked_at: code.revoked_at.map(to_micros),
    }
}

pub(crate) fn from_row(row: Model) -> Result<ClaimCode, StoreError> {
    let target = match (row.venue_id, row.entry_id) {
        (Some(venue), _) => ClaimTarget::Venue(VenueId(venue)),
        (None, Some(entry)) => ClaimTarget::Entry(CensusEntryId(entry)),
        (None, None) => {
            let phone = require_known(Phone::parse(&row.phone).ok(), "claim_code.phone")?;
            ClaimTarget::Person { name: row.name, phone }
        }
    };
    Ok(ClaimCode {
        id: ClaimCodeId(row.id),
        hash: row.hash,
        target,
        area: require_known(AreaCode::new(&row.area), "claim_code.area")?,
        made_by: AccountId(row.made_by),
        made_at: from_micros(row.made_at)?,
        expires_at: from_micros(row.expires_at)?,
        used_at: row.used_at.map(from_micros).transpose()?,
        revoked_at: row.revoked_at.map(from_micros).transpose()?,
    })
}
