//! Messages that were not sent.

use camket_domain::ids::MessageId;
use camket_shell::paths;

paths! {
    OUTBOX_PATTERNS;
    Outbox = "/admin/outbox";
    /// Sends all that were given up again.
    RetryOutbox = "/admin/outbox/retry";
    RetryMessage(message: MessageId) = "/admin/outbox/{message}/retry";
    DropMessage(message: MessageId) = "/admin/outbox/{message}/drop";
}
