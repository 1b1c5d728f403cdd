//! The table `worker`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "worker")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub venue_id: Uuid,
    pub name: String,
    pub sex: String,
    pub born_on: TimeDate,
    pub born_year_only: bool,
    pub nationality: String,
    pub residence: String,
    pub paper: String,
    pub number_sealed: Option<Vec<u8>>,
    pub number_fingerprint: String,
    pub number_last4: String,
    pub position: String,
    pub customer_facing: bool,
    pub job_group: String,
    pub qualification: String,
    pub contract: String,
    pub started_on: TimeDate,
    pub ends_on: Option<TimeDate>,
    pub health_check_on: Option<TimeDate>,
    pub pledged_on: Option<TimeDate>,
    pub permit: Option<Json>,
    pub book: Json,
    pub created_at: i64,
    pub version: i32,
    /// The last day of work; null while the worker is present.
    pub left_on: Option<TimeDate>,
}

crate::row::belongs_to!(Venue);
