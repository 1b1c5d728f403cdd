//! The table `scan`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "scan")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub device_id: Option<Uuid>,
    pub certificate_id: Uuid,
    pub venue_id: Uuid,
    pub at: i64,
    pub received_at: i64,
    pub shown: Json,
    pub judged: String,
    pub position: Option<Json>,
}

crate::row::belongs_to!(Venue);
