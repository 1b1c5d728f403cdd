//! The table `inspection_correction`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection_correction")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub inspection_id: Uuid,
    pub replaced_number: i32,
    pub replaced_conclusion: String,
    pub replaced_report: Json,
    pub replaced_reply: Option<Json>,
    pub reason: String,
    pub by_account: Uuid,
    pub by_name: String,
    pub written_at: i64,
    pub received_at: i64,
    pub followed: bool,
    pub parcel_id: Option<Uuid>,
}

crate::row::belongs_to!(
    Inspection,
    "crate::inspections::entity::Entity",
    "Column::InspectionId",
    "crate::inspections::entity::Column::Id"
);
