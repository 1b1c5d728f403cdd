//! Venues.

pub(crate) mod entity;
mod row;

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::text;
use camket_domain::venues::{TaxNumber, Venue};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::error::require_one_row;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, managers};
use entity::{Column, Entity, Model};
pub(crate) use row::from_row;

/// The venue with this id, if it is within `scope`.
pub async fn find(reader: &impl Reader, scope: &Scope, id: VenueId) -> Result<Option<Venue>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(|row| row::from_row(&row)).transpose()
}

/// Those of these venues that are within `scope`.
pub async fn find_many(
    reader: &impl Reader,
    scope: &Scope,
    ids: &[VenueId],
) -> Result<Vec<Venue>, StoreError> {
    let query = Entity::find().filter(within(scope)).filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    query.all(reader.connection()).await?.into_iter().map(|row| row::from_row(&row)).collect()
}

/// The venue with this id, if it is within `scope`, locked until `tx` ends: decisions on a venue with its pledge,
/// workers and applications are taken one after the other. SQLite has one writer and needs no lock.
pub async fn lock(tx: &Tx, scope: &Scope, id: VenueId) -> Result<Option<Venue>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope)).lock_exclusive();
    query.one(tx.connection()).await?.map(|row| row::from_row(&row)).transpose()
}

/// The venue with this id, wherever it is: it is offered to who asks.
pub async fn find_any(reader: &impl Reader, id: VenueId) -> Result<Option<Venue>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(|row| row::from_row(&row)).transpose()
}

/// The venue with this id, wherever it is, locked until `tx` ends: a claim code or an offer names it.
pub async fn lock_any(tx: &Tx, id: VenueId) -> Result<Option<Venue>, StoreError> {
    let query = Entity::find_by_id(id.0).lock_exclusive();
    query.one(tx.connection()).await?.map(|row| row::from_row(&row)).transpose()
}

/// The venues of an owner, newest first.
pub async fn list_by_owner(reader: &impl Reader, owner: AccountId) -> Result<Vec<Venue>, StoreError> {
    let query = Entity::find().filter(Column::OwnerId.eq(owner.0)).order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(|row| row::from_row(&row)).collect()
}

/// The venues of several owners, newest first.
pub async fn list_by_owners(reader: &impl Reader, owners: &[AccountId]) -> Result<Vec<Venue>, StoreError> {
    let among = Column::OwnerId.is_in(owners.iter().map(|owner| owner.0));
    let query = Entity::find().filter(among).order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(|row| row::from_row(&row)).collect()
}

/// Number of venues of an owner.
pub async fn count_by_owner(reader: &impl Reader, owner: AccountId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::OwnerId.eq(owner.0)).count(reader.connection()).await?)
}

/// All venues within `scope`, oldest first: for packs and draws.
pub async fn list_in_scope(reader: &impl Reader, scope: &Scope) -> Result<Vec<Venue>, StoreError> {
    let query = Entity::find().filter(within(scope)).order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(|row| row::from_row(&row)).collect()
}

/// At most `most` venues after an id, in the order of their ids. For matching, without a scope.
pub async fn list_block(
    reader: &impl Reader,
    after: Option<VenueId>,
    most: u64,
) -> Result<Vec<Venue>, StoreError> {
    let mut query = Entity::find().order_by_asc(Column::Id).limit(most);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    query.all(reader.connection()).await?.iter().map(row::from_row).collect()
}

/// The names of venues. Without a scope: the ids come from rows within the caller's scope.
pub async fn load_names(
    reader: &impl Reader,
    ids: impl IntoIterator<Item = VenueId>,
) -> Result<HashMap<VenueId, String>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::Name)
        .filter(Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .into_tuple::<(Uuid, String)>();
    let rows = query.all(reader.connection()).await?;
    Ok(rows.into_iter().map(|(id, name)| (VenueId(id), name)).collect())
}

