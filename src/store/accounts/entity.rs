//! The table `account`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub role: String,
    pub name: String,
    pub name_folded: String,
    pub channel: String,
    pub login: String,
    pub password_hash: Option<String>,
    pub standing: String,
    pub agency_id: Option<Uuid>,
    pub area: Option<String>,
    pub title: String,
    pub language: String,
    pub created_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
