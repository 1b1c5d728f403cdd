//! The table `inspection_photo`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection_photo")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub inspection_id: Uuid,
    pub account_id: Uuid,
    pub sha256: String,
    pub picture: Vec<u8>,
    pub received_at: i64,
}

crate::row::belongs_to!(
    Inspection,
    "crate::inspections::entity::Entity",
    "Column::InspectionId",
    "crate::inspections::entity::Column::Id"
);
