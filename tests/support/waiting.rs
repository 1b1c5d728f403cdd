//! How long a test waits for what must happen.

use std::time::Duration;

/// After so long the program hangs; a machine that is only busy has done it. No passing test waits this long.
pub const LONGEST_WAIT: Duration = Duration::from_secs(300);
