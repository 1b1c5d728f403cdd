//! The table `digest`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "digest")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    pub wanted: bool,
    pub sent_on: Option<TimeDate>,
}

crate::row::belongs_to!(
    Account,
    "crate::accounts::entity::Entity",
    "Column::AccountId",
    "crate::accounts::entity::Column::Id"
);
