//! Pledges that were printed to be signed by hand, and the scans of their pages.

mod entity;
pub mod page;

use camket_domain::accounts::Scope;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{AccountId, PledgeId, VenueId};
use camket_domain::paper_pledges::{PaperPledge, PaperState};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use time::OffsetDateTime;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, venues};
use entity::{Column, Entity, Model, Relation};

/// Most open pledges that a scan is matched to by hand; the newest come first.
pub const MAX_OPEN: usize = 200;

pub async fn insert(tx: &Tx, paper: &PaperPledge) -> Result<(), StoreError> {
    let (signed_at, replaced_at) = match paper.state {
        PaperState::Open => (None, None),
        PaperState::Signed(at) => (Some(at), None),
        PaperState::Replaced(at) => (None, Some(at)),
    };
    let row = Model {
        id: paper.id.0,
        code: paper.code.as_str().to_owned(),
        venue_id: paper.venue.0,
        text: serde_json::to_value(&paper.text).map_err(|_| StoreError::Corrupt("paper_pledge.text"))?,
        pages: paper.pages.into(),
        made_by: paper.made_by.0,
        made_at: to_micros(paper.made_at),
        signed_at: signed_at.map(to_micros),
        replaced_at: replaced_at.map(to_micros),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The last one printed for a venue.
pub async fn find_latest(reader: &impl Reader, venue: VenueId) -> Result<Option<PaperPledge>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The one with this code, if its venue is within `scope`, locked until the transaction ends.
pub async fn lock_by_code(
    tx: &Tx,
    scope: &Scope,
    code: &ShortCode,
) -> Result<Option<PaperPledge>, StoreError> {
    let Some(found) = find_by_code(tx, scope, code).await? else { return Ok(None) };
    lock_row(tx, found.id).await
}

async fn find_by_code(
    reader: &impl Reader,
    scope: &Scope,
    code: &ShortCode,
) -> Result<Option<PaperPledge>, StoreError> {
    let query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::Code.eq(code.as_str()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The one with this id, if its venue is within `scope`, locked until the transaction ends.
pub async fn lock(tx: &Tx, scope: &Scope, id: PledgeId) -> Result<Option<PaperPledge>, StoreError> {
    let query = Entity::find_by_id(id.0)
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope));
    let Some(found) = query.one(tx.connection()).await? else { return Ok(None) };
    lock_row(tx, PledgeId(found.id)).await
}

async fn lock_row(tx: &Tx, id: PledgeId) -> Result<Option<PaperPledge>, StoreError> {
    Entity::find_by_id(id.0).lock_exclusive().one(tx.connection()).await?.map(from_row).transpose()
}

/// Those of `scope` whose signed pages are awaited, newest first.
pub async fn list_open(reader: &impl Reader, scope: &Scope) -> Result<Vec<PaperPledge>, StoreError> {
    let query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::SignedAt.is_null())
        .filter(Column::ReplacedAt.is_null())
        .order_by_desc(Column::Id)
        .limit(MAX_OPEN as u64);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Records that all pages are matched.
///
/// # Errors
/// [`StoreError::Conflict`] if it is not open any more.
pub async fn save_signed(tx: &Tx, id: PledgeId, at: OffsetDateTime) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::SignedAt, Expr::value(Some(to_micros(at))))
        .filter(Column::Id.eq(id.0))
        .filter(Column::SignedAt.is_null())
        .filter(Column::ReplacedAt.is_null());
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Records that another text is printed for a venue.
pub async fn replace_open(tx: &Tx, venue: VenueId, at: OffsetDateTime) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::ReplacedAt, Expr::value(Some(to_micros(at))))
        .filter(Column::VenueId.eq(venue.0))
        .filter(Column::SignedAt.is_null())
        .filter(Column::ReplacedAt.is_null());
    update.exec(tx.connection()).await?;
    Ok(())
}

fn from_row(row: Model) -> Result<PaperPledge, StoreError> {
    let state = match (row.signed_at, row.replaced_at) {
        (Some(at), _) => PaperState::Signed(from_micros(at)?),
        (None, Some(at)) => PaperState::Replaced(from_micros(at)?),
        (None, None) => PaperState::Open,
    };
    Ok(PaperPledge {
        id: PledgeId(row.id),
        code: require_known(ShortCode::parse(&row.code).ok(), "paper_pledge.code")?,
        venue: VenueId(row.venue_id),
        text: require_known(serde_json::from_value(row.text).ok(), "paper_pledge.text")?,
        pages: require_known(u8::try_from(row.pages).ok(), "paper_pledge.pages")?,
        made_by: AccountId(row.made_by),
        made_at: from_micros(row.made_at)?,
        state,
    })
}
