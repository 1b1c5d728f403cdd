//! The table `venue`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "venue")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner_id: Uuid,
    pub kind: String,
    pub kind_note: String,
    pub name: String,
    pub name_folded: String,
    pub search_text: String,
    pub commune: Option<String>,
    pub province: Option<String>,
    pub address: String,
    pub former_address: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub tax_code: Option<String>,
    pub tax_sealed: Option<Vec<u8>>,
    pub tax_fingerprint: Option<String>,
    pub tax_last4: Option<String>,
    pub registration: String,
    pub phone: Option<String>,
    pub rooms: Option<i32>,
    pub opened_on: Option<TimeDate>,
    pub security_certificate: String,
    pub security_certificate_on: Option<TimeDate>,
    pub security_person: Option<String>,
    pub representative_name: Option<String>,
    pub representative_born_on: Option<TimeDate>,
    pub representative_born_year_only: bool,
    pub representative_nationality: Option<String>,
    pub representative_sealed: Option<Vec<u8>>,
    pub representative_fingerprint: Option<String>,
    pub representative_last4: Option<String>,
    pub representative_phone: Option<String>,
    pub no_employees: bool,
    pub created_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
