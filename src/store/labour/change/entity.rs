//! The table `worker_change`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "worker_change")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub worker_id: Uuid,
    pub venue_id: Uuid,
    pub kind: String,
    pub happened_on: TimeDate,
    /// Codes, with commas between them.
    pub fields: String,
    pub position: String,
    pub recorded_at: i64,
}

crate::row::belongs_to!(Venue);
