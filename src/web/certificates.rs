//! Certificates: the owner's paper and share link, the officers' register, issuing.

pub(crate) mod decisions;
mod issue;
mod own;
mod register;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .merge(decisions::routes())
        .merge(issue::routes())
        .merge(own::routes())
        .merge(register::routes())
}
