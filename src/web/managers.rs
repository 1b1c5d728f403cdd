//! Managers of venues: `/venues/{id}/managers` for the owner, `/invited/{manager}` for who is invited. The page of a venue as its
//! manager sees it is [`crate::venues`]' own.

mod invitation;
mod list;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let keep = Action::KeepVenues;
    Routes::new()
        .get(paths::Managers::PATTERN, keep, list::show)
        .post(paths::Managers::PATTERN, keep, list::invite)
        .post(paths::RemoveManager::PATTERN, keep, list::remove)
        .get(paths::ManagerInvitation::PATTERN, keep, invitation::show)
        .post(paths::AcceptInvitation::PATTERN, keep, invitation::accept)
        .post(paths::LeaveVenue::PATTERN, keep, invitation::leave)
}
