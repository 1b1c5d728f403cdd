//! The table `paper_pledge`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "paper_pledge")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub venue_id: Uuid,
    pub text: Json,
    pub pages: i32,
    pub made_by: Uuid,
    pub made_at: i64,
    pub signed_at: Option<i64>,
    pub replaced_at: Option<i64>,
}

crate::row::belongs_to!(
    Venue,
    "crate::venues::entity::Entity",
    "Column::VenueId",
    "crate::venues::entity::Column::Id"
);
