//! Transfer of a venue to another owner: `/venues/{id}/transfer` for its owner, `/transfers/{transfer}` for the other one.

mod offer;
mod offered;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let keep = Action::KeepVenues;
    Routes::new()
        .get(paths::TransferVenue::PATTERN, keep, offer::show)
        .post(paths::TransferVenue::PATTERN, keep, offer::offer)
        .post(paths::TakeBackTransfer::PATTERN, keep, offer::take_back)
        .get(paths::OfferedVenue::PATTERN, keep, offered::show)
        .post(paths::AcceptTransfer::PATTERN, keep, offered::accept)
        .post(paths::DeclineTransfer::PATTERN, keep, offered::decline)
}
