//! What is printed: PDF and QR drawing.
//!
//! A sheet is a struct of plain strings and dates; one function turns it into the bytes of a PDF. What a paper says and
//! where it stands on the page belongs here; who may have it, and what is true, does not.
//!
//! - `certificate`, `pledge`, `worker_pledge`: the papers, each with its sheet.
//! - `paper`, `flow`, `signature`: the page of NĐ 30/2020, pages in a row, the block that someone signs.
//! - `text`, `layout`, `galley`: paragraphs, their lines, columns of lines.
//! - `fonts`, `qr`, `canvas`, `file`: faces, symbols, drawing operations, the finished file.
//! - `photo`: the one thing that comes in: pictures, drawn anew.
//!
//! All text must come in composed form (NFC), as the store keeps it. Text that is not is refused, never mangled:
//! see [`printable`].

mod canvas;
mod certificate;
mod dates;
mod error;
mod file;
mod flow;
mod fonts;
mod galley;
mod layout;
mod paper;
pub mod photo;
mod pledge;
mod qr;
mod signature;
mod text;
mod worker_pledge;

pub use certificate::{
    CertificateSheet, CertifiedVenue, LabourAccepted, Lookup, PledgeConfirmed, Signatory, certificate_pdf,
};
pub use error::DocumentError;
pub use fonts::printable;
pub use paper::Letterhead;
pub use pledge::{Clause, ElectronicSigning, PledgeConfirmation, PledgeSheet, PledgingVenue, pledge_pdf};
pub use qr::{MOST_VERSION, QUIET_ZONE, QrSymbol};
pub use signature::DrawnSignature;
pub use worker_pledge::{WorkerPledgeSheet, worker_pledges_pdf};
