//! What a registry needs before its first owner can register.

use camket_shell::paths;

paths! {
    READINESS_PATTERNS;
    Start = "/admin/start";
    /// Agencies and staff from a spreadsheet.
    OfficeImport = "/admin/import";
    /// The empty form, with a row for each commune without an agency.
    OfficeImportForm = "/admin/import/form.xlsx";
    /// Imports the rows of a preview; POST only.
    ConfirmOfficeImport = "/admin/import/confirm";
    /// Letters to the people who have no password yet; POST only.
    InvitationLetters = "/admin/import/letters.pdf";
    /// The communes without an agency for some function.
    StartCommunes = "/admin/start/communes";
    /// The agencies without a person for some function.
    StartPeople = "/admin/start/people";
}
