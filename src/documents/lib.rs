//! What is printed: PDF and QR drawing.
//!
//! A sheet is a struct of plain strings and dates; one function turns it into the bytes of a PDF. What a paper says and
//! where it stands on the page belongs here; who may have it, and what is true, does not.
//!
//! - `certificate`, `decal`, `pledge`, `worker_pledge`, `inspection_record`: the papers, each with its sheet.
//! - `paper`, `flow`, `table`, `signature`, `symbol`: the page of NĐ 30/2020, pages in a row, tables over them, the block that
//!   someone signs, the place of a QR symbol. A new paper is put together from these.
//! - `text`, `layout`, `galley`: paragraphs, their lines, columns of lines.
//! - `fonts`, `qr`, `mark`, `canvas`, `attachment`, `file`: faces, symbols, drawing operations, the finished file.
//! - `photo`: pictures that come in, drawn anew.
//! - `reading`: back from pixels and bytes to what they say.
//!
//! All text must come in composed form (NFC), as the store keeps it. Text that is not is refused, never mangled:
//! see [`printable`].

mod attachment;
mod canvas;
mod certificate;
mod dates;
mod decal;
mod error;
mod file;
mod flow;
mod fonts;
mod galley;
mod inspection_record;
mod layout;
mod mark;
mod paper;
pub mod photo;
mod pledge;
mod qr;
mod reading;
mod signature;
mod symbol;
mod table;
mod text;
mod worker_pledge;

pub use attachment::{Attachment, MOST_ATTACHMENT_BYTES, MOST_PDF_BYTES, attachment};
pub use certificate::{
    CertificateSheet, CertifiedVenue, LabourAccepted, Lookup, PledgeConfirmed, Signatory, certificate_pdf,
    certificate_pdf_tested, certificate_pdf_with, fits,
};
pub use decal::{DecalSheet, decal_pdf};
pub use error::DocumentError;
pub use fonts::printable;
pub use inspection_record::{InspectionRecordSheet, RecordMember, inspection_record_pdf};
pub use paper::Letterhead;
pub use pledge::{Clause, ElectronicSigning, PledgeConfirmation, PledgeSheet, PledgingVenue, pledge_pdf};
pub use qr::{Correction, MOST_VERSION, QUIET_ZONE, QrSymbol};
pub use reading::{MOST_PIXELS, photocopied, read, says, self_test};
pub use signature::DrawnSignature;
pub use worker_pledge::{WorkerPledgeSheet, worker_pledges_pdf};
