//! The table `healthy_status`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "healthy_status")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub province: String,
    pub area: String,
    pub year: i32,
    pub prostitution: String,
    pub without_drugs: bool,
    pub number: String,
    pub decided_on: Option<TimeDate>,
    pub written_by: Uuid,
    pub written_name: String,
    pub written_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
