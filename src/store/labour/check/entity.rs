//! The table `labour_check`: one row per venue.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "labour_check")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub venue_id: Uuid,
    /// The day on which the venue must be assessed again.
    pub changes_on: Option<TimeDate>,
    pub stale: bool,
}

crate::row::belongs_to!(Venue);
