//! The table `venue_risk`: one row per venue.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "venue_risk")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub venue_id: Uuid,
    pub province: Option<String>,
    pub commune: Option<String>,
    pub class: Option<String>,
    pub points: i32,
    pub reasons: Json,
    pub changes_on: Option<TimeDate>,
    pub stale: bool,
    pub override_class: Option<String>,
    pub override_reason: Option<String>,
    pub override_until: Option<TimeDate>,
    pub override_by: Option<Uuid>,
    pub override_name: Option<String>,
    pub override_at: Option<i64>,
    pub version: i32,
}

impl Model {
    /// A venue that waits to be assessed.
    pub(super) fn new(venue_id: Uuid) -> Self {
        Self {
            venue_id,
            province: None,
            commune: None,
            class: None,
            points: 0,
            reasons: Json::Array(Vec::new()),
            changes_on: None,
            stale: true,
            override_class: None,
            override_reason: None,
            override_until: None,
            override_by: None,
            override_name: None,
            override_at: None,
            version: 0,
        }
    }
}

crate::row::belongs_to!(Venue);
