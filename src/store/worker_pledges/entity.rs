//! The table `worker_pledge`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "worker_pledge")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub worker_id: Uuid,
    pub venue_id: Uuid,
    pub method: String,
    pub terms_version: i32,
    pub language: String,
    pub text_hash: String,
    pub facts: Json,
    pub signed_on: TimeDate,
    pub recorded_at: i64,
    pub address: String,
    pub user_agent: String,
    pub recorded_by: Option<Uuid>,
}

crate::row::belongs_to!(Venue);
