//! What was recognised of communes, and the sets of criteria.

use camket_domain::areas::AreaCode;
use camket_domain::ids::CriteriaSetId;
use camket_shell::paths;

paths! {
    HEALTHY_COMMUNES_PATTERNS;
    /// The communes of a year, with `?year=`.
    HealthyCommunes = "/healthy-communes";
    /// What was recognised of a commune in a year.
    HealthyStatus(year: i32, area: AreaCode) = "/healthy-communes/years/{year}/areas/{area}";
    RemoveHealthyStatus(year: i32, area: AreaCode) = "/healthy-communes/years/{year}/areas/{area}/remove";
    NewCriteriaSet = "/healthy-communes/criteria/new";
    EditCriteriaSet(criteria: CriteriaSetId) = "/healthy-communes/criteria/{criteria}";
    RemoveCriteriaSet(criteria: CriteriaSetId) = "/healthy-communes/criteria/{criteria}/remove";
}
