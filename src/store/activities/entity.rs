//! The table `activity`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub province: String,
    pub area: String,
    pub state: String,
    pub held_on: Option<TimeDate>,
    pub form: String,
    pub topics: String,
    pub place: String,
    pub sessions: Option<i32>,
    pub people: Option<i32>,
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
