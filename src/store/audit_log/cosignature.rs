//! The table `audit_cosignature`: what a witness signed below a checkpoint. Rows are inserted and never change.

use sea_orm::{EntityTrait, QueryOrder};
use time::OffsetDateTime;

use super::{read_number, write_number};
use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_cosignature")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub size: i64,
        pub at: i64,
        pub lines: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Inserts the signature lines of a witness on the checkpoint of this size; none if it only took it.
///
/// # Errors
/// [`StoreError::Duplicate`] if another node was faster.
pub async fn insert(tx: &Tx, size: u64, at: OffsetDateTime, lines: &str) -> Result<(), StoreError> {
    let row = Model { size: write_number(size)?, at: to_micros(at), lines: lines.to_owned() };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The signature lines on the checkpoint of this size.
pub async fn find(reader: &impl Reader, size: u64) -> Result<Option<String>, StoreError> {
    let row = Entity::find_by_id(write_number(size)?).one(reader.connection()).await?;
    Ok(row.map(|row| row.lines))
}

/// The size of the last checkpoint that a witness took.
pub async fn find_last_size(reader: &impl Reader) -> Result<Option<u64>, StoreError> {
    let row = Entity::find().order_by_desc(Column::Size).one(reader.connection()).await?;
    row.map(|row| read_number(row.size)).transpose()
}
