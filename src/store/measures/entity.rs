//! The table `proposal`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub inspection_id: Uuid,
    pub venue_id: Uuid,
    pub certificate_id: Option<Uuid>,
    pub suggested: String,
    pub grounds: Json,
    pub measure: String,
    pub state: String,
    pub until: Option<TimeDate>,
    pub decision: String,
    pub note: String,
    pub first: Option<Json>,
    pub second: Option<Json>,
    pub created_at: i64,
    pub version: i32,
}

crate::row::belongs_to!(Venue);
