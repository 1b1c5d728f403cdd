//! The register of venues. A venue's own page in it is [`super::Timeline`].

use camket_domain::ids::VenueId;
use camket_shell::paths;

paths! {
    VENUE_REGISTER_PATTERNS;
    VenueRegister = "/register";
    /// What the export of a list holds, and its formats.
    ExportRegister = "/register/export";
    /// GET the whole list; POST with the last four characters of personal numbers, for a reason.
    RegisterXlsx = "/register.xlsx";
    /// As [`RegisterXlsx`].
    RegisterCsv = "/register.csv";
    /// The list on paper.
    RegisterPdf = "/register.pdf";
    /// Who would get a reminder; POST sends it.
    RemindOwners = "/register/remind";
    /// Whether a venue operates.
    RecordOperation(venue: VenueId) = "/register/{venue}/operation";
}
