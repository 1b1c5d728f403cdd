//! Inspections: the phone's JSON (`api`), the pages of officers (`visits`) and owners, and the record.

mod api;
mod owner;
pub(crate) mod record;
mod rows;
pub(crate) mod visits;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let (read, own) = (Action::ReadInspections, Action::KeepVenues);
    Routes::new()
        .merge(api::routes())
        .guarded(get(), paths::Inspections::PATTERN, read, visits::list)
        .guarded(get(), paths::Inspection::PATTERN, read, visits::show)
        .guarded(get(), paths::InspectionRecordPdf::PATTERN, read, record::show_pdf)
        .guarded(get(), paths::InspectionPhoto::PATTERN, read, visits::show_photo)
        .guarded(get(), paths::OwnInspections::PATTERN, own, owner::list)
        .guarded(get(), paths::OwnInspection::PATTERN, own, owner::show)
        .guarded(get(), paths::OwnRecordPdf::PATTERN, own, owner::show_pdf)
        .guarded(post(), paths::ReplyToInspection::PATTERN, own, owner::reply)
        .guarded(post(), paths::RequestReinspection::PATTERN, own, owner::ask_again)
        .public(get(), paths::Records::PATTERN, record::show_form)
        .public(get(), paths::Record::PATTERN, record::show)
}
