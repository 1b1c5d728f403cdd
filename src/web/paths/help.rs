//! The guides for users.

use camket_shell::paths;

paths! {
    HELP_PATTERNS;
    /// The guide of a role, by the role's code.
    HelpGuide(guide: String) = "/help/{guide}";
}
