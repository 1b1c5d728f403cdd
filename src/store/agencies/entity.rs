//! The table `agency`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agency")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub parent_name: String,
    pub symbol: String,
    pub place: String,
    pub code: String,
    pub level: String,
    pub area: String,
    pub functions: Json,
    pub valid_from: TimeDate,
    pub valid_to: Option<TimeDate>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
