//! Claim codes: officers make them and print their slips; owners use them at `/claim` to sign up, or on their own account to
//! take a venue over or to register the venue of a letter.

mod make;
mod redeem;

use camket_domain::claim_codes::{ClaimCode, ClaimStanding};
use camket_domain::permissions::Action;
use time::OffsetDateTime;

use crate::codes::translate_code;
use crate::paths;
use crate::state::Web;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;
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

/// Whether a code can be used, or why not.
pub(crate) fn build_standing_chip(page: &Page, claim: &ClaimCode, now: OffsetDateTime) -> Chip {
    let standing = claim.standing(now);
    let tone = match standing {
        ClaimStanding::Open => Tone::Info,
        ClaimStanding::Used => Tone::Good,
        ClaimStanding::Revoked | ClaimStanding::Over => Tone::Neutral,
    };
    Chip::new(tone, translate_code(page, "claimstanding", standing.code()))
}
