//! Applications: the owner's check and submission, the officers' queue and review, and the state of a file for anyone who
//! knows its number.

mod review;
mod submission;
mod tracking;

pub(crate) use review::build_event;
pub(crate) use review::contains_personal_number;

use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().merge(review::routes()).merge(submission::routes()).merge(tracking::routes())
}
