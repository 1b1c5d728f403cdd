//! The report of an inspection. The phone's JSON is parsed into it, and the record's PDF is drawn from it.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::Conclusion;
use super::checklist::{Checklist, ChecklistItem};
use crate::codes::codes;
use crate::ids::{DemandId, MemberId, PhotoId};
use crate::pledges::SignatureStrokes;
use crate::refusal::Refusal;
use crate::scans::Position;
use crate::teams::{MAX_MEMBERS, Rank};
use crate::venues::VenueKind;

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InspectionReport {
    pub kind: VenueKind,
    /// Name of the venue at the time of the visit.
    pub name: String,
    /// Address of the venue at the time of the visit.
    pub address: String,
    /// Number of the certificate displayed at the venue, if there was one.
    pub certificate: Option<String>,
    /// Members who were present.
    pub members: Vec<PresentMember>,
    /// End of the visit by the phone's clock, corrected.
    #[serde(with = "time::serde::rfc3339")]
    pub ended_at: OffsetDateTime,
    /// Start and end by the phone's own clock, as it was; `None` in reports from before it was sent.
    #[serde(default)]
    pub phone_clock: Option<PhoneClock>,
    pub position: Option<Position>,
    pub checklist: u32,
    pub answers: Vec<AnsweredItem>,
    /// Changes of answers while the report was written, oldest first; none in reports from before they were sent.
    #[serde(default)]
    pub changes: Vec<AnswerChange>,
    pub staff: StaffCount,
    pub findings: Vec<InspectionFinding>,
    pub demands: Vec<ReportDemand>,
    /// Earlier demands that were met.
    pub met_demands: Vec<DemandId>,
    /// The person who represented the venue, and their statement.
    pub owner: OwnerStatement,
    pub signatures: Vec<ReportSignature>,
    pub photos: Vec<ReportPhoto>,
}

/// What the phone's own clock showed, and its error as far as the phone knew it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PhoneClock {
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub ended_at: OffsetDateTime,
    /// Seconds by which the register's clock was ahead of the phone's.
    pub error_seconds: Option<i64>,
}

/// A member who was present, with the data of the team's list at that time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PresentMember {
    pub id: MemberId,
    pub name: String,
    pub rank: Rank,
    /// Number of the inspection card shown.
    pub card: String,
}

codes! {
    AnswerValue {
        /// The venue complies.
        Yes = "yes",
        /// The venue does not comply.
        No = "no",
        /// Không áp dụng.
        Na = "na",
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AnsweredItem {
    /// Code of the checklist item.
    pub item: String,
    pub answer: AnswerValue,
    /// Number of people or rooms concerned by a "no".
    pub count: Option<u16>,
    pub note: String,
}

/// A change of an answer while the report was written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AnswerChange {
    /// Code of the checklist item.
    pub item: String,
    pub from: AnswerValue,
    pub to: AnswerValue,
    /// By the phone's clock, corrected.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// In the inspector's words; may be empty.
    pub reason: String,
    /// Place of the phone, if the inspector consented.
    pub position: Option<Position>,
}

/// Number of staff found, and number in the register.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StaffCount {
    /// Staff found at the venue.
    pub found: u16,
    /// Registered staff according to the phone's data.
    pub known: Option<u16>,
    /// Registered staff according to the register when the report was received.
    pub registered: u16,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InspectionFinding {
    /// Code of the checklist item; `None` for a finding outside the checklist.
    pub item: Option<String>,
    pub text: String,
    /// Legal basis.
    pub basis: String,
}

impl InspectionFinding {
    /// The finding for the answer "no" to `item`, in the words of the checklist.
    pub fn from_answer(item: &ChecklistItem, answer: &AnsweredItem) -> Self {
        let count = answer.count.map(|n| format!(" ({n:02})")).unwrap_or_default();
        let note = if answer.note.is_empty() { String::new() } else { format!(": {}", answer.note) };
        Self {
            item: Some(item.code.clone()),
            text: format!("Chưa bảo đảm: {}{count}{note}", item.vi),
            basis: item.basis.clone(),
        }
    }
}

/// A demand as written in the record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReportDemand {
    pub id: DemandId,
    /// Code of the checklist item, if there is one.
    pub item: Option<String>,
    pub text: String,
    /// Last day (Vietnamese date).
    pub due_on: Date,
}

/// The person who represented the venue, and their statement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnerStatement {
    pub name: String,
    /// Their remarks on the record.
    pub remarks: String,
    /// Refused to sign.
    pub refused: bool,
}

/// A signature drawn on the phone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReportSignature {
    /// The member; `None`: the venue's representative.
    pub member: Option<MemberId>,
    pub strokes: SignatureStrokes,
    /// SHA-256 of what was signed, hexadecimal: the content of the report (docs/inspections-api.md). `None` in reports
    /// from before signatures were bound to their content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

