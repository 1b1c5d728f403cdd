//! The table `worker_pledge_invitation`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "worker_pledge_invitation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub hash: String,
    pub worker_id: Uuid,
    pub venue_id: Uuid,
    pub made_by: Uuid,
    pub made_at: i64,
    pub expires_at: i64,
    pub tries_left: i32,
    pub used_at: Option<i64>,
    pub ended_at: Option<i64>,
}

crate::row::belongs_to!(Venue);
