//! The table `letter_run`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "letter_run")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub area: String,
    pub number: String,
    pub dated: TimeDate,
    pub deadline: TimeDate,
    pub contact: String,
    pub capacity: String,
    pub signer: String,
    pub letters: i32,
    pub messages: i32,
    pub made_by: Uuid,
    pub made_name: String,
    pub made_at: i64,
    pub printed_at: Option<i64>,
    pub sent_on: Option<TimeDate>,
    pub sent_way: Option<String>,
    pub sent_by: Option<Uuid>,
    pub sent_name: String,
    pub sent_at: Option<i64>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