/// How a version of a report is signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signing<'a> {
    /// On the phone. `content`: hash of what was to be signed, hexadecimal. Phones from before November 2026 sent none.
    OnPhone { content: &'a str },
    /// On the phone, each signature with the hash: a correction.
    Again { content: &'a str },
    /// By hand on the printed record: a correction on a page.
    OnPaper,
}

/// A photo named in the report; its bytes are uploaded separately.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReportPhoto {
    pub id: PhotoId,
    /// SHA-256 of the bytes that the phone sends, hexadecimal.
    pub sha256: String,
    /// Code of the checklist item it shows.
    pub item: Option<String>,
}

/// Maximum number of changes of answers in one report; a phone sends the last ones.
pub const MAX_CHANGES: usize = 200;

/// Maximum number of findings, of demands and of photos in one report.
pub const MAX_ENTRIES: usize = 20;
/// Maximum number of answers; more than any checklist asks.
pub const MAX_ANSWERS: usize = 100;
/// Maximum number of signatures: every member and the venue's representative.
pub const MAX_SIGNATURES: usize = MAX_MEMBERS + 1;
/// Maximum number of points of one signature.
pub const MAX_SIGNATURE_POINTS: usize = 2_000;
/// Minimum number of members who sign; all if fewer are present.
pub const MIN_SIGNING_MEMBERS: usize = 3;

/// Whether a report is signed: the venue's representative signs or has refused, and enough members sign. The phone decides
/// by the same vectors (`vectors.json`).
fn is_signed(members: usize, signed_members: usize, owner_signed: bool, owner_refused: bool) -> bool {
    signed_members >= MIN_SIGNING_MEMBERS.min(members) && (owner_signed || owner_refused)
}

impl InspectionReport {
    /// Checks that every question is answered, the conclusion agrees with the findings, demands end after the visit, and the
    /// signatures are there and of this content. `started_on` is a Vietnamese date.
    ///
    /// # Errors
    /// [`Refusal::ChecklistIncomplete`], [`Refusal::ConclusionUnfit`], [`Refusal::DemandOver`], [`Refusal::SignatureMissing`],
    /// [`Refusal::SignatureOutdated`].
    pub fn check(
        &self,
        list: &Checklist,
        conclusion: Conclusion,
        started_on: Date,
        signing: Signing<'_>,
    ) -> Result<(), Refusal> {
        let asked = list.items_for(self.kind);
        let answered = |code: &str| self.answers.iter().any(|a| a.item == code);
        if let Some(missing) = asked.iter().find(|item| !answered(&item.code)) {
            return Err(Refusal::ChecklistIncomplete(missing.code.clone()));
        }
        if (conclusion == Conclusion::Pass) != self.findings.is_empty() {
            return Err(Refusal::ConclusionUnfit);
        }
        if self.demands.iter().any(|demand| demand.due_on <= started_on) {
            return Err(Refusal::DemandOver);
        }
        match signing {
            Signing::OnPhone { content } => {
                self.check_signatures(|signed| signed.is_none_or(|s| s == content))
            }
            Signing::Again { content } => self.check_signatures(|signed| signed == Some(content)),
            Signing::OnPaper => Ok(()),
        }
    }

    fn check_signatures(&self, is_of_content: impl Fn(Option<&str>) -> bool) -> Result<(), Refusal> {
        let by_owner = self.signatures.iter().any(|s| s.member.is_none());
        let signed = |p: &&PresentMember| self.signatures.iter().any(|s| s.member == Some(p.id));
        let by_members = self.members.iter().filter(signed).count();
        if !is_signed(self.members.len(), by_members, by_owner, self.owner.refused) {
            return Err(Refusal::SignatureMissing);
        }
        let current = self.signatures.iter().all(|s| is_of_content(s.content.as_deref()));
        if current { Ok(()) } else { Err(Refusal::SignatureOutdated) }
    }

    /// Whether two versions say the same. What nobody signs (`changes`) and the signatures themselves do not count.
    pub fn has_same_content(&self, other: &Self) -> bool {
        let content = |report: &Self| Self { signatures: vec![], changes: vec![], ..report.clone() };
        content(self) == content(other)
    }

    /// Adds a finding, in the words of the checklist, for every "no" without one.
    pub fn complete_findings(&mut self, list: &Checklist) {
        let missing: Vec<_> = self
            .answers
            .iter()
            .filter(|a| a.answer == AnswerValue::No)
            .filter(|a| !self.findings.iter().any(|f| f.item.as_deref() == Some(a.item.as_str())))
            .filter_map(|a| list.find_item(&a.item).map(|item| InspectionFinding::from_answer(item, a)))
            .collect();
        self.findings.extend(missing);
    }
}
