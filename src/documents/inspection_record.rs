//! The record of an inspection ("biên bản kiểm tra") in the form of NĐ 30/2020, with a symbol by which anyone verifies it.

mod composition;

use time::{Date, OffsetDateTime};

use crate::DocumentError;
use crate::file::{self, Description};
use crate::paper::Letterhead;
use crate::qr::QrSymbol;
use crate::signature::DrawnSignature;

/// Everything that a record says. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct InspectionRecordSheet {
    /// The team and the body that set it up.
    pub letterhead: Letterhead,
    /// "05/BB-ĐKT178".
    pub number: String,
    /// Where it is dated, e.g. "Phan Rang".
    pub place: String,
    /// The day of the visit.
    pub dated: Date,
    /// "theo kế hoạch", or "đột xuất" with its ground.
    pub kind: String,
    /// When the visit began.
    pub started_at: OffsetDateTime,
    /// When it ended.
    pub ended_at: OffsetDateTime,
    /// The venue: label and value in order.
    pub venue: Vec<(String, String)>,
    /// Who was there for the team.
    pub members: Vec<RecordMember>,
    /// Who was there for the venue; empty if nobody gave a name.
    pub owner: String,
    /// The checklist: question, answer, note.
    pub answers: Vec<[String; 3]>,
    /// Staff found and registered, in words.
    pub staff: String,
    /// Findings with their bases.
    pub findings: Vec<(String, String)>,
    /// Demands with their last days.
    pub demands: Vec<(String, Date)>,
    /// What the venue's side says.
    pub remarks: String,
    /// Would not sign.
    pub refused: bool,
    /// What the team concludes, in words.
    pub conclusion: String,
    /// The venue's signature.
    pub owner_signature: Option<DrawnSignature>,
    /// Where the record is verified: what the symbol says.
    pub qr_text: String,
    /// The same for people: host and code.
    pub lookup: (String, String),
}

/// A member of the team.
#[derive(Debug, Clone)]
pub struct RecordMember {
    /// Name.
    pub name: String,
    /// "Đội trưởng".
    pub rank: String,
    /// Number of the card that was shown.
    pub card: String,
    /// The signature.
    pub signature: Option<DrawnSignature>,
}

/// Draws the record. Same sheet, same bytes.
///
/// # Errors
/// A character that cannot be printed, or a QR text that is too long.
pub fn inspection_record_pdf(sheet: &InspectionRecordSheet) -> Result<Vec<u8>, DocumentError> {
    let symbol = QrSymbol::encode(&sheet.qr_text)?;
    file::write(composition::pages(sheet, &symbol), &description(sheet))
}

fn description(sheet: &InspectionRecordSheet) -> Description {
    Description {
        title: format!("Biên bản kiểm tra số {}", sheet.number),
        subject: "Biên bản kiểm tra việc chấp hành cam kết và sử dụng lao động".into(),
        author: sheet.letterhead.name.clone(),
        date: Some(sheet.dated),
        attachment: None,
    }
}
