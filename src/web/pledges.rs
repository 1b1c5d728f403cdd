//! Pledges: reading the text, signing, the PDF.

pub(crate) mod facts;
mod show;
mod sign;
mod text;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::Pledge::PATTERN, Action::KeepVenues, show::show)
        .get(paths::PledgePdf::PATTERN, Action::KeepVenues, show::show_pdf)
        .get(paths::SignPledge::PATTERN, Action::KeepVenues, sign::show_form)
        .post(paths::SignPledge::PATTERN, Action::KeepVenues, sign::sign)
        .post(paths::PledgeCode::PATTERN, Action::KeepVenues, sign::send_code)
}
