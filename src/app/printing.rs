//! Sheets, one file a noun: built from facts and drawn as PDF. Drawing is CPU work and runs outside the request threads.

mod certificate;
mod claim_slip;
mod pledge;
mod receipt;
mod worker_pledge;

use std::error::Error;

use crate::{App, AppError};

pub use certificate::{
    COPY_FILE_NAME, MAX_ISSUED_AT_ONCE, build_verify_url, render_certificate_pdf, render_certificates_pdf,
    render_decal_pdf,
};
pub(crate) use certificate::{build_certificate_sheet, generate_seed, map_to_flaw};
pub use claim_slip::render_claim_slip_pdf;
pub(crate) use pledge::count_paper_pages;
pub use pledge::{describe_hand_signature, render_paper_pledge_pdf, render_pledge_pdf};
pub use receipt::render_receipt_pdf;
pub use worker_pledge::render_worker_pledges_pdf;

pub(crate) async fn run_drawing<E: Error + Send + Sync + 'static>(
    app: &App,
    draw: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Vec<u8>, AppError> {
    app.costly().documents.run(draw).await?.map_err(AppError::internal)
}
