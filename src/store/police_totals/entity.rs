//! The table `police_total`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "police_total")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub province: String,
    pub area: String,
    pub from_on: TimeDate,
    pub to_on: TimeDate,
    pub cases: Option<i32>,
    pub people: Option<i32>,
    pub hot_spots: Option<i32>,
    pub venues_before: Option<i32>,
    pub venues_after: Option<i32>,
    pub source: String,
    pub number: String,
    pub note: String,
    pub written_by: Uuid,
    pub written_name: String,
    pub written_at: i64,
    pub listed_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
