//! Who may call a route.

use camket_domain::permissions::Action;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone, logged in or not.
    Public,
    /// Roles that the permission table allows this action.
    Guarded(Action),
}
