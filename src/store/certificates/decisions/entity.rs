//! The table `certificate_decision`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_decision")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub certificate_id: Uuid,
    pub venue_id: Uuid,
    pub kind: String,
    pub ground: String,
    pub text: String,
    pub number: String,
    pub until: Option<TimeDate>,
    pub state: String,
    pub open: Option<String>,
    pub proposer_id: Uuid,
    pub proposer_name: String,
    pub proposed_at: i64,
    pub settler_id: Option<Uuid>,
    pub settler_name: String,
    pub settled_at: Option<i64>,
    pub note: String,
    pub version: i32,
}

crate::row::belongs_to!(Venue);
