//! The table `venue_word`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "venue_word")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub venue_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: Vec<u8>,
    pub printed: bool,
    /// [`WordSignature`](camket_domain::venue_register::words::WordSignature) of the venue, the same in all of its rows.
    pub signature: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
