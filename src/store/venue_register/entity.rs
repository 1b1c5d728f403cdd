//! The table `venue_fact`: one row per venue, written with every change of what it is made of.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "venue_fact")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub venue_id: Uuid,
    pub commune: Option<String>,
    pub province: Option<String>,
    pub kind: String,
    pub name_key: Vec<u8>,
    pub pledge: String,
    pub pledge_current: bool,
    pub terms_version: Option<i32>,
    pub labour: String,
    pub labour_changed: bool,
    pub returned_on: Option<TimeDate>,
    pub certificate: String,
    pub certificate_id: Option<Uuid>,
    pub certificate_number: String,
    pub expires_on: Option<TimeDate>,
    pub suspended_until: Option<TimeDate>,
    pub visited_on: Option<TimeDate>,
    pub open_demands: i32,
    pub operation: String,
    pub stopped_until: Option<TimeDate>,
    pub by_phone: bool,
    pub by_email: bool,
    /// When the venue was entered.
    pub entered_at: i64,
    /// Of an undecided pledge track.
    pub pledge_due_on: Option<TimeDate>,
    pub pledge_reviewer_id: Option<Uuid>,
    /// Of an undecided labour track.
    pub labour_due_on: Option<TimeDate>,
    pub labour_reviewer_id: Option<Uuid>,
}

crate::row::belongs_to!(Venue);
