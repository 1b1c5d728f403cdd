//! The table `passkey_challenge`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey_challenge")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub held_by: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: String,
    pub account_id: Uuid,
    pub challenge: String,
    pub name: Option<String>,
    pub expires_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
