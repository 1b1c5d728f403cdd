//! The table `inspection`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub venue_id: Uuid,
    pub team_id: Uuid,
    pub plan_id: Option<Uuid>,
    pub kind: String,
    pub grounds: Option<Json>,
    pub state: String,
    pub inspector_id: Uuid,
    pub device_id: Uuid,
    pub parcel_id: Uuid,
    pub started_at: i64,
    pub received_at: i64,
    pub serial: i32,
    pub year: i32,
    pub symbol: String,
    pub code: String,
    pub conclusion: String,
    pub report: Json,
    pub reply_due: TimeDate,
    pub reply: Option<Json>,
    pub asked_again_at: Option<i64>,
    pub version: i32,
    pub concern_id: Option<Uuid>,
}

crate::row::belongs_to!(Venue);
