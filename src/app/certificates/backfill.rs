//! Completes the certificates of earlier versions, in batches: signs those that were issued without a token, and fills in
//! their search texts.

use camket_credential::qr_size;
use camket_domain::certificates::{Certificate, CertificateClaims, StatusIndex};
use camket_store::certificates;
use camket_store::certificates::register;

use super::numbering::sign_certificates;
use crate::{App, AppError};

/// Certificates signed in one transaction.
const BATCH_SIZE: u64 = 500;

/// Signs every certificate that has no token, and returns their number. A certificate whose name is too long for a QR
/// keeps only its short code.
///
/// # Errors
/// [`camket_domain::refusal::Refusal::SelfTest`]
pub async fn backfill_tokens(app: &App) -> Result<usize, AppError> {
    let (mut equipped, mut last) = (0, None);
    loop {
        if certificates::list_unsigned(app.store(), last, 1).await?.is_empty() {
            break;
        }
        let tx = app.store().begin_write().await?;
        // Takes the register's row lock before reading: another node that starts now waits here and then finds nothing
        // to sign.
        let changed = register::advance_sequence(&tx).await?;
        let bare = certificates::list_unsigned(&tx, last, BATCH_SIZE).await?;
        last = bare.last().map(|certificate| certificate.id).or(last);
        let bare = bare.into_iter().filter(|certificate| fits_qr(app, certificate)).collect();
        for certificate in sign_certificates(app, &tx, bare).await? {
            if let Some(signed) = &certificate.issued_token {
                equipped +=
                    usize::from(certificates::save_token(&tx, certificate.id, signed, changed).await?);
            }
        }
        tx.commit().await?;
    }
    app.refresh_register().await?;
    Ok(equipped)
}

/// Fills in what certificates of earlier versions of the program are searched by, in batches.
pub async fn backfill_search_texts(app: &App) -> Result<(), AppError> {
    loop {
        let tx = app.store().begin_write().await?;
        let count = certificates::fill_search_texts(&tx, BATCH_SIZE).await?;
        tx.commit().await?;
        if count == 0 {
            return Ok(());
        }
    }
}

fn fits_qr(app: &App, certificate: &Certificate) -> bool {
    qr_size::measure_version(
        &app.options().public_url,
        &CertificateClaims::from_certificate(certificate, StatusIndex(u32::MAX)),
    )
    .is_ok()
}
