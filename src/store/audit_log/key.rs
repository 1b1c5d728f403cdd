//! The table `audit_key`: the keys that sign checkpoints. Rows are inserted, and sealed anew when the master secret changes.

use sea_orm::{EntityTrait, QueryOrder};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_key")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub public: Vec<u8>,
        pub sealed: String,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A key pair of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditKey {
    pub id: Uuid,
    /// Ed25519.
    pub public: [u8; 32],
    /// The sealed seed, bound to `id`.
    pub sealed: String,
    pub created_at: OffsetDateTime,
}

/// Every key, oldest first; the last one signs.
pub async fn list(reader: &impl Reader) -> Result<Vec<AuditKey>, StoreError> {
    let query = Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts a key.
pub async fn insert(tx: &Tx, key: &AuditKey) -> Result<(), StoreError> {
    let row = Model {
        id: key.id,
        public: key.public.to_vec(),
        sealed: key.sealed.clone(),
        created_at: to_micros(key.created_at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn from_row(row: Model) -> Result<AuditKey, StoreError> {
    Ok(AuditKey {
        id: row.id,
        public: require_known(row.public.try_into().ok(), "audit_key.public")?,
        sealed: row.sealed,
        created_at: from_micros(row.created_at)?,
    })
}
