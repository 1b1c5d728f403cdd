//! The owner's side of an application: answers checked, submitted, withdrawn.

mod check;
mod submitted;
mod withdraw;

use camket_app::applications::ReviewingOffice;
use camket_domain::permissions::Action;

use crate::codes;
use crate::paths;
use crate::state::Web;
use camket_shell::page::Page;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::CheckAnswers::PATTERN, Action::KeepVenues, check::show)
        .post(paths::SubmitApplication::PATTERN, Action::KeepVenues, check::submit)
        .get(paths::SubmittedApplication::PATTERN, Action::KeepVenues, submitted::show)
        .get(paths::ReceiptPdf::PATTERN, Action::KeepVenues, submitted::show_receipt)
        .get(paths::WithdrawApplication::PATTERN, Action::KeepVenues, withdraw::ask)
        .post(paths::WithdrawApplication::PATTERN, Action::KeepVenues, withdraw::withdraw)
}

/// What one of the two offices does next, and by which day.
struct OfficeStep {
    what: String,
    office: String,
    due: String,
}

fn build_steps(page: &Page, offices: &[ReviewingOffice; 2]) -> Vec<OfficeStep> {
    let step = |office: &ReviewingOffice| OfficeStep {
        what: codes::translate_code(page, "trackkind", office.track.code()),
        office: office.name.clone().unwrap_or_else(|| page.t("applications-submission-no-office")),
        due: page.t1("applications-submission-due", "date", page.date(&office.due_on)),
    };
    offices.iter().map(step).collect()
}
