//! The table `labour_finding`: one row per venue and rule that it meets.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "labour_finding")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub venue_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rule: String,
    pub province: Option<String>,
    pub commune: Option<String>,
}

crate::row::belongs_to!(Venue);
