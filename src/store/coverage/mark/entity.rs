//! The table `coverage_mark`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "coverage_mark")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub spans: i32,
    /// `None`: any.
    pub commune: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
