//! Certificates: the owner's certificate and share link, the officers' list, issuing, decisions.

pub(crate) mod decisions;
mod issue;
mod own_certificate;
mod register;

use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .merge(decisions::routes())
        .merge(issue::routes())
        .merge(own_certificate::routes())
        .merge(register::routes())
}
