//! The table `restore`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "restore")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub epoch: i64,
    pub lost_from: i64,
    pub at: i64,
    pub decision: String,
    pub report: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
