//! What a registry needs before its first owner can register.

use camket_shell::paths;

paths! {
    READINESS_PATTERNS;
    Start = "/admin/start";
    /// The communes without an agency for some function.
    StartCommunes = "/admin/start/communes";
    /// The agencies without a person for some function.
    StartPeople = "/admin/start/people";
}
