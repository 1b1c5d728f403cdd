//! How many certificates are in each state.

use camket_domain::certificates::CertificateStatus;
use sea_orm::sea_query::{CaseStatement, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QuerySelect};
use time::Date;

use super::entity::{Column, Entity};
use crate::{Reader, StoreError};

/// Certificates by state on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct StateCounts {
    pub valid: u64,
    /// After their last day, if nothing was decided before.
    pub expired: u64,
    pub suspended: u64,
    pub revoked: u64,
    pub superseded: u64,
}

/// Counts all certificates on `today` (Vietnamese date). Reads every row, in one pass.
pub async fn count_by_state(reader: &impl Reader, today: Date) -> Result<StateCounts, StoreError> {
    let is_past = |column: Column| CaseStatement::new().case(column.lt(today), 1_i64).finally(0_i64);
    let query = Entity::find()
        .select_only()
        .column(Column::Status)
        .expr_as(is_past(Column::ExpiresOn), "expired")
        .expr_as(is_past(Column::SuspendedUntil), "resumed")
        .column_as(Column::Id.count(), "certificates")
        .group_by(Column::Status)
        .group_by(Expr::col("expired"))
        .group_by(Expr::col("resumed"));
    let rows: Vec<(String, i64, i64, i64)> = query.into_tuple().all(reader.connection()).await?;
    let mut counts = StateCounts::default();
    for (status, expired, resumed, certificates) in rows {
        let counted = match CertificateStatus::from_code(&status) {
            Some(CertificateStatus::Revoked) => &mut counts.revoked,
            Some(CertificateStatus::Superseded) => &mut counts.superseded,
            Some(CertificateStatus::Suspended) if resumed == 0 => &mut counts.suspended,
            _ if expired == 1 => &mut counts.expired,
            _ => &mut counts.valid,
        };
        *counted += u64::try_from(certificates).unwrap_or_default();
    }
    Ok(counts)
}
