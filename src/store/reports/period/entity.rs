//! The table `report_period`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report_period")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub area: String,
    pub length: String,
    pub year: i32,
    pub number: i32,
    pub rule: String,
    pub first_day: TimeDate,
    pub last_day: TimeDate,
    pub due_on: TimeDate,
    pub reminded_on: Option<TimeDate>,
    pub opened_by: Uuid,
    pub opened_name: String,
    pub opened_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
