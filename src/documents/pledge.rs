//! The pledge of a venue ("bản cam kết"): signed in the register, or a form to be signed by hand. It may take several
//! pages.

mod composition;

use time::{Date, OffsetDateTime};

use crate::DocumentError;
use crate::file::{self, FileDescription};
use crate::signature::DrawnSignature;

pub(crate) use composition::build_clause;

/// Contents of a pledge. All text is in composed form (NFC). Empty fields become dotted lines for handwriting, so an empty
/// sheet is the blank form.
#[derive(Debug, Clone, Default)]
pub struct PledgeSheet {
    /// Title, in capitals: "BẢN CAM KẾT".
    pub title: String,
    /// Subject, below the title.
    pub subject: String,
    /// The sentence before the clauses.
    pub preamble: String,
    /// The sentence before the signatures.
    pub closing: String,
    /// Addressees: the commune's people's committee and the labour authority.
    pub addressees: Vec<String>,
    pub venue: PledgingVenue,
    /// Version of the terms, e.g. "1".
    pub terms_version: String,
    pub clauses: Vec<SheetClause>,
    /// Holders of a copy, e.g. "cơ sở", "Ủy ban nhân dân phường Phan Rang"; if empty, copies are not mentioned.
    pub copies: Vec<String>,
    /// Place of signing, e.g. "Phan Rang".
    pub place: String,
    /// Date of the document; `None`: to be filled in by hand.
    pub dated: Option<Date>,
    /// Agency that confirms, e.g. "Ủy ban nhân dân phường Phan Rang".
    pub confirming_agency: String,
    /// The electronic signing; `None` on a form for signing by hand.
    pub signing: Option<ElectronicSigning>,
    /// The confirmation in the register, once there is one.
    pub confirmation: Option<PledgeConfirmation>,
}

/// The venue on a pledge. If the name is given, empty facts are printed as not declared, so that nothing can be added
/// later. Phone, capacity and workers are only for forms to sign by hand.
#[derive(Debug, Clone, Default)]
pub struct PledgingVenue {
    pub name: String,
    /// Label of its kind.
    pub kind: String,
    /// Street, commune and province.
    pub address: String,
    /// Tax code, masked if it is personal.
    pub tax_code: String,
    /// Number of the business registration.
    pub registration: String,
    /// `None` if unknown or not applicable.
    pub rooms: Option<u32>,
    /// First day of business.
    pub opened_on: Option<Date>,
    /// Number of the security-and-order certificate.
    pub security_certificate: String,
    /// Its date.
    pub security_certificate_on: Option<Date>,
    /// Person responsible for security and order.
    pub security_person: String,
    pub representative: String,
    /// Birth date of the representative.
    pub born_on: Option<Date>,
    /// The year of birth, where the papers state only that.
    pub born_in: Option<i32>,
    /// ID number of the representative, masked.
    pub id_number: String,
    pub phone: String,
    /// Capacity of the representative, e.g. "Chủ cơ sở".
    pub capacity: String,
    /// Number of workers; `None` if not known yet.
    pub workers: Option<u32>,
}

/// One clause of a pledge.
#[derive(Debug, Clone)]
pub struct SheetClause {
    pub number: u32,
    pub text: String,
    /// Legal basis; omitted if empty.
    pub basis: String,
}

/// The record of an electronic signing.
#[derive(Debug, Clone)]
pub struct ElectronicSigning {
    /// Full name of the signer.
    pub name: String,
    /// Capacity of the signer, e.g. "Chủ cơ sở".
    pub capacity: String,
    /// In any offset; printed in Vietnamese time.
    pub signed_at: OffsetDateTime,
    /// Hash of the signed text.
    pub terms_hash: String,
    /// Reference of the signing in the register.
    pub reference: String,
    /// Drawn signature, if the device allowed one.
    pub drawn: Option<DrawnSignature>,
}

/// The commune's confirmation in the register.
#[derive(Debug, Clone)]
pub struct PledgeConfirmation {
    pub officer: String,
    /// Signing form and title, one line each: "KT. CHỦ TỊCH" and "PHÓ CHỦ TỊCH". Empty if the officer has none.
    pub capacity: Vec<String>,
    pub confirmed_on: Date,
}

/// Draws the pledge. The same sheet gives the same bytes.
///
/// # Errors
/// A character that cannot be printed.
pub fn render_pledge(sheet: &PledgeSheet) -> Result<Vec<u8>, DocumentError> {
    file::write_pdf(composition::build_pages(sheet), &build_description(sheet))
}

fn build_description(sheet: &PledgeSheet) -> FileDescription {
    FileDescription {
        title: format!("Bản cam kết {}", sheet.venue.name).trim_end().into(),
        subject: sheet.subject.clone(),
        author: sheet.venue.name.clone(),
        date: sheet.dated,
        attachment: None,
    }
}
