//! Transfer of a venue to another owner.

use camket_domain::ids::{TransferId, VenueId};
use camket_shell::paths;

paths! {
    TRANSFERS_PATTERNS;
    /// Where an owner offers a venue to another one.
    TransferVenue(id: VenueId) = "/venues/{id}/transfer";
    TakeBackTransfer(id: VenueId) = "/venues/{id}/transfer/take-back";
    /// A venue that is offered, as the other owner sees it.
    OfferedVenue(transfer: TransferId) = "/transfers/{transfer}";
    AcceptTransfer(transfer: TransferId) = "/transfers/{transfer}/accept";
    DeclineTransfer(transfer: TransferId) = "/transfers/{transfer}/decline";
}
