//! The table `concern`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "concern")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub reference: String,
    pub category: String,
    pub text: String,
    pub place: String,
    pub contact: Option<Vec<u8>>,
    pub certificate_id: Option<Uuid>,
    pub venue_id: Option<Uuid>,
    pub commune: String,
    pub province: String,
    pub state: String,
    pub handler_id: Option<Uuid>,
    pub handler_name: String,
    pub note: String,
    pub created_at: i64,
    pub closed_at: Option<i64>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
