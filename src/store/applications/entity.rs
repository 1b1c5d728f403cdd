//! The table `application`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub venue_id: Uuid,
    pub owner_id: Uuid,
    pub pledge_id: Uuid,
    pub workers: i32,
    pub state: String,
    pub submitted_at: i64,
    pub entered_by: Option<Json>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "crate::venues::entity::Entity",
        from = "Column::VenueId",
        to = "crate::venues::entity::Column::Id"
    )]
    Venue,
    #[sea_orm(has_many = "super::track::entity::Entity")]
    Track,
}

impl ActiveModelBehavior for ActiveModel {}
