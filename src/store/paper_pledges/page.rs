//! Scanned pages, sealed. They are in the database, so that backups contain them and every node can read them.

mod entity;

use std::collections::{BTreeSet, HashMap};

use camket_domain::accounts::Scope;
use camket_domain::areas::{self, AreaCode};
use camket_domain::ids::{AccountId, PaperPageId, PledgeId};
use camket_domain::paper_pledges::PaperPage;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Most unmatched pages that are listed.
pub const MAX_LISTED: usize = 100;

/// A page without its picture.
#[derive(FromQueryResult)]
struct PageRow {
    id: Uuid,
    area: String,
    uploaded_by: Uuid,
    uploaded_at: i64,
    pledge_id: Option<Uuid>,
    number: Option<i32>,
    matched_by: Option<Uuid>,
}

fn select_rows() -> Select<Entity> {
    Entity::find().select_only().columns([
        Column::Id,
        Column::Area,
        Column::UploadedBy,
        Column::UploadedAt,
        Column::PledgeId,
        Column::Number,
        Column::MatchedBy,
    ])
}

/// Inserts a page with its sealed picture.
pub async fn insert(tx: &Tx, page: &PaperPage, sealed: Vec<u8>) -> Result<(), StoreError> {
    let row = Model {
        id: page.id.0,
        area: page.area.as_str().to_owned(),
        uploaded_by: page.uploaded_by.0,
        uploaded_at: to_micros(page.uploaded_at),
        pledge_id: page.matched.map(|(pledge, _)| pledge.0),
        number: page.matched.map(|(_, number)| number.into()),
        matched_by: page.matched_by.map(|officer| officer.0),
        sealed,
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// A page of `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: PaperPageId,
) -> Result<Option<PaperPage>, StoreError> {
    let query = select_rows().filter(Column::Id.eq(id.0)).filter(within(scope));
    query.into_model::<PageRow>().one(reader.connection()).await?.as_ref().map(from_row).transpose()
}

/// The sealed picture of a page, which the caller has found within its scope.
pub async fn find_sealed(reader: &impl Reader, id: PaperPageId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(Entity::find_by_id(id.0).one(reader.connection()).await?.map(|row| row.sealed))
}

/// The pages of `scope` that are matched to no pledge, oldest first.
pub async fn list_unmatched(reader: &impl Reader, scope: &Scope) -> Result<Vec<PaperPage>, StoreError> {
    let query = select_rows()
        .filter(within(scope))
        .filter(Column::PledgeId.is_null())
        .order_by_asc(Column::Id)
        .limit(MAX_LISTED as u64);
    query.into_model::<PageRow>().all(reader.connection()).await?.iter().map(from_row).collect()
}

/// The pages of a pledge, in their order.
pub async fn list_of_pledge(reader: &impl Reader, pledge: PledgeId) -> Result<Vec<PaperPage>, StoreError> {
    let query = select_rows()
        .filter(Column::PledgeId.eq(pledge.0))
        .order_by_asc(Column::Number)
        .order_by_asc(Column::Id);
    query.into_model::<PageRow>().all(reader.connection()).await?.iter().map(from_row).collect()
}

/// The numbers of the pages that are matched, by pledge; nothing for a pledge without one.
pub async fn list_numbers(
    reader: &impl Reader,
    pledges: &[PledgeId],
) -> Result<HashMap<PledgeId, BTreeSet<u8>>, StoreError> {
    let among = Column::PledgeId.is_in(pledges.iter().map(|pledge| pledge.0));
    let mut numbers: HashMap<PledgeId, BTreeSet<u8>> = HashMap::new();
    for row in select_rows().filter(among).into_model::<PageRow>().all(reader.connection()).await? {
        if let Some((pledge, number)) = from_row(&row)?.matched {
            numbers.entry(pledge).or_default().insert(number);
        }
    }
    Ok(numbers)
}

/// Matches a page by hand.
///
/// # Errors
/// [`StoreError::Conflict`] if it is matched already.
pub async fn save_match(
    tx: &Tx,
    id: PaperPageId,
    (pledge, number): (PledgeId, u8),
    by: AccountId,
) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::PledgeId, Expr::value(Some(pledge.0)))
        .col_expr(Column::Number, Expr::value(Some(i32::from(number))))
        .col_expr(Column::MatchedBy, Expr::value(Some(by.0)))
        .filter(Column::Id.eq(id.0))
        .filter(Column::PledgeId.is_null());
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes an unmatched page of `scope`.
///
/// # Errors
/// [`StoreError::Conflict`] if it is matched or gone.
pub async fn delete_unmatched(tx: &Tx, scope: &Scope, id: PaperPageId) -> Result<(), StoreError> {
    let delete = Entity::delete_many()
        .filter(Column::Id.eq(id.0))
        .filter(within(scope))
        .filter(Column::PledgeId.is_null());
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
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

fn from_row(row: &PageRow) -> Result<PaperPage, StoreError> {
    let number = row.number.map(|number| require_known(u8::try_from(number).ok(), "paper_page.number"));
    Ok(PaperPage {
        id: PaperPageId(row.id),
        area: require_known(AreaCode::new(&row.area), "paper_page.area")?,
        uploaded_by: AccountId(row.uploaded_by),
        uploaded_at: from_micros(row.uploaded_at)?,
        matched: row.pledge_id.map(PledgeId).zip(number.transpose()?),
        matched_by: row.matched_by.map(AccountId),
    })
}
