//! The sheet of the slip with a claim code.

use camket_documents::{ClaimSlipSheet, Letterhead, render_claim_slip};
use camket_domain::calendar::local_date;
use camket_domain::claim_codes::ClaimTarget;
use camket_domain::venues::Place;

use super::run_drawing;
use crate::claim_codes::ClaimDossier;
use crate::{App, AppError};

/// The slip of an open code.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be drawn.
pub async fn render_claim_slip_pdf(app: &App, dossier: &ClaimDossier) -> Result<Vec<u8>, AppError> {
    let agency = dossier.agency.as_ref();
    let code = dossier.code.to_string();
    let sheet = ClaimSlipSheet {
        letterhead: Letterhead {
            parent: agency.map(|agency| agency.parent_name.clone()).unwrap_or_default(),
            name: agency.map(|agency| agency.name.clone()).unwrap_or_default(),
        },
        place: agency.map(|agency| agency.place.clone()).unwrap_or_default(),
        dated: local_date(dossier.claim.made_at),
        bound_to: list_facts(dossier),
        expires_at: dossier.claim.expires_at,
        qr_text: app.url(app.paths().claim(Some(&code))),
        address: app.url(app.paths().claim(None)),
        code,
    };
    run_drawing(app, move || render_claim_slip(&sheet)).await
}

fn list_facts(dossier: &ClaimDossier) -> Vec<(String, String)> {
    let fact = |label: &str, value: String| (label.to_owned(), value);
    match (&dossier.claim.target, &dossier.venue) {
        (ClaimTarget::Person { name, phone }, _) => {
            vec![fact("Cấp cho", name.clone()), fact("Số điện thoại", phone.format_grouped())]
        }
        (ClaimTarget::Venue(_), Some(venue)) => {
            let address = venue.place.as_ref().map(Place::full_address).unwrap_or_default();
            vec![fact("Để nhận cơ sở", venue.name.clone()), fact("Địa chỉ", address)]
        }
        // Letters have a sheet of their own.
        (ClaimTarget::Venue(_), None) | (ClaimTarget::Entry(_), _) => Vec::new(),
    }
}
