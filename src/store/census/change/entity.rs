//! The table `census_entry_change`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "census_entry_change")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: i32,
    pub state: String,
    pub since: TimeDate,
    pub last_day: Option<TimeDate>,
    pub reason: Option<String>,
    pub original_id: Option<Uuid>,
    pub moved_to: Option<String>,
    pub venue_id: Option<Uuid>,
    pub note: String,
    pub account_id: Option<Uuid>,
    pub account_name: String,
    pub at: i64,
    pub undone_by: Option<Uuid>,
    pub undone_name: String,
    pub undone_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
