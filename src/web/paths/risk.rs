//! Risk classes.

use camket_domain::ids::VenueId;
use camket_shell::paths;

paths! {
    RISK_PATTERNS;
    /// The classes of the own area, with `?class=`, `?commune=` and `?after=`.
    Risk = "/risk";
    RiskRules = "/risk/rules";
    /// The class of a venue with its reasons.
    VenueRisk(venue: VenueId) = "/risk/{venue}";
    EndRiskOverride(venue: VenueId) = "/risk/{venue}/end";
}
