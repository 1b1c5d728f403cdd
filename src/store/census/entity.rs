//! The table `census_list`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "census_list")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source: String,
    pub holder: String,
    pub as_of: TimeDate,
    pub area: String,
    pub province: String,
    pub file_name: String,
    pub file_sha256: Option<Vec<u8>>,
    pub created_by: Option<Uuid>,
    pub created_name: String,
    pub created_at: Option<i64>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
