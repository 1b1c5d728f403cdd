//! The venue's pledge ("bản cam kết"), signed in the register or still to be signed by hand, over as many pages as its
//! clauses take.

mod composition;

use time::{Date, OffsetDateTime};

use crate::DocumentError;
use crate::file::{self, Description};
use crate::signature::DrawnSignature;

pub(crate) use composition::clause_text;

/// Everything that a pledge says. All text is in composed form (NFC). What is empty becomes a dotted line to fill by
/// hand, so a sheet without anything is the blank form.
#[derive(Debug, Clone, Default)]
pub struct PledgeSheet {
    /// Kind of paper, in capitals: "BẢN CAM KẾT".
    pub title: String,
    /// What it is about, below the title.
    pub subject: String,
    /// The sentence before the clauses.
    pub preamble: String,
    /// The sentence before the signatures.
    pub closing: String,
    /// Whom it is addressed to: the people's committee of the commune and the labour authority.
    pub addressees: Vec<String>,
    /// The venue that pledges.
    pub venue: PledgingVenue,
    /// The version of the terms, e.g. "1".
    pub terms_version: String,
    /// What is pledged.
    pub clauses: Vec<Clause>,
    /// Who keeps a copy of the paper, e.g. "cơ sở", "Ủy ban nhân dân phường Phan Rang"; empty says nothing of copies.
    pub copies: Vec<String>,
    /// Where it is signed, e.g. "Phan Rang".
    pub place: String,
    /// The day it bears. None leaves gaps to fill.
    pub dated: Option<Date>,
    /// The agency that confirms, e.g. "Ủy ban nhân dân phường Phan Rang".
    pub confirming_agency: String,
    /// How it was signed in the register; none on a form for signing by hand.
    pub signing: Option<ElectronicSigning>,
    /// Who confirmed it in the register, once someone has.
    pub confirmation: Option<PledgeConfirmation>,
}

/// The venue as its pledge describes it. Of a venue with a name, what is empty was not given and is said so, for nothing
/// may be written in later; phone, capacity and workers are for the form to sign by hand only.
#[derive(Debug, Clone, Default)]
pub struct PledgingVenue {
    /// Its name.
    pub name: String,
    /// The label of its kind.
    pub kind: String,
    /// Street, commune and province.
    pub address: String,
    /// Tax code, as it may be shown.
    pub tax_code: String,
    /// Number of the business registration.
    pub registration: String,
    /// How many rooms; none where it is not known or does not apply.
    pub rooms: Option<u32>,
    /// First day of business.
    pub opened_on: Option<Date>,
    /// Number of the security-and-order certificate.
    pub security_certificate: String,
    /// Its date.
    pub security_certificate_on: Option<Date>,
    /// Who is responsible for security and order.
    pub security_person: String,
    /// Who represents it.
    pub representative: String,
    /// The representative's birth date.
    pub born_on: Option<Date>,
    /// The representative's ID number, as it may be shown.
    pub id_number: String,
    /// Telephone.
    pub phone: String,
    /// As what the representative signs, e.g. "Chủ cơ sở".
    pub capacity: String,
    /// How many workers; none where it is not known yet.
    pub workers: Option<u32>,
}

/// One clause of a pledge.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Its number.
    pub number: u32,
    /// What is pledged.
    pub text: String,
    /// Where the law says so; empty says nothing.
    pub basis: String,
}

/// The record of an electronic signing.
#[derive(Debug, Clone)]
pub struct ElectronicSigning {
    /// The signer's full name.
    pub name: String,
    /// As what they signed, e.g. "Chủ cơ sở".
    pub capacity: String,
    /// When, in any offset; printed in Vietnam's time.
    pub signed_at: OffsetDateTime,
    /// The hash of the text that was signed.
    pub terms_hash: String,
    /// The number under which the register keeps the signing.
    pub reference: String,
    /// What was drawn on the screen, where the device allowed it.
    pub drawn: Option<DrawnSignature>,
}

/// The confirmation by the commune, as the register has it.
#[derive(Debug, Clone)]
pub struct PledgeConfirmation {
    /// The officer who confirmed.
    pub officer: String,
    /// As what, e.g. "Công chức Văn hóa - Xã hội".
    pub capacity: String,
    /// The day.
    pub confirmed_on: Date,
}

/// Draws the pledge. Same sheet, same bytes.
///
/// # Errors
/// A character that cannot be printed.
pub fn pledge_pdf(sheet: &PledgeSheet) -> Result<Vec<u8>, DocumentError> {
    file::write(composition::pages(sheet), &description(sheet))
}

fn description(sheet: &PledgeSheet) -> Description {
    Description {
        title: format!("Bản cam kết {}", sheet.venue.name).trim_end().into(),
        subject: sheet.subject.clone(),
        author: sheet.venue.name.clone(),
        date: sheet.dated,
        attachment: None,
    }
}
