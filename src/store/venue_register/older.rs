//! Venues of earlier versions of the program, which the register does not have yet.

use camket_domain::ids::VenueId;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::{Column, Entity};
use super::{index_certificates, index_inspection, index_pledge, index_venue, refresh};
use crate::pledges::entity::{Column as PledgeColumn, Entity as Pledges};
use crate::venues::entity::{Column as VenueColumn, Entity as Venues};
use crate::{Reader, StoreError, Tx, certificates, inspections, pledges, venues};

/// Registers at most `most` of them, and gives their number.
pub async fn register_older(tx: &Tx, most: u64) -> Result<usize, StoreError> {
    let ids = list_unregistered(tx, most).await?;
    let rows = Venues::find().filter(VenueColumn::Id.is_in(ids.iter().map(|id| id.0)));
    for row in rows.all(tx.connection()).await? {
        index_venue(tx, &venues::from_row(&row)?).await?;
        for inspection in inspections::list_all_by_venue(tx, VenueId(row.id)).await? {
            index_inspection(tx, &inspection).await?;
        }
    }
    let signed = Pledges::find().filter(PledgeColumn::VenueId.is_in(ids.iter().map(|id| id.0)));
    for row in signed.all(tx.connection()).await? {
        index_pledge(tx, &pledges::from_row(row)?).await?;
    }
    index_certificates(tx, &certificates::list_by_venues(tx, &ids).await?).await?;
    refresh(tx, &ids).await?;
    Ok(ids.len())
}

async fn list_unregistered(reader: &impl Reader, most: u64) -> Result<Vec<VenueId>, StoreError> {
    let known = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::VenueId)).equals((Venues, VenueColumn::Id)))
        .to_owned();
    let query = Venues::find()
        .select_only()
        .column(VenueColumn::Id)
        .filter(Expr::exists(known).not())
        .order_by_asc(VenueColumn::Id)
        .limit(most);
    let ids: Vec<Uuid> = query.into_tuple().all(reader.connection()).await?;
    Ok(ids.into_iter().map(VenueId).collect())
}
