//! Claim codes: made by officers, used by owners.

use camket_domain::ids::{ClaimCodeId, VenueId};
use camket_shell::paths;

paths! {
    CLAIM_CODES_PATTERNS;
    /// The open codes of the officer's area.
    ClaimCodes = "/claim-codes";
    ClaimCode(claim: ClaimCodeId) = "/claim-codes/{claim}";
    ClaimSlip(claim: ClaimCodeId) = "/claim-codes/{claim}/slip.pdf";
    /// Makes a code for a venue.
    VenueClaimCode(venue: VenueId) = "/register/{venue}/claim-code";
    /// Signs up with a code.
    Claim = "/claim";
    /// Takes a venue over on the owner's own account.
    ClaimVenue = "/claim/venue";
}
