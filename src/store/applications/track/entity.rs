//! The table `track`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "track")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    pub state: String,
    pub agency_id: Uuid,
    pub due_on: TimeDate,
    pub matter: String,
    pub reviewer_id: Option<Uuid>,
    pub reviewer_name: String,
    pub reviewer_title: Option<String>,
    pub decided_at: Option<i64>,
    pub reasons: Json,
    pub note: String,
}

crate::row::belongs_to!(
    Application,
    "crate::applications::entity::Entity",
    "Column::ApplicationId",
    "crate::applications::entity::Column::Id"
);

impl Related<crate::applications::entity::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Application.def()
    }
}
