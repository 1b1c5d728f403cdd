//! Messages that were not sent.

use camket_shell::paths;

paths! {
    OUTBOX_PATTERNS;
    Outbox = "/admin/outbox";
    /// Sends one message again, or all that were given up; POST only.
    RetryOutbox = "/admin/outbox/retry";
    /// Drops a message, with `?message=`.
    DropMessage = "/admin/outbox/drop";
}
