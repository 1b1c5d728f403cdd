//! Whether a venue's name and address fit the QR of its certificate: asked when they are given, when they are sent and
//! when they are accepted, so that it is not found out at issue.

use camket_credential::symbol;
use camket_domain::calendar::local_date;
use camket_domain::certificates::claims::end_of;
use camket_domain::certificates::{CertificateNumber, Claims, StatusIndex};
use camket_domain::refusal::Refusal;
use camket_domain::text::nfc;
use camket_domain::venues::{Place, Venue};

use crate::App;

/// Stands for the code of an agency: longer ones are not in use, and a certificate's number holds it.
const LONG_CODE: &str = "XXXXXXXXXXXX";

/// Whether the token of a certificate for `venue` would fit the largest QR that we print.
///
/// # Errors
/// [`Refusal::TooLongForPaper`]
pub(crate) fn fits(app: &App, venue: &Venue) -> Result<(), Refusal> {
    match &venue.place {
        Some(place) => symbol::fits(&app.options().public_url, &widest(app, venue, place)),
        None => return Ok(()),
    }
    .map(drop)
    .map_err(|_| Refusal::TooLongForPaper)
}

/// Claims as long as those of the certificate could be.
fn widest(app: &App, venue: &Venue, place: &Place) -> Claims {
    let now = app.now();
    Claims {
        number: CertificateNumber::new(LONG_CODE, local_date(now).year(), 999_999),
        issued_at: now,
        expires_at: end_of(local_date(now)),
        index: StatusIndex(u32::MAX),
        kind: venue.kind,
        name: nfc(&venue.name),
        address: nfc(&place.full_address()),
        area: place.commune,
    }
}
