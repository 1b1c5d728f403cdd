//! The table `paper_page`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "paper_page")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub area: String,
    pub uploaded_by: Uuid,
    pub uploaded_at: i64,
    pub pledge_id: Option<Uuid>,
    pub number: Option<i32>,
    pub matched_by: Option<Uuid>,
    pub sealed: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
