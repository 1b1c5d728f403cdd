//! Signed pledges. Rows are inserted, never updated.

pub(crate) mod entity;

use camket_domain::ids::{AccountId, PledgeId, VenueId};
use camket_domain::pledges::{ConfirmationMethod, Pledge};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::paging::limit_block;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The pledge with this id, if it belongs to this venue.
pub async fn find(reader: &impl Reader, venue: VenueId, id: PledgeId) -> Result<Option<Pledge>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(Column::VenueId.eq(venue.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The pledges with these ids, in no order.
pub async fn find_many(reader: &impl Reader, ids: &[PledgeId]) -> Result<Vec<Pledge>, StoreError> {
    let query = Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The latest pledge of a venue.
pub async fn find_latest(reader: &impl Reader, venue: VenueId) -> Result<Option<Pledge>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.eq(venue.0))
        .order_by_desc(Column::SignedAt)
        .order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The latest pledge of a venue that was signed before `moment`.
pub async fn find_signed_before(
    reader: &impl Reader,
    venue: VenueId,
    moment: OffsetDateTime,
) -> Result<Option<Pledge>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.eq(venue.0))
        .filter(Column::SignedAt.lt(to_micros(moment)))
        .order_by_desc(Column::SignedAt)
        .order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// At most `most` pledges that an account signed, after an id, in the order of their ids.
pub async fn list_block_by_signer(
    reader: &impl Reader,
    signer: AccountId,
    after: Option<PledgeId>,
    most: u64,
) -> Result<Vec<Pledge>, StoreError> {
    let query = Entity::find().filter(Column::SignerId.eq(signer.0));
    let query = limit_block(query, Column::Id, after.map(|pledge| pledge.0), most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Number of pledges that an account signed.
pub async fn count_by_signer(reader: &impl Reader, signer: AccountId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::SignerId.eq(signer.0)).count(reader.connection()).await?)
}

/// Inserts a signed pledge.
pub async fn insert(tx: &Tx, pledge: &Pledge) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(pledge)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn to_row(pledge: &Pledge) -> Result<Model, StoreError> {
    let drawing = pledge.drawing.as_ref().map(serde_json::to_value).transpose();
    let by_hand = pledge.by_hand.as_ref().map(serde_json::to_value).transpose();
    Ok(Model {
        id: pledge.id.0,
        venue_id: pledge.venue.0,
        terms_version: i32::try_from(pledge.terms_version)
            .map_err(|_| StoreError::Corrupt("pledge.terms_version"))?,
        text_hash: pledge.text_hash.clone(),
        clauses: serde_json::to_value(&pledge.clauses).map_err(|_| StoreError::Corrupt("pledge.clauses"))?,
        facts: serde_json::to_value(&pledge.facts).map_err(|_| StoreError::Corrupt("pledge.facts"))?,
        signer_name: pledge.signer_name.clone(),
        signer_capacity: pledge.signer_capacity.clone(),
        signer_id: pledge.signer.0,
        drawing: drawing.map_err(|_| StoreError::Corrupt("pledge.drawing"))?,
        confirmation: pledge.confirmation.code().to_owned(),
        signed_at: to_micros(pledge.signed_at),
        address: pledge.address.clone(),
        user_agent: pledge.user_agent.clone(),
        by_hand: by_hand.map_err(|_| StoreError::Corrupt("pledge.by_hand"))?,
    })
}

pub(crate) fn from_row(row: Model) -> Result<Pledge, StoreError> {
    let drawing = row.drawing.map(serde_json::from_value).transpose();
    let by_hand = row.by_hand.map(serde_json::from_value).transpose();
    Ok(Pledge {
        id: PledgeId(row.id),
        venue: VenueId(row.venue_id),
        terms_version: require_known(u32::try_from(row.terms_version).ok(), "pledge.terms_version")?,
        text_hash: row.text_hash,
        clauses: require_known(serde_json::from_value(row.clauses).ok(), "pledge.clauses")?,
        facts: require_known(serde_json::from_value(row.facts).ok(), "pledge.facts")?,
        signer_name: row.signer_name,
        signer_capacity: row.signer_capacity,
        signer: AccountId(row.signer_id),
        drawing: require_known(drawing.ok(), "pledge.drawing")?,
        confirmation: require_known(ConfirmationMethod::from_code(&row.confirmation), "pledge.confirmation")?,
        signed_at: from_micros(row.signed_at)?,
        address: row.address,
        user_agent: row.user_agent,
        by_hand: require_known(by_hand.ok(), "pledge.by_hand")?,
    })
}
