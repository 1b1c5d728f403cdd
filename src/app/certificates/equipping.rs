//! Certificates of the first version had no token: they are given theirs at the start, a few hundred at a time.

use camket_credential::symbol;
use camket_domain::certificates::{Certificate, Claims, StatusIndex};
use camket_store::certificates;
use camket_store::certificates::register;

use super::numbering::sign;
use crate::{App, AppError};

/// Certificates that are given a token at a time.
const BATCH: u64 = 500;

/// Gives every certificate that has none its token; how many that were. One whose name is too long for any QR keeps its
/// short code, and nothing else changes for it.
///
/// # Errors
/// The database, or [`camket_domain::refusal::Refusal::SelfTest`].
pub async fn equip(app: &App) -> Result<usize, AppError> {
    let (mut equipped, mut last) = (0, None);
    loop {
        if certificates::unsigned(app.store(), last, 1).await?.is_empty() {
            break;
        }
        let tx = app.store().write().await?;
        // Before anything is read: another node that starts now waits here, and finds nothing left.
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
