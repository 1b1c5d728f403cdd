//! Inspections: visits, their records, the packs of data and the JSON for the phone.

mod api;
mod corrections;
mod pack;
mod phone_requests;
mod photos;
mod record_document;
mod slow_uploads;
pub(crate) mod visits;
