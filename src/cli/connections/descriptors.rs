//! The limit of open files.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files that the program opens beside connections: the database, its logs and the program's own.
const OWN_FILES: u64 = 128;

/// Raises the limit of open files to the most that the system grants; gives how many connections it leaves room for.
pub(super) fn raise_limit() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let current = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(error) => {
            tracing::warn!(%error, limit = limit.current, "the limit of open files could not be raised");
            limit.current
        }
    };
    let room = current.map_or(u64::MAX, |files| files.saturating_sub(OWN_FILES).max(1));
    usize::try_from(room).unwrap_or(usize::MAX)
}
