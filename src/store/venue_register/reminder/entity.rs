//! The table `venue_reminder`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "venue_reminder")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub venue_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reason: String,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
