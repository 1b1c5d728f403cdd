//! Claim codes: officers make them and print their slips; owners use them at `/claim` to sign up, or on their own account to
//! take a venue over.

mod make;
mod redeem;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let make = Action::MakeClaimCodes;
    Routes::new()
        .get(paths::ClaimCodes::PATTERN, make, make::list)
        .post(paths::ClaimCodes::PATTERN, make, make::make_for_person)
        .get(paths::ClaimCode::PATTERN, make, make::show)
        .get(paths::ClaimSlip::PATTERN, make, make::show_slip)
        .get(paths::VenueClaimCode::PATTERN, make, make::ask_for_venue)
        .post(paths::VenueClaimCode::PATTERN, make, make::make_for_venue)
        .public_get(paths::Claim::PATTERN, redeem::show_form)
        .public_post(paths::Claim::PATTERN, redeem::sign_up)
        .get(paths::ClaimVenue::PATTERN, Action::KeepVenues, redeem::show_owner_form)
        .post(paths::ClaimVenue::PATTERN, Action::KeepVenues, redeem::take_over)
}
