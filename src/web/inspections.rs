//! Inspections: the phone's JSON (`api`), the pages of officers (`list`, `visits`) and owners, corrections, and the record.

mod api;
mod correct_form;
mod corrections;
pub(crate) mod list;
mod owner;
pub(crate) mod record;
pub(crate) mod rows;
pub(crate) mod visits;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let (read, own, persons) = (Action::ReadInspections, Action::KeepVenues, Action::ReadPersonalData);
    Routes::new()
        .merge(api::routes())
        .get(paths::Inspections::PATTERN, read, list::show)
        .get(paths::Inspection::PATTERN, read, visits::show)
        .get(paths::InspectionRecordPdf::PATTERN, persons, record::show_pdf)
        .get(paths::InspectionPhoto::PATTERN, persons, visits::show_photo)
        .get(paths::InspectionVersion::PATTERN, read, corrections::show_version)
        .get(paths::InspectionVersionPdf::PATTERN, persons, corrections::show_version_pdf)
        .get(paths::CorrectInspection::PATTERN, Action::Inspect, correct_form::show_form)
        .post(paths::CorrectInspection::PATTERN, Action::Inspect, correct_form::submit)
        .get(paths::OwnInspections::PATTERN, own, owner::list)
        .get(paths::OwnInspection::PATTERN, own, owner::show)
        .get(paths::OwnRecordPdf::PATTERN, own, owner::show_pdf)
        .post(paths::ReplyToInspection::PATTERN, own, owner::reply)
        .post(paths::RequestReinspection::PATTERN, own, owner::ask_again)
        .public_get(paths::Records::PATTERN, record::show_form)
        .public_get(paths::Record::PATTERN, record::show)
}
