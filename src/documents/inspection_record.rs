//! The record of an inspection ("biên bản kiểm tra") in the form of NĐ 30/2020, with a QR code to verify it.

mod composition;

use time::{Date, OffsetDateTime};

use crate::DocumentError;
use crate::file::{self, FileDescription};
use crate::paper::Letterhead;
use crate::qr::QrSymbol;
use crate::signature::DrawnSignature;

/// Contents of a record. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct InspectionRecordSheet {
    /// The team and the body that set it up.
    pub letterhead: Letterhead,
    /// Record number: "05/BB-ĐKT178".
    pub number: String,
    /// The correction that made this version; `None` for the first one.
    pub correction: Option<RecordCorrection>,
    /// Place in the date line, e.g. "Phan Rang".
    pub place: String,
    /// Day of the visit (Vietnamese date).
    pub dated: Date,
    /// "theo kế hoạch", or "đột xuất" with its ground.
    pub kind: String,
    pub started_at: OffsetDateTime,
    pub ended_at: OffsetDateTime,
    /// Facts of the venue: labels and values in order.
    pub venue: Vec<(String, String)>,
    /// Members of the team who were present.
    pub members: Vec<RecordMember>,
    /// Name of the person who represented the venue; empty if not given.
    pub owner: String,
    /// Answers of the checklist: question, answer, note.
    pub answers: Vec<[String; 3]>,
    /// Sentence on the staff found and registered.
    pub staff: String,
    /// Findings with their legal bases.
    pub findings: Vec<(String, String)>,
    /// Demands with their last days.
    pub demands: Vec<(String, Date)>,
    /// Remarks of the venue's representative.
    pub remarks: String,
    /// Whether they refused to sign.
    pub refused: bool,
    /// Sentence with the team's conclusion.
    pub conclusion: String,
    /// Signature of the venue's representative.
    pub owner_signature: Option<DrawnSignature>,
    /// Text of the QR code: the address to verify the record.
    pub qr_text: String,
    /// Host and short code to verify it by hand.
    pub lookup: (String, String),
}

/// A correction of the record.
#[derive(Debug, Clone)]
pub struct RecordCorrection {
    /// From 1.
    pub count: u16,
    pub written_at: OffsetDateTime,
    pub reason: String,
}

/// A member of the team.
#[derive(Debug, Clone)]
pub struct RecordMember {
    pub name: String,
    /// Rank, e.g. "Đội trưởng".
    pub rank: String,
    /// Number of the inspection card shown.
    pub card: String,
    pub signature: Option<DrawnSignature>,
}

/// Draws the record. The same sheet gives the same bytes.
///
/// # Errors
/// A character that cannot be printed, or a QR text that is too long.
pub fn render_inspection_record(sheet: &InspectionRecordSheet) -> Result<Vec<u8>, DocumentError> {
    let symbol = QrSymbol::encode(&sheet.qr_text)?;
    file::write_pdf(composition::build_pages(sheet, &symbol), &build_description(sheet))
}

fn build_description(sheet: &InspectionRecordSheet) -> FileDescription {
    FileDescription {
        title: format!("Biên bản kiểm tra số {}", sheet.number),
        subject: "Biên bản kiểm tra việc chấp hành cam kết và sử dụng lao động".into(),
        author: sheet.letterhead.name.clone(),
        date: Some(sheet.dated),
        attachment: None,
    }
}
