//! The table `alert`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "alert")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub venue_id: Uuid,
    pub certificate_id: Option<Uuid>,
    pub scan_id: Option<Uuid>,
    pub facts: Json,
    pub state: String,
    pub created_at: i64,
    pub closed_by_name: String,
    pub closed_at: Option<i64>,
    pub note: String,
    pub version: i32,
}

crate::row::belongs_to!(Venue);
