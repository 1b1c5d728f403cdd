//! The table `coverage_span`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "coverage_span")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub first_day: TimeDate,
    pub last_day: TimeDate,
    pub venue_id: Option<Uuid>,
    pub standing: String,
    pub commune: Option<String>,
    pub province: Option<String>,
    pub former_commune: Option<String>,
    pub former_district: Option<String>,
    pub kind: Option<String>,
    pub name_key: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
