//! The table `signing_key`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub(crate) struct Model {
    /// Lower-case hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    pub public: Option<Vec<u8>>,
    pub sealed: Option<Vec<u8>>,
    pub created_at: i64,
    pub not_before: i64,
    pub not_after: i64,
    pub withdrawn_at: Option<i64>,
    pub withdrawn_reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
