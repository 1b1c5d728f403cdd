//! The table `training_attendance`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "training_attendance")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub class_id: Uuid,
    pub officer_id: Uuid,
}

crate::row::belongs_to!(
    Class,
    "crate::training::class::entity::Entity",
    "Column::ClassId",
    "crate::training::class::entity::Column::Id"
);
