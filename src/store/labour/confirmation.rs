//! Confirmations by owners that their labour register is up to date. Rows are inserted, never updated.

pub(crate) mod entity;

use camket_domain::ids::{AccountId, VenueId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;
use uuid::Uuid;

use super::check;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LabourConfirmation {
    pub id: Uuid,
    pub venue: VenueId,
    /// The account that confirmed.
    pub account: AccountId,
    /// SHA-256 of the register as it was confirmed, in hexadecimal.
    pub matter: String,
    pub at: OffsetDateTime,
}

/// The latest confirmation of a venue.
pub async fn find_latest(
    reader: &impl Reader,
    venue: VenueId,
) -> Result<Option<LabourConfirmation>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).order_by_desc(Column::At);
    let row = query.one(reader.connection()).await?;
    row.map(|row| {
        Ok(LabourConfirmation {
            id: row.id,
            venue: VenueId(row.venue_id),
            account: AccountId(row.account_id),
            matter: row.matter,
            at: from_micros(row.at)?,
        })
    })
    .transpose()
}

/// Inserts a confirmation.
pub async fn insert(tx: &Tx, confirmation: &LabourConfirmation) -> Result<(), StoreError> {
    let row = Model {
        id: confirmation.id,
        venue_id: confirmation.venue.0,
        account_id: confirmation.account.0,
        matter: confirmation.matter.clone(),
        at: to_micros(confirmation.at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    check::mark_stale(tx, &[confirmation.venue]).await
}
