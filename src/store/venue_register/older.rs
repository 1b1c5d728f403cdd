//! Venues of earlier versions of the program, which the register does not have yet, or without their words.

use camket_domain::ids::VenueId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{index_certificates, index_inspections, index_pledges, index_venues, refresh, word};
use crate::pledges::entity::{Column as PledgeColumn, Entity as Pledges};
use crate::venues::entity::{Column as VenueColumn, Entity as Venues};
use crate::{Reader, StoreError, Tx, certificates, inspections, pledges, venues};

/// Registers at most `most` of those after a venue, in the order of their ids, and gives them.
pub async fn register_older(tx: &Tx, after: Option<VenueId>, most: u64) -> Result<Vec<VenueId>, StoreError> {
    let ids = list_unregistered(tx, after, most).await?;
    let rows = Venues::find().filter(VenueColumn::Id.is_in(ids.iter().map(|id| id.0)));
    let rows = rows.all(tx.connection()).await?;
    index_venues(tx, &rows.iter().map(venues::from_row).collect::<Result<Vec<_>, _>>()?).await?;
    let signed = Pledges::find().filter(PledgeColumn::VenueId.is_in(ids.iter().map(|id| id.0)));
    let signed = signed.all(tx.connection()).await?;
    index_pledges(tx, &signed.into_iter().map(pledges::from_row).collect::<Result<Vec<_>, _>>()?).await?;
    index_inspections(tx, &inspections::list_by_venues(tx, &ids).await?).await?;
    index_certificates(tx, &certificates::list_by_venues(tx, &ids).await?).await?;
    refresh(tx, &ids).await?;
    Ok(ids)
}

async fn list_unregistered(
    reader: &impl Reader,
    after: Option<VenueId>,
    most: u64,
) -> Result<Vec<VenueId>, StoreError> {
    let known = word::select_any((Venues, VenueColumn::Id));
    let mut query = Venues::find()
        .select_only()
        .column(VenueColumn::Id)
        .filter(Expr::exists(known).not())
        .order_by_asc(VenueColumn::Id)
        .limit(most);
    if let Some(after) = after {
        query = query.filter(VenueColumn::Id.gt(after.0));
    }
    let ids: Vec<Uuid> = query.into_tuple().all(reader.connection()).await?;
    Ok(ids.into_iter().map(VenueId).collect())
}
