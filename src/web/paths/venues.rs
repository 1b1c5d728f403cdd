//! A venue and its sections, as its owner keeps them.

use camket_domain::ids::VenueId;

use super::typed_path::paths;

paths! {
    Venues = "/venues";
    NewVenue = "/venues/new";
    /// A venue's task list.
    Venue(id: VenueId) = "/venues/{id}";
    IdentitySection(id: VenueId) = "/venues/{id}/sections/identity";
    PlaceSection(id: VenueId) = "/venues/{id}/sections/place";
    BusinessSection(id: VenueId) = "/venues/{id}/sections/business";
    SecuritySection(id: VenueId) = "/venues/{id}/sections/security";
    RepresentativeSection(id: VenueId) = "/venues/{id}/sections/representative";
    /// The history of a venue, for the offices.
    Timeline(venue: VenueId) = "/register/{venue}";
}
