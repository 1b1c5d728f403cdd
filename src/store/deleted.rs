//! Deletion of rows with files, whose bytes are counted too.

use sea_orm::sea_query::{Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{Condition, EntityTrait, QueryFilter, QuerySelect};

use crate::{Reader, StoreError, Tx};

/// What a deletion took away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Deleted {
    pub rows: u64,
    /// Bytes of the files in the rows.
    pub bytes: u64,
}

/// Deletes rows, and counts the bytes of `file` in them.
pub(crate) async fn delete_files<E: EntityTrait>(
    tx: &Tx,
    file: E::Column,
    which: Condition,
) -> Result<Deleted, StoreError> {
    let length: SimpleExpr = Func::cust("length").arg(Expr::col(file)).into();
    let measure = E::find().select_only().expr_as(length.sum(), "bytes").filter(which.clone());
    let bytes: Option<Option<i64>> = measure.into_tuple().one(tx.connection()).await?;
    let rows = E::delete_many().filter(which).exec(tx.connection()).await?.rows_affected;
    Ok(Deleted { rows, bytes: bytes.flatten().and_then(|sum| u64::try_from(sum).ok()).unwrap_or_default() })
}
