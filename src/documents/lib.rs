//! Documents: drawing of PDFs and QR codes, and reading them back.
//!
//! A sheet is a struct of plain strings and dates; one function turns it into the bytes of a PDF. Belongs here: text and
//! layout of a document. Does not belong here: who may have it, and whether its contents are true.
//!
//! - `certificate`, `decal`, `pledge`, `worker_pledge`, `inspection_record`: the documents, each with its sheet.
//! - `paper`, `flow`, `table`, `signature`, `symbol`: the page of NĐ 30/2020, page breaks, tables, signature blocks, QR
//!   symbols. New documents are composed of these.
//! - `text`, `layout`, `galley`: paragraphs, their lines, columns of lines.
//! - `fonts`, `qr`, `mark`, `canvas`, `attachment`, `file`: faces, symbols, drawing operations, the PDF file.
//! - `photo`: uploaded pictures, encoded again without metadata.
//! - `reading`: text and QR codes read from PDFs and pictures.
//!
//! All text must be in composed form (NFC), as the store keeps it. Other text is refused: see [`printable`].

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
