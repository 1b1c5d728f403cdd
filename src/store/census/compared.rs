//! What matching has compared already: it looks again only at entries and venues that changed since.

mod entity;

use std::collections::HashMap;

use camket_domain::applications::ApplicationState;
use camket_domain::census::CensusEntry;
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::venues::Venue;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::candidate::entity::{Column as CandidateColumn, Entity as Candidates};
use super::entry::{entity as entry, list_rows};
use crate::applications::entity::{Column as AppliedColumn, Entity as Applications};
use crate::row::set_all_columns;
use crate::venues::entity::{Column as VenueColumn, Entity as Venues};
use crate::{Reader, StoreError, Tx, venues};
use entity::{Column, Entity, Model};

/// Ids of one statement.
const CHUNK: usize = 5_000;

/// At most `most` entries that changed since they were compared.
pub async fn list_changed_entries(reader: &impl Reader, most: u64) -> Result<Vec<CensusEntry>, StoreError> {
    let query = entry::Entity::find().filter(entry::Column::Compared.eq(false));
    list_rows(reader, query.order_by_asc(entry::Column::Id).limit(most)).await
}

/// How many entries changed since they were compared.
pub async fn count_changed_entries(reader: &impl Reader) -> Result<u64, StoreError> {
    Ok(entry::Entity::find().filter(entry::Column::Compared.eq(false)).count(reader.connection()).await?)
}

/// Marks entries as compared, and gives those that still have the version with which they were.
pub async fn mark_entries(
    tx: &Tx,
    compared: &HashMap<CensusEntryId, i32>,
) -> Result<Vec<CensusEntryId>, StoreError> {
    let ids: Vec<Uuid> = compared.keys().map(|id| id.0).collect();
    let mut same = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let query = entry::Entity::find()
            .select_only()
            .columns([entry::Column::Id, entry::Column::Version])
            .filter(entry::Column::Id.is_in(ids.iter().copied()))
            .order_by_asc(entry::Column::Id)
            .lock_exclusive();
        let rows: Vec<(Uuid, i32)> = query.into_tuple().all(tx.connection()).await?;
        let kept = rows.into_iter().map(|(id, version)| (CensusEntryId(id), version));
        let kept: Vec<CensusEntryId> =
            kept.filter(|(id, version)| compared.get(id) == Some(version)).map(|(id, _)| id).collect();
        let update = entry::Entity::update_many()
            .col_expr(entry::Column::Compared, Expr::value(true))
            .filter(entry::Column::Id.is_in(kept.iter().map(|id| id.0)));
        update.exec(tx.connection()).await?;
        same.extend(kept);
    }
    Ok(same)
}

/// At most `most` venues that changed since they were compared.
pub async fn list_changed_venues(reader: &impl Reader, most: u64) -> Result<Vec<Venue>, StoreError> {
    let query =
        Venues::find().filter(Expr::exists(select_known()).not()).order_by_asc(VenueColumn::Id).limit(most);
    query.all(reader.connection()).await?.iter().map(venues::from_row).collect()
}

/// How many venues changed since they were compared.
pub async fn count_changed_venues(reader: &impl Reader) -> Result<u64, StoreError> {
    Ok(Venues::find().filter(Expr::exists(select_known()).not()).count(reader.connection()).await?)
}

/// At most `most` entries after an id that did not change since they were compared.
pub async fn list_compared_entries(
    reader: &impl Reader,
    after: Option<CensusEntryId>,
    most: u64,
) -> Result<Vec<CensusEntry>, StoreError> {
    let mut query = entry::Entity::find().filter(entry::Column::Compared.eq(true));
    if let Some(after) = after {
        query = query.filter(entry::Column::Id.gt(after.0));
    }
    list_rows(reader, query.order_by_asc(entry::Column::Id).limit(most)).await
}

/// The codes of a venue; empty where it has none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VenueCodes {
    pub venue: VenueId,
    /// Of a household business's tax code, which is a personal number, the keyed hash.
    pub tax: String,
    pub registration: String,
    pub security_number: String,
}

/// The codes of at most `most` venues after an id.
pub async fn list_venue_codes(
    reader: &impl Reader,
    after: Option<VenueId>,
    most: u64,
) -> Result<Vec<VenueCodes>, StoreError> {
    let mut query = Venues::find().select_only().columns([
        VenueColumn::Id,
        VenueColumn::TaxCode,
        VenueColumn::TaxFingerprint,
        VenueColumn::Registration,
        VenueColumn::SecurityCertificate,
    ]);
    if let Some(after) = after {
        query = query.filter(VenueColumn::Id.gt(after.0));
    }
    type Row = (Uuid, Option<String>, Option<String>, String, String);
    let query = query.order_by_asc(VenueColumn::Id).limit(most);
    let rows: Vec<Row> = query.into_tuple().all(reader.connection()).await?;
    let build = |(venue, code, fingerprint, registration, security_number): Row| VenueCodes {
        venue: VenueId(venue),
        tax: code.or(fingerprint).unwrap_or_default(),
        registration,
        security_number,
    };
    Ok(rows.into_iter().map(build).collect())
}

/// At most `most` venues that applied, are in a commune, and that no entry is or may be.
pub async fn list_unlisted_venues(reader: &impl Reader, most: u64) -> Result<Vec<Venue>, StoreError> {
    let venue = || Expr::col((Venues, VenueColumn::Id));
    let applied = Query::select()
        .expr(Expr::value(1))
        .from(Applications)
        .and_where(Expr::col((Applications, AppliedColumn::VenueId)).eq(venue()))
        .and_where(AppliedColumn::State.ne(ApplicationState::Draft.code()))
        .to_owned();
    let listed = Query::select()
        .expr(Expr::value(1))
        .from(entry::Entity)
        .and_where(Expr::col((entry::Entity, entry::Column::VenueId)).eq(venue()))
        .to_owned();
    let candidate = Query::select()
        .expr(Expr::value(1))
        .from(Candidates)
        .and_where(Expr::col((Candidates, CandidateColumn::VenueId)).eq(venue()))
        .to_owned();
    let query = Venues::find()
        .filter(VenueColumn::Commune.is_not_null())
        .filter(Expr::exists(applied))
        .filter(Expr::exists(listed).not())
        .filter(Expr::exists(candidate).not())
        .order_by_asc(VenueColumn::Id)
        .limit(most);
    query.all(reader.connection()).await?.iter().map(venues::from_row).collect()
}

/// The row of a venue's present version.
fn select_known() -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::VenueId)).equals((Venues, VenueColumn::Id)))
        .and_where(Expr::col((Entity, Column::VenueVersion)).equals((Venues, VenueColumn::Version)))
        .to_owned()
}

/// Marks versions of venues as compared.
pub async fn mark_venues(tx: &Tx, compared: &[(VenueId, i32)]) -> Result<(), StoreError> {
    for compared in compared.chunks(CHUNK) {
        let rows = compared.iter().map(|(id, version)| Model { venue_id: id.0, venue_version: *version });
        let known = OnConflict::column(Column::VenueId).update_column(Column::VenueVersion).to_owned();
        Entity::insert_many(rows.map(set_all_columns::<entity::ActiveModel>))
            .on_conflict(known)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}
