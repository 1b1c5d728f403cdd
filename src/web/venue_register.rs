//! The register of venues: the list of an officer's area with its filters, reminders to owners, exports, and whether a
//! venue operates. The page of one venue is `timeline`.

mod chips;
mod columns;
mod export;
pub(crate) mod filters;
mod list;
pub(crate) mod operation;
pub(crate) mod query;
mod remind;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) use chips::build_operation_chip;
pub use list::list_by_ids;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::VenueRegister::PATTERN, Action::ReadRegister, list::list)
        .post(paths::VenueRegister::PATTERN, Action::ReadRegister, list::search)
        .get(paths::ExportRegister::PATTERN, Action::ExportRegister, export::show)
        .get_confirmed(paths::RegisterCsv::PATTERN, Action::ExportRegister, export::download_csv)
        .post_confirmed(
            paths::RegisterCsv::PATTERN,
            Action::ExportRegister,
            export::download_csv_with_numbers,
        )
        .get_confirmed(paths::RegisterXlsx::PATTERN, Action::ExportRegister, export::download_xlsx)
        .post_confirmed(
            paths::RegisterXlsx::PATTERN,
            Action::ExportRegister,
            export::download_xlsx_with_numbers,
        )
        .get_confirmed(paths::RegisterPdf::PATTERN, Action::ExportRegister, export::show_pdf)
        .get(paths::RemindOwners::PATTERN, Action::FollowUpVenues, remind::preview)
        .post(paths::RemindOwners::PATTERN, Action::FollowUpVenues, remind::send)
        .get(paths::RecordOperation::PATTERN, Action::FollowUpVenues, operation::show)
        .post(paths::RecordOperation::PATTERN, Action::FollowUpVenues, operation::record)
}
