//! The table `lost_status`: published statuses of certificates that the register no longer has. Rows are inserted by a restore
//! and never change.

use camket_domain::certificates::{CertificateStatus, StatusIndex};
use sea_orm::EntityTrait;

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Entity, Model};

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "lost_status")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub status_index: i32,
        pub status: String,
        pub epoch: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Every published status of a lost certificate, in no order.
pub async fn list(reader: &impl Reader) -> Result<Vec<(StatusIndex, CertificateStatus)>, StoreError> {
    let rows = Entity::find().all(reader.connection()).await?;
    let read = |row: Model| {
        let index = require_known(u32::try_from(row.status_index).ok(), "lost_status.status_index")?;
        let status = require_known(CertificateStatus::from_code(&row.status), "lost_status.status")?;
        Ok((StatusIndex(index), status))
    };
    rows.into_iter().map(read).collect()
}

/// Inserts statuses that a restore found in the list.
///
/// # Errors
/// [`StoreError::Duplicate`] if one is known already; the transaction must then be rolled back.
pub async fn insert_many(
    tx: &Tx,
    epoch: i64,
    lost: &[(StatusIndex, CertificateStatus)],
) -> Result<(), StoreError> {
    let row = |(index, status): &(StatusIndex, CertificateStatus)| {
        let status_index =
            i32::try_from(index.0).map_err(|_| StoreError::Corrupt("lost_status.status_index"))?;
        Ok(set_all_columns(Model { status_index, status: status.code().to_owned(), epoch }))
    };
    let rows = lost.iter().map(row).collect::<Result<Vec<_>, StoreError>>()?;
    // SQLite binds at most 32,766 values in a statement.
    for rows in rows.chunks(5_000) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}
