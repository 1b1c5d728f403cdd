//! The table `device`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "device")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub name: String,
    pub point: Vec<u8>,
    pub standing: String,
    pub registered_at: i64,
    pub seen_at: i64,
    pub cut_off_at: Option<i64>,
    pub version: i32,
}

crate::row::belongs_to!(
    Account,
    "crate::accounts::entity::Entity",
    "Column::AccountId",
    "crate::accounts::entity::Column::Id"
);

impl Related<crate::accounts::entity::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}
