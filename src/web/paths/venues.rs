//! A venue and its sections, as its owner keeps them.

use camket_domain::ids::VenueId;
use camket_domain::venues::Section;
use camket_shell::paths;

paths! {
    VENUES_PATTERNS;
    Venues = "/venues";
    NewVenue = "/venues/new";
    /// A venue's task list.
    Venue(id: VenueId) = "/venues/{id}";
    IdentitySection(id: VenueId) = "/venues/{id}/sections/identity";
    PlaceSection(id: VenueId) = "/venues/{id}/sections/place";
    BusinessSection(id: VenueId) = "/venues/{id}/sections/business";
    SecuritySection(id: VenueId) = "/venues/{id}/sections/security";
    RepresentativeSection(id: VenueId) = "/venues/{id}/sections/representative";
    /// Where the owner says that a venue stops for a time, closes, or operates again.
    StopVenue(id: VenueId) = "/venues/{id}/stop";
    /// The history of a venue, for the offices.
    Timeline(venue: VenueId) = "/register/{venue}";
}

/// The form of a section of a venue.
#[must_use]
pub fn build_section_path(id: VenueId, section: Section) -> String {
    match section {
        Section::Identity => IdentitySection(id).into(),
        Section::Place => PlaceSection(id).into(),
        Section::Business => BusinessSection(id).into(),
        Section::Security => SecuritySection(id).into(),
        Section::Representative => RepresentativeSection(id).into(),
    }
}
