//! The table `criteria_set`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "criteria_set")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub area: String,
    pub name: String,
    pub legal_basis: String,
    pub valid_from: TimeDate,
    pub valid_to: Option<TimeDate>,
    pub items: String,
    pub written_by: Uuid,
    pub written_name: String,
    pub written_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
