//! Which owners are to be reminded of workers' pledges that are missing, and when they were reminded last.

mod entity;

use camket_domain::certificates::CertificateStatus;
use camket_domain::ids::VenueId;
use camket_domain::labour::checks::LabourCheck;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::certificates::entity::{Column as Certified, Entity as Certificates};
use crate::labour::finding;
use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::venues::entity::{Column as VenueColumn, Entity as VenueEntity};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// At most `most` venues with a certificate in force on `today` whose register lacks workers' pledges, as it was assessed last,
/// and whose owners were not reminded since `since`.
pub async fn list_due(
    reader: &impl Reader,
    since: OffsetDateTime,
    today: Date,
    most: u64,
) -> Result<Vec<VenueId>, StoreError> {
    let reminded = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::VenueId)).equals((VenueEntity, VenueColumn::Id)))
        .and_where(Expr::col((Entity, Column::At)).gt(to_micros(since)))
        .to_owned();
    let certified = Query::select()
        .expr(Expr::value(1))
        .from(Certificates)
        .and_where(Expr::col((Certificates, Certified::VenueId)).equals((VenueEntity, VenueColumn::Id)))
        .and_where(Expr::col((Certificates, Certified::Status)).eq(CertificateStatus::Issued.code()))
        .and_where(Expr::col((Certificates, Certified::ExpiresOn)).gte(today))
        .to_owned();
    let query = VenueEntity::find()
        .select_only()
        .column(VenueColumn::Id)
        .filter(VenueColumn::Id.in_subquery(finding::select_all_venues(LabourCheck::WorkerPledges)))
        .filter(Expr::exists(certified))
        .filter(Expr::exists(reminded).not())
        .order_by_asc(VenueColumn::Id)
        .limit(most);
    let ids: Vec<Uuid> = query.into_tuple().all(reader.connection()).await?;
    Ok(ids.into_iter().map(VenueId).collect())
}

/// Records that the owners of these venues, who were not since `since`, are reminded, in the transaction that queues the messages.
/// False if another node was faster with one of them; the transaction must then be rolled back.
pub async fn save(
    tx: &Tx,
    venues: &[VenueId],
    since: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let row = |venue: &VenueId| {
        set_all_columns::<entity::ActiveModel>(Model { venue_id: venue.0, at: to_micros(now) })
    };
    let again = OnConflict::column(Column::VenueId)
        .update_column(Column::At)
        .action_and_where(Expr::col((Entity, Column::At)).lte(to_micros(since)))
        .to_owned();
    let insert = Entity::insert_many(venues.iter().map(row)).on_conflict(again);
    Ok(insert.exec_without_returning(tx.connection()).await? == venues.len() as u64)
}
