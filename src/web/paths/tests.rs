use std::collections::BTreeSet;

use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::venues::Section;
use uuid::Uuid;

use super::*;

#[test]
fn every_route_has_one_typed_path_and_every_typed_path_a_route() {
    let groups = [
        FRAME_PATTERNS,
        ACCOUNTS_PATTERNS,
        ACTIVITIES_PATTERNS,
        API_PATTERNS,
        APPLICATIONS_PATTERNS,
        CENSUS_IMPORT_PATTERNS,
        CENSUS_PATTERNS,
        CERTIFICATES_PATTERNS,
        CLAIM_CODES_PATTERNS,
        CONCERNS_PATTERNS,
        COVERAGE_PATTERNS,
        DASHBOARD_PATTERNS,
        HELP_PATTERNS,
        COUNTER_PATTERNS,
        HEALTHY_COMMUNES_PATTERNS,
        INSPECTIONS_PATTERNS,
        INTEGRATED_PLANS_PATTERNS,
        LABOUR_PATTERNS,
        LETTERS_PATTERNS,
        MANAGERS_PATTERNS,
        MEDIA_PATTERNS,
        OUTBOX_PATTERNS,
        OPEN_DATA_PATTERNS,
        POLICE_TOTALS_PATTERNS,
        PUBLIC_FILE_PATTERNS,
        READINESS_PATTERNS,
        REPORTS_PATTERNS,
        RISK_PATTERNS,
        SETTINGS_PATTERNS,
        TARGETS_PATTERNS,
        TRAINING_PATTERNS,
        TRANSFERS_PATTERNS,
        VENUES_PATTERNS,
        VENUE_REGISTER_PATTERNS,
        WORKER_PLEDGES_PATTERNS,
    ];
    let patterns: Vec<&str> = groups.concat();
    let typed: BTreeSet<&str> = patterns.iter().copied().collect();
    assert_eq!(typed.len(), patterns.len(), "two types for one route");
    let routes = crate::routes(true);
    let routed: BTreeSet<&str> = routes.list().iter().map(|route| &*route.path).collect();
    assert_eq!(routed, typed);
}

#[test]
fn segments_are_percent_encoded() {
    let (venue, worker) = (VenueId(Uuid::nil()), WorkerId(Uuid::max()));
    assert_eq!(
        Worker(venue, worker).to_string(),
        "/venues/00000000-0000-0000-0000-000000000000/workers/ffffffff-ffff-ffff-ffff-ffffffffffff"
    );
    assert_eq!(Record("a/b?c=Hà 1".to_owned()).to_string(), "/records/a%2Fb%3Fc%3DH%C3%A0%201");
    assert_eq!(Record("..-_~".to_owned()).to_string(), "/records/..-_~");
    assert_eq!(Venues.to_string(), Venues::PATTERN);
}

#[test]
fn every_section_has_the_path_of_its_code() {
    let id = VenueId(Uuid::nil());
    for section in Section::ALL {
        assert_eq!(build_section_path(id, section), format!("/venues/{id}/sections/{}", section.code()));
    }
}
