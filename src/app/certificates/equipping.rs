//! Signs the certificates of the first version, which were issued without a token: at start-up, in batches.

use camket_credential::symbol;
use camket_domain::certificates::{Certificate, Claims, StatusIndex};
use camket_store::certificates;
use camket_store::certificates::register;

use super::numbering::sign;
use crate::{App, AppError};

/// Certificates signed in one transaction.
const BATCH: u64 = 500;

/// Signs every certificate that has no token, and returns their number. A certificate whose name is too long for a QR
/// keeps only its short code.
///
/// # Errors
/// [`camket_domain::refusal::Refusal::SelfTest`]
pub async fn equip(app: &App) -> Result<usize, AppError> {
    let (mut equipped, mut last) = (0, None);
    loop {
        if certificates::unsigned(app.store(), last, 1).await?.is_empty() {
            break;
        }
        let tx = app.store().write().await?;
        // Takes the register's row lock before reading: another node that starts now waits here and then finds nothing
        // to sign.
        let changed = register::next(&tx).await?;
        let bare = certificates::unsigned(&tx, last, BATCH).await?;
        last = bare.last().map(|certificate| certificate.id).or(last);
        let bare = bare.into_iter().filter(|certificate| fits(app, certificate)).collect();
        for certificate in sign(app, &tx, bare).await? {
            if let Some(signed) = &certificate.signed {
                equipped += usize::from(certificates::sign(&tx, certificate.id, signed, changed).await?);
            }
        }
        tx.commit().await?;
    }
    app.refresh().await?;
    Ok(equipped)
}

fn fits(app: &App, certificate: &Certificate) -> bool {
    symbol::fits(&app.options().public_url, &Claims::of(certificate, StatusIndex(u32::MAX))).is_ok()
}
