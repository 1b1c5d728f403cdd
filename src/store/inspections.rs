//! Inspections.

pub mod correction;
pub(crate) mod entity;
pub mod photo;
mod row;
mod tally;

use camket_domain::accounts::Scope;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{AccountId, InspectionId, VenueId};
use camket_domain::inspections::{Conclusion, ConclusionFilter, Inspection, InspectionState};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::periods::PeriodSpan;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, UpdateMany,
};
use time::OffsetDateTime;
use uuid::Uuid;

use entity::{Column, Entity, Relation};
pub(crate) use tally::count_venues_with_findings;
pub use tally::{Tally, count_visited_venues, tally_by_venue};

use crate::error::require_one_row;
use crate::moment::to_micros;
use crate::paging::{limit_block, page_by_moment};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, venues};

/// The inspection with this id, if its venue is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: InspectionId,
) -> Result<Option<Inspection>, StoreError> {
    let query = Entity::find_by_id(id.0)
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope));
    query.one(reader.connection()).await?.map(row::from_row).transpose()
}

/// The inspection with this id and the id of the parcel that reported it, without a scope: for the phone that chose the
/// id.
pub async fn find_with_parcel(
    reader: &impl Reader,
    id: InspectionId,
) -> Result<Option<(Inspection, Uuid)>, StoreError> {
    let Some(row) = Entity::find_by_id(id.0).one(reader.connection()).await? else { return Ok(None) };
    let parcel = row.parcel_id;
    Ok(Some((row::from_row(row)?, parcel)))
}

/// The inspection whose record has this code. Public, so without a scope.
pub async fn find_by_code(reader: &impl Reader, code: &ShortCode) -> Result<Option<Inspection>, StoreError> {
    let query = Entity::find().filter(Column::Code.eq(code.as_str()));
    query.one(reader.connection()).await?.map(row::from_row).transpose()
}

/// All inspections of a venue, newest first: few a year.
pub async fn list_all_by_venue(reader: &impl Reader, venue: VenueId) -> Result<Vec<Inspection>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).order_by_desc(Column::StartedAt);
    query.all(reader.connection()).await?.into_iter().map(row::from_row).collect()
}

/// All inspections of these venues, in no order.
pub async fn list_by_venues(reader: &impl Reader, venues: &[VenueId]) -> Result<Vec<Inspection>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.is_in(venues.iter().map(|venue| venue.0)));
    query.all(reader.connection()).await?.into_iter().map(row::from_row).collect()
}

/// The inspections of a venue after the cursor `after`, newest first. Returns one row more than a page.
pub async fn list_by_venue(
    reader: &impl Reader,
    venue: VenueId,
    after: Option<Cursor>,
) -> Result<Vec<Inspection>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0));
    let query = page_by_moment(query, (Column::StartedAt, Column::Id), Order::Desc, after);
    query.all(reader.connection()).await?.into_iter().map(row::from_row).collect()
}

/// At most `most` inspections of an owner's venues after an id, in the order of their ids.
pub async fn list_block_of_owner(
    reader: &impl Reader,
    owner: AccountId,
    after: Option<InspectionId>,
    most: u64,
) -> Result<Vec<Inspection>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.in_subquery(venues::select_of_owner(owner)));
    let query = limit_block(query, Column::Id, after.map(|inspection| inspection.0), most);
    query.all(reader.connection()).await?.into_iter().map(row::from_row).collect()
}

/// Number of inspections of an owner's venues.
pub async fn count_of_owner(reader: &impl Reader, owner: AccountId) -> Result<u64, StoreError> {
    let query = Entity::find().filter(Column::VenueId.in_subquery(venues::select_of_owner(owner)));
    Ok(query.count(reader.connection()).await?)
}

/// The inspections of an inspector that the server received at or after `since`, newest first.
pub async fn list_by_inspector(
    reader: &impl Reader,
    inspector: AccountId,
    since: OffsetDateTime,
) -> Result<Vec<Inspection>, StoreError> {
    let query = Entity::find()
        .filter(Column::InspectorId.eq(inspector.0))
        .filter(Column::ReceivedAt.gte(to_micros(since)))
        .order_by_desc(Column::StartedAt);
    query.all(reader.connection()).await?.into_iter().map(row::from_row).collect()
}

/// Number of inspections of a venue by all teams in a calendar year.
pub async fn count_in_year(reader: &impl Reader, venue: VenueId, year: i32) -> Result<u64, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).filter(Column::Year.eq(year));
    Ok(query.count(reader.connection()).await?)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct InspectionFilter {
    pub state: Option<InspectionState>,
    pub conclusion: Option<ConclusionFilter>,
    /// Days of which one is that of the beginning.
    pub span: Option<PeriodSpan>,
}

/// A page of the inspections within `scope`, newest first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    filter: InspectionFilter,
    after: Option<Cursor>,
) -> Result<Paged<Inspection>, StoreError> {
    let mut query =
        Entity::find().join(JoinType::InnerJoin, Relation::Venue.def()).filter(venues::within(scope));
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state.code()));
    }
    query = match filter.conclusion {
        None => query,
        Some(ConclusionFilter::Is(conclusion)) => query.filter(Column::Conclusion.eq(conclusion.code())),
        Some(ConclusionFilter::Faulty) => query.filter(Column::Conclusion.ne(Conclusion::Pass.code())),
    };
    if let Some((from, to)) = filter.span.map(PeriodSpan::moments) {
        query =
            query.filter(Column::StartedAt.gte(to_micros(from))).filter(Column::StartedAt.lt(to_micros(to)));
    }
    let query = page_by_moment(query, (Column::StartedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let found = rows.into_iter().map(row::from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(found, |i: &Inspection| Cursor { at: i.started_at, id: i.id.0 }))
}

/// Inserts an inspection with the id of the parcel that reported it.
///
/// # Errors
/// [`StoreError::Duplicate`] if the id, the record number or the code is taken.
pub async fn insert(tx: &Tx, inspection: &Inspection, parcel: Uuid) -> Result<(), StoreError> {
    let row = set_all_columns(row::to_row(inspection, parcel)?);
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates state, reply and request for a new visit; `inspection.version` is the version that was loaded. The report is
/// changed by [`save_corrected`] only.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, inspection: &Inspection) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::AskedAgainAt, Expr::value(inspection.asked_again_at.map(to_micros)));
    save_columns(tx, inspection, update).await
}

/// Updates what a correction changes, as [`save`] does.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save_corrected(tx: &Tx, inspection: &Inspection) -> Result<(), StoreError> {
    let report = crate::row::to_json(&inspection.report, "inspection.report")?;
    let update = Entity::update_many()
        .col_expr(Column::Conclusion, Expr::value(inspection.conclusion.code()))
        .col_expr(Column::Report, Expr::value(report))
        .col_expr(Column::ReplyDue, Expr::value(inspection.reply_due));
    save_columns(tx, inspection, update).await
}

async fn save_columns(
    tx: &Tx,
    inspection: &Inspection,
    update: UpdateMany<Entity>,
) -> Result<(), StoreError> {
    let reply = crate::row::to_json_opt(inspection.reply.as_ref(), "inspection.reply")?;
    let update = update
        .col_expr(Column::State, Expr::value(inspection.state.code()))
        .col_expr(Column::Reply, Expr::value(reply))
        .col_expr(Column::Version, Expr::value(inspection.version + 1))
        .filter(Column::Id.eq(inspection.id.0))
        .filter(Column::Version.eq(inspection.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}
