//! Whether texts can be printed: their letters, and their length in the QR of a certificate. Checked when they are
//! entered, submitted and accepted, so that it is not first found out at issue.

use camket_credential::qr_size;
use camket_domain::calendar::local_date;
use camket_domain::certificates::claims::first_second_after;
use camket_domain::certificates::{CertificateClaims, CertificateNumber, StatusIndex};
use camket_domain::refusal::Refusal;
use camket_domain::text::printable::check_printable;
use camket_domain::text::to_nfc;
use camket_domain::venues::{Place, Venue};

use crate::{App, AppError, InputProblem};

/// Stands for the agency's code, which the certificate's number contains; longer codes are not in use.
const LONGEST_AGENCY_CODE: &str = "XXXXXXXXXXXX";

/// Checks that documents can show these texts, given by field. Every text that reaches paper is checked where it is
/// entered: after a number was given it could not be mended any more.
///
/// # Errors
/// [`AppError::Invalid`] for the first field that cannot be printed.
pub(crate) fn require_printable(texts: &[(&'static str, &str)]) -> Result<(), AppError> {
    texts.iter().try_for_each(|(field, text)| {
        check_printable(text).map_err(|sign| AppError::invalid(field, InputProblem::Unprintable(sign)))
    })
}

/// Checks that the token of a certificate for `venue` would fit the largest QR that we print.
///
/// # Errors
/// [`Refusal::TooLongForPaper`]
pub(crate) fn check_qr_fit(app: &App, venue: &Venue) -> Result<(), Refusal> {
    match &venue.place {
        Some(place) => {
            qr_size::measure_version(&app.options().public_url, &build_widest_claims(app, venue, place))
        }
        None => return Ok(()),
    }
    .map(drop)
    .map_err(|_| Refusal::TooLongForPaper)
}

/// Claims as long as those of the certificate can become.
fn build_widest_claims(app: &App, venue: &Venue, place: &Place) -> CertificateClaims {
    let now = app.now();
    CertificateClaims {
        number: CertificateNumber::new(LONGEST_AGENCY_CODE, local_date(now).year(), 999_999),
        issued_at: now,
        expires_at: first_second_after(local_date(now)),
        index: StatusIndex(u32::MAX),
        kind: venue.kind,
        name: to_nfc(&venue.name),
        address: to_nfc(&place.full_address()),
        area: place.commune,
    }
}
