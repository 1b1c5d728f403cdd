//! Whether a venue's name and address fit the QR of its certificate: checked when they are entered, submitted and
//! accepted, so that it is not first found out at issue.

use camket_credential::symbol;
use camket_domain::calendar::local_date;
use camket_domain::certificates::claims::end_of;
use camket_domain::certificates::{CertificateNumber, Claims, StatusIndex};
use camket_domain::refusal::Refusal;
use camket_domain::text::nfc;
use camket_domain::venues::{Place, Venue};

use crate::App;

/// Stands for the agency's code, which the certificate's number contains; longer codes are not in use.
const LONG_CODE: &str = "XXXXXXXXXXXX";

/// Checks that the token of a certificate for `venue` would fit the largest QR that we print.
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

/// Claims as long as those of the certificate can become.
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
