//! Marks of changes. Figures that a node counted hold as long as no transaction left another mark.

pub(crate) mod entity;

use sea_orm::sea_query::{Alias, Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{Reader, StoreError, Tx};
use entity::{ActiveModel, Column, Entity};

/// Marks that upkeep leaves: reading the revision takes as long as counting them.
const KEPT_MARKS: i32 = 200;

/// What was committed. A mark that is committed after a later one changes the number of marks, so it is seen too.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CoverageRevision {
    marks: i64,
    last: i32,
}

/// Marks that spans changed.
pub(super) async fn add(tx: &Tx, spans: usize) -> Result<(), StoreError> {
    let spans = ActiveValue::Set(i32::try_from(spans).unwrap_or(i32::MAX));
    let mark = ActiveModel { spans, ..Default::default() };
    Entity::insert(mark).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The revision of the figures.
pub async fn find_revision(reader: &impl Reader) -> Result<CoverageRevision, StoreError> {
    let last = Expr::expr(Column::Id.max()).if_null(0).cast_as(Alias::new("INTEGER"));
    let query = Entity::find().select_only().column_as(Column::Id.count(), "marks").expr_as(last, "last");
    let row: Option<(i64, i32)> = query.into_tuple().one(reader.connection()).await?;
    let (marks, last) = row.unwrap_or_default();
    Ok(CoverageRevision { marks, last })
}

/// Deletes old marks, and leaves a new one: the revision never returns to what it was.
pub async fn delete_old(tx: &Tx) -> Result<u64, StoreError> {
    let CoverageRevision { last, .. } = find_revision(tx).await?;
    let old = Entity::delete_many().filter(Column::Id.lte(last - KEPT_MARKS));
    let deleted = old.exec(tx.connection()).await?.rows_affected;
    if deleted > 0 {
        add(tx, 0).await?;
    }
    Ok(deleted)
}
