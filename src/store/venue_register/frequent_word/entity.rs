//! The table `frequent_word`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "frequent_word")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: Vec<u8>,
    pub rows: i64,
    pub counted_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
