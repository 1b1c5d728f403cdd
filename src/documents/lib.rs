//! Documents: drawing of PDFs and QR codes, and reading them back; writing of spreadsheets.
//!
//! A sheet is a struct of plain strings and dates; one function turns it into the bytes of a PDF. Belongs here: text and
//! layout of a document. Does not belong here: who may have it, and whether its contents are true.
//!
//! - `certificate`, `decal`, `pledge`, `worker_pledge`, `receipt`, `claim_slip`, `inspection_record`,
//!   `invitation_letter`, `venue_letter`: the documents, each with its sheet.
//! - `paper`, `flow`, `table`, `signature`, `symbol`: the page of NĐ 30/2020, page breaks, tables, signature blocks, QR
//!   symbols. New documents are composed of these.
//! - `text`, `layout`, `galley`: paragraphs, their lines, columns of lines.
//! - `fonts`, `qr`, `mark`, `canvas`, `attachment`, `structure`, `pdf_file`, `file`: faces, symbols, drawing operations, the
//!   parts of a PDF, its objects, the whole file.
//! - `list_print`, `spreadsheets`: lists on paper, and as xlsx and csv; `packed`: files that are kept packed.
//! - `report`, `docx`: reports as text documents, to be edited by their readers; `archive`: the packages of such files; `data_summary`,
//!   `copy_archive`: the copy of the data of an account.
//! - `photo`, `scan`: uploaded pictures, encoded again without metadata; scanned papers, split into pages.
//! - `reading`: text and QR codes read from PDFs and pictures.
//!
//! All text must be in composed form (NFC), as the store keeps it. Other text is refused: see [`camket_domain::text::printable`].

mod archive;
mod attachment;
mod canvas;
mod certificate;
mod claim_slip;
mod copy_archive;
mod data_summary;
mod dates;
mod decal;
mod docx;
mod error;
mod file;
mod flow;
mod fonts;
mod galley;
mod inspection_record;
mod invitation_letter;
mod layout;
mod list_print;
mod mark;
mod packed;
mod paper;
mod pdf_file;
pub mod photo;
mod pledge;
mod qr;
mod reading;
mod receipt;
mod report;
pub mod scan;
mod signature;
mod spreadsheets;
mod structure;
mod symbol;
mod table;
mod text;
mod venue_letter;
mod worker_pledge;

pub use attachment::{Attachment, MAX_ATTACHMENT_BYTES, MAX_PDF_BYTES, extract_attachment};
pub use certificate::{
    CertificateSheet, CertifiedVenue, LabourAccepted, LookupNote, PledgeConfirmed, Signatory,
    check_certificate_fits, render_certificate, render_certificate_with, render_certificates,
    render_tested_certificate,
};
pub use claim_slip::{ClaimSlipSheet, render_claim_slip};
pub use copy_archive::CopyArchive;
pub use data_summary::{DataSection, DataSummary, render_data_summary};
pub use decal::{DecalSheet, render_decal};
pub use error::DocumentError;
pub use inspection_record::{
    InspectionRecordSheet, RecordCorrection, RecordMember, render_inspection_record,
};
pub use invitation_letter::{InvitationLetter, LetterAccess, render_invitation_letters};
pub use list_print::{PrintedList, PrintedOrigin, PrintedTable, PrintedTables, render_list, render_tables};
pub use packed::{PackedWriter, UnpackedPieces};
pub use paper::Letterhead;
pub use pledge::{
    ElectronicSigning, PledgeConfirmation, PledgeCover, PledgeSheet, PledgingVenue, SheetClause,
    count_pledge_pages, render_pledge,
};
pub use qr::{Correction, MAX_VERSION, QUIET_ZONE, QrSymbol};
pub use reading::{MAX_PIXELS, check_readable, check_text, read_qr, simulate_photocopy};
pub use receipt::{ReceiptClaim, ReceiptOffice, ReceiptSheet, render_receipt};
pub use report::{
    ReportCell, ReportChapter, ReportPaper, ReportRow, ReportTable, format_change, format_percent,
    format_thousands, render_report_docx,
};
pub use signature::DrawnSignature;
pub use spreadsheets::*;
pub use venue_letter::{LetterRunSheet, VenueLetter, render_venue_letters};
pub use worker_pledge::{WorkerPledgeSheet, render_worker_pledges};
