//! The routes of the API. Their patterns are repeated in `#[utoipa::path]`, which takes literals only; a test compares.

use camket_domain::ids::{DemandId, DeviceId, InspectionId, PhotoId, SnapshotId, VenueId};
use camket_shell::paths;

paths! {
    API_PATTERNS;
    /// The description of the API.
    OpenApi = "/api/openapi.json";
    ApiAccount = "/api/v1/account";
    /// Figures of the coverage, by commune.
    ApiCoverage = "/api/v1/coverage";
    /// The same as csv.
    ApiCoverageCsv = "/api/v1/coverage.csv";
    /// The reporting periods with their snapshots.
    ApiReportPeriods = "/api/v1/reports/periods";
    ApiSnapshot(snapshot: SnapshotId) = "/api/v1/reports/snapshots/{snapshot}";
    /// The same as csv.
    ApiSnapshotCsv(snapshot: SnapshotId) = "/api/v1/reports/snapshots/{snapshot}/csv";
    /// Valid certificates as open data.
    ApiOpenCertificates = "/api/v1/open/certificates";
    ApiVerify(code: String) = "/api/v1/verify/{code}";
    ApiVisitChecks = "/api/v1/inspections/visits/checks";
    ApiVisits = "/api/v1/inspections/visits";
    ApiVisit(visit: InspectionId) = "/api/v1/inspections/visits/{visit}";
    ApiCorrections(visit: InspectionId) = "/api/v1/inspections/visits/{visit}/corrections";
    ApiPhoto(visit: InspectionId, picture: PhotoId) = "/api/v1/inspections/visits/{visit}/photos/{picture}";
    ApiScans = "/api/v1/inspections/scans";
    ApiSync = "/api/v1/inspections/sync";
    ApiTeams = "/api/v1/inspections/teams";
    ApiChecklists = "/api/v1/inspections/checklists";
    ApiDevices = "/api/v1/inspections/devices";
    ApiDevice(device: DeviceId) = "/api/v1/inspections/devices/{device}";
    ApiUnlockSecret = "/api/v1/inspections/unlock-secret";
    ApiUnlock = "/api/v1/inspections/unlock";
    ApiPack = "/api/v1/inspections/pack";
    ApiVisitedVenue(visited: VenueId) = "/api/v1/inspections/venues/{visited}";
    ApiCertificate(number: String) = "/api/v1/inspections/certificates/{number}";
    ApiCloseDemand(met: DemandId) = "/api/v1/inspections/demands/{met}/close";
}
