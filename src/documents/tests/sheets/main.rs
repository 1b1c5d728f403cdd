//! Tests of finished documents, read with independent tools: poppler and qpdf. A missing tool fails the test that needs
//! it.

mod attachment;
mod certificate;
mod decal;
mod file;
mod long_names;
mod pledge;
mod reader;
mod receipt;
mod samples;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "places in pictures, between numbers and whole numbers"
)]
mod scan;
mod snapshots;
mod thumbnail;
mod worker_pledge;
