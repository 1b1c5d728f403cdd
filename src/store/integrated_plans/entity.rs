//! The table `integrated_plan`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "integrated_plan")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub province: String,
    pub area: String,
    pub number: String,
    pub dated_on: TimeDate,
    pub office: String,
    pub programmes: String,
    pub written_by: Uuid,
    pub written_name: String,
    pub written_at: i64,
    pub listed_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
