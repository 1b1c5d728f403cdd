//! The table `certificate`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub application_id: Uuid,
    pub venue_id: Uuid,
    pub agency_id: Uuid,
    pub number: String,
    pub document_serial: i32,
    pub document_year: i32,
    pub document_symbol: String,
    pub code: String,
    pub status: String,
    pub approver_id: Uuid,
    pub issued_at: i64,
    pub expires_on: TimeDate,
    pub facts: Json,
    pub version: i32,
    pub status_index: Option<i32>,
    pub kid: Option<String>,
    pub token: Option<Vec<u8>>,
    pub decided_at: Option<i64>,
    pub suspended_until: Option<TimeDate>,
    pub reason: String,
    pub decision_number: String,
    pub replaced_by: Option<String>,
    pub changed: i64,
    pub search_text: String,
}

crate::row::belongs_to!(Venue);
