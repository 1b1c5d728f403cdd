//! The table `year_plan`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "year_plan")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub area: String,
    pub year: i32,
    pub number: String,
    pub decided_on: Option<TimeDate>,
    pub bases: String,
    pub created_by: Uuid,
    pub created_name: String,
    pub created_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
