//! The table `census_upload`.

use sea_orm::DerivePartialModel;
use sea_orm::entity::prelude::*;
use time::Date;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "census_upload")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub source: String,
    pub holder: String,
    pub as_of: Date,
    pub area: String,
    pub file_name: String,
    pub file_sha256: Vec<u8>,
    pub sealed: Vec<u8>,
    pub choices: Json,
    pub created_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A row without its file, which may have many megabytes.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub(crate) struct PartialModel {
    pub id: Uuid,
    pub account_id: Uuid,
    pub source: String,
    pub holder: String,
    pub as_of: Date,
    pub area: String,
    pub file_name: String,
    pub file_sha256: Vec<u8>,
    pub choices: Json,
    pub created_at: i64,
    pub version: i32,
}