/// The owners of venues. Without a scope: the ids come from rows within the caller's scope.
pub async fn load_owners(
    reader: &impl Reader,
    ids: &[VenueId],
) -> Result<HashMap<VenueId, AccountId>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::OwnerId])
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    let rows: Vec<(Uuid, Uuid)> = query.into_tuple().all(reader.connection()).await?;
    Ok(rows.into_iter().map(|(venue, owner)| (VenueId(venue), AccountId(owner))).collect())
}

/// A subquery: the venues of an owner.
pub(crate) fn select_of_owner(owner: AccountId) -> SelectStatement {
    QueryTrait::into_query(
        Entity::find().select_only().column(Column::Id).filter(Column::OwnerId.eq(owner.0)),
    )
}

/// The venues within `scope`.
pub(crate) fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Owned(owner) => Condition::all().add(Column::OwnerId.eq(owner.0)),
        Scope::Kept(account) => Condition::any()
            .add(Column::OwnerId.eq(account.0))
            .add(Column::Id.in_subquery(managers::select_venues(*account))),
        Scope::Area(area) => {
            Condition::any().add(Column::Commune.eq(area.as_str())).add(Column::Province.eq(area.as_str()))
        }
        Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

/// The venues whose tax code or representative's number has this keyed hash.
pub(crate) fn with_fingerprint(fingerprint: &str) -> Condition {
    Condition::any()
        .add(Column::TaxFingerprint.eq(fingerprint))
        .add(Column::RepresentativeFingerprint.eq(fingerprint))
}

/// A subquery: the venues whose tax code or representative's number has this keyed hash.
pub(crate) fn select_by_fingerprint(fingerprint: &str) -> SelectStatement {
    QueryTrait::into_query(
        Entity::find().select_only().column(Column::Id).filter(with_fingerprint(fingerprint)),
    )
}

/// What an owner sees of a venue that is likely the same as theirs; it contains no personal data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SimilarVenue {
    pub name: String,
    pub address: String,
    /// Whether it has the same owner.
    pub own: bool,
}

/// Most venues that a page shows as similar; [`list_similar`] returns one more if there are more.
pub const MAX_SIMILAR: usize = 5;

/// Venues that are likely the same as `venue`: same name in the same commune, or same tax code. At most
/// [`MAX_SIMILAR`] and one.
pub async fn list_similar(reader: &impl Reader, venue: &Venue) -> Result<Vec<SimilarVenue>, StoreError> {
    let mut alike = Condition::any();
    if let Some(place) = &venue.place {
        let same = Condition::all()
            .add(Column::Commune.eq(place.commune.as_str()))
            .add(Column::NameFolded.eq(text::fold(&venue.name)));
        alike = alike.add(same);
    }
    match venue.business.as_ref().map(|b| &b.tax) {
        Some(TaxNumber::Organisation(code)) => alike = alike.add(Column::TaxCode.eq(code)),
        Some(TaxNumber::Personal(number)) => {
            alike = alike.add(Column::TaxFingerprint.eq(&number.fingerprint));
        }
        None => {}
    }
    if alike.is_empty() {
        return Ok(Vec::new());
    }
    let query = Entity::find().filter(alike).filter(Column::Id.ne(venue.id.0)).limit(MAX_SIMILAR as u64 + 1);
    let rows = query.all(reader.connection()).await?;
    let own = |row: &Model| row.owner_id == venue.owner.0;
    Ok(rows
        .into_iter()
        .map(|row| SimilarVenue { own: own(&row), name: row.name, address: row.address })
        .collect())
}

/// Inserts a venue.
pub async fn insert(tx: &Tx, venue: &Venue) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(row::to_row(venue))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a venue; `venue.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, venue: &Venue) -> Result<(), StoreError> {
    let row = Model { version: venue.version + 1, ..row::to_row(venue) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(venue.id.0))
        .filter(Column::Version.eq(venue.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}
