//! The table `labour_request`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "labour_request")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub venue_id: Uuid,
    pub rule: String,
    pub state: String,
    pub officer_id: Uuid,
    pub created_at: i64,
    pub changed_at: i64,
    pub version: i32,
}

crate::row::belongs_to!(Venue);
