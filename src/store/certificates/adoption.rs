//! Certificates by their index in the status list, and the status that a published list gives them after a restore.

use camket_domain::certificates::{Certificate, CertificateNumber, PublicReason, StatusIndex, StatusRecord};
use camket_domain::ids::CertificateId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{Column, Entity};
use super::from_row;
use crate::moment::to_micros;
use crate::{Reader, StoreError, Tx};

/// SQLite binds at most 32,766 values in a statement.
const MAX_KEYS: usize = 5_000;

/// The certificates with these indexes, in the order of their numbers within each part of the query.
pub async fn list_by_indexes(
    reader: &impl Reader,
    indexes: &[StatusIndex],
) -> Result<Vec<Certificate>, StoreError> {
    let mut found = Vec::with_capacity(indexes.len());
    for part in indexes.chunks(MAX_KEYS) {
        let wanted = part.iter().filter_map(|index| i32::try_from(index.0).ok());
        let query = Entity::find().filter(Column::StatusIndex.is_in(wanted)).order_by_asc(Column::Number);
        for row in query.all(reader.connection()).await? {
            found.push(from_row(row)?);
        }
    }
    Ok(found)
}

/// Gives certificates the same standing; `changed` is the register's sequence after it.
pub async fn adopt_status(
    tx: &Tx,
    ids: &[CertificateId],
    standing: &StatusRecord,
    changed: i64,
) -> Result<(), StoreError> {
    for part in ids.chunks(MAX_KEYS) {
        let update = Entity::update_many()
            .col_expr(Column::Status, Expr::value(standing.decided_status.code()))
            .col_expr(Column::DecidedAt, Expr::value(standing.since.map(to_micros)))
            .col_expr(Column::SuspendedUntil, Expr::value(standing.until))
            .col_expr(Column::Reason, Expr::value(standing.reason.map_or("", PublicReason::code)))
            .col_expr(Column::DecisionNumber, Expr::value(standing.decision_number.as_str()))
            .col_expr(
                Column::ReplacedBy,
                Expr::value(standing.replaced_by.as_ref().map(CertificateNumber::as_str)),
            )
            .col_expr(Column::Changed, Expr::value(changed))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.is_in(part.iter().map(|id| id.0)));
        if update.exec(tx.connection()).await?.rows_affected != part.len() as u64 {
            return Err(StoreError::Conflict);
        }
    }
    Ok(())
}
