//! Invitation letters to venues of the census that have not signed: written for a list, printed, noted as sent, taken back.

mod list;
mod new;
mod query;
mod run;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let invite = Action::InviteVenues;
    Routes::new()
        .get(paths::Letters::PATTERN, invite, list::show)
        .get(paths::NewLetters::PATTERN, invite, new::show)
        .post(paths::NewLetters::PATTERN, invite, new::write)
        .get(paths::LetterRun::PATTERN, invite, run::show)
        .get(paths::LettersPdf::PATTERN, invite, run::show_pdf)
        .post(paths::SendLetters::PATTERN, invite, run::record_sending)
        .post(paths::RevokeLetter::PATTERN, invite, run::revoke)
}
