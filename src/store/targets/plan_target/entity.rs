//! The table `plan_target`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_target")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub position: i32,
    pub text: String,
    pub kind: String,
    pub goal: i32,
    pub goal_more: Option<i32>,
    pub unit: String,
    pub evidence: String,
    pub due_on: TimeDate,
    pub reminded_on: Option<TimeDate>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
