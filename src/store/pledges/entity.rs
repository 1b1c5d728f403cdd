//! The table `pledge`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pledge")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub venue_id: Uuid,
    pub terms_version: i32,
    pub text_hash: String,
    pub clauses: Json,
    pub facts: Json,
    pub signer_name: String,
    pub signer_capacity: String,
    pub signer_id: Uuid,
    pub drawing: Option<Json>,
    pub confirmation: String,
    pub signed_at: i64,
    pub address: String,
    pub user_agent: String,
    pub by_hand: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
