//! The table `demand`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demand")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub inspection_id: Uuid,
    pub venue_id: Uuid,
    pub item: Option<String>,
    pub text: String,
    pub basis: String,
    pub due_on: TimeDate,
    pub state: String,
    pub closed_by: Option<Uuid>,
    pub closed_by_name: String,
    pub closed_at: Option<i64>,
    pub note: String,
    pub version: i32,
}

crate::row::belongs_to!(Venue);
