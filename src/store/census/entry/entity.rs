//! The table `census_entry`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "census_entry")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub list_id: Uuid,
    pub list_row: Option<i32>,
    pub commune: String,
    pub province: String,
    pub former_commune: Option<String>,
    pub kind: Option<String>,
    pub name: String,
    pub name_key: Vec<u8>,
    pub search_text: String,
    pub tax_key: String,
    pub registration_key: String,
    pub security_key: String,
    pub tax_fingerprint: Option<String>,
    pub owner_fingerprint: Option<String>,
    pub details: Json,
    pub listed_on: TimeDate,
    pub verified_on: Option<TimeDate>,
    pub state: String,
    pub out_reason: Option<String>,
    pub out_since: Option<TimeDate>,
    pub out_last_day: Option<TimeDate>,
    pub venue_id: Option<Uuid>,
    pub status: Json,
    pub compared: bool,
    pub created_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
