//! The table `visit_plan`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_plan")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub team_id: Uuid,
    pub year: i32,
    pub quarter: Option<i32>,
    pub state: String,
    pub rules: Json,
    pub seed: String,
    pub candidates: i32,
    pub visits: Json,
    pub author_id: Uuid,
    pub author_name: String,
    pub created_at: i64,
    pub approver_name: String,
    pub decided_at: Option<i64>,
    pub version: i32,
}

crate::row::belongs_to!(
    Team,
    "crate::teams::entity::Entity",
    "Column::TeamId",
    "crate::teams::entity::Column::Id"
);
