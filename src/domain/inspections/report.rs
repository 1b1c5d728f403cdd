//! What a team writes down at a venue, whole and bounded. The phone's JSON becomes this; the record's PDF is drawn from it.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::Conclusion;
use super::checklist::Checklist;
use crate::ids::{DemandId, MemberId, PhotoId};
use crate::pledges::Drawing;
use crate::refusal::Refusal;
use crate::scans::Position;
use crate::teams::Rank;
use crate::venues::VenueKind;

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Report {
    pub kind: VenueKind,
    /// Name of the venue, as it was.
    pub name: String,
    /// Address of the venue, as it was.
    pub address: String,
    /// Number of the certificate on the wall, if there was one.
    pub certificate: Option<String>,
    /// Who was there.
    pub members: Vec<Present>,
    /// When it ended, by the phone's clock.
    #[serde(with = "time::serde::rfc3339")]
    pub ended_at: OffsetDateTime,
    /// Where.
    pub position: Option<Position>,
    /// Version of the checklist.
    pub checklist: u32,
    pub answers: Vec<Answered>,
    pub staff: Staff,
    pub findings: Vec<Finding>,
    pub demands: Vec<Demanded>,
    /// Earlier demands that were found to be met.
    pub met_demands: Vec<DemandId>,
    /// Whoever stood for the venue.
    pub owner: Owner,
    pub signatures: Vec<Signature>,
    /// Photos that belong to it.
    pub photos: Vec<Photo>,
}

/// A member who was there, as the team's list had them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Present {
    pub id: MemberId,
    pub name: String,
    pub rank: Rank,
    /// Number of the card that was shown.
    pub card: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// As it should be.
    Yes,
    /// Not as it should be.
    No,
    /// Không áp dụng.
    Na,
}

/// The answer to one item.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answered {
    /// Code of the item.
    pub item: String,
    pub answer: Answer,
    /// How many people or rooms a "no" is about.
    pub count: Option<u16>,
    pub note: String,
}

/// Staff found at the door against staff in the register.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Staff {
    /// Present.
    pub found: u16,
    /// Registered, as the phone knew.
    pub known: Option<u16>,
    /// Registered, as the register says when the report arrives.
    pub registered: u16,
}

/// A finding with its legal basis.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Code of the item it rests on; none for what no list asks.
    pub item: Option<String>,
    pub text: String,
    /// The articles it rests on.
    pub basis: String,
}

/// A demand as it is written into the record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Demanded {
    pub id: DemandId,
    /// Code of the item it rests on.
    pub item: Option<String>,
    pub text: String,
    /// Last day.
    pub due_on: Date,
}

/// Whoever stood for the venue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Owner {
    pub name: String,
    /// What they say to it.
    pub remarks: String,
    /// Would not sign.
    pub refused: bool,
}

/// A signature drawn on the phone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Signature {
    /// The member; none for the venue's side.
    pub member: Option<MemberId>,
    pub strokes: Drawing,
}

/// A photo that the report names; its bytes come apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Photo {
    pub id: PhotoId,
    /// SHA-256 of the bytes the phone sends, hexadecimal.
    pub sha256: String,
    /// Code of the item it shows.
    pub item: Option<String>,
}

/// Most findings, demands and photos of one report.
pub const MOST: usize = 20;

impl Report {
    /// Checks that the report is whole: every question answered, the conclusion fits, everybody signed.
    ///
    /// # Errors
    /// [`Refusal::ChecklistIncomplete`], [`Refusal::ConclusionUnfit`], [`Refusal::SignatureMissing`], [`Refusal::DemandOver`].
    pub fn check(&self, list: &Checklist, conclusion: Conclusion, started_on: Date) -> Result<(), Refusal> {
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
        self.signed()
    }

    /// The venue's side signs or is said to have refused; at least three members sign, or all who were there.
    fn signed(&self) -> Result<(), Refusal> {
        let by_owner = self.signatures.iter().any(|s| s.member.is_none());
        let signed = |p: &&Present| self.signatures.iter().any(|s| s.member == Some(p.id));
        let by_members = self.members.iter().filter(signed).count();
        let enough = by_members >= 3.min(self.members.len());
        if enough && (by_owner || self.owner.refused) { Ok(()) } else { Err(Refusal::SignatureMissing) }
    }

    /// Every "no" that has no finding of its own becomes one, in the words of the checklist.
    pub fn complete_findings(&mut self, list: &Checklist) {
        let missing: Vec<_> = self
            .answers
            .iter()
            .filter(|a| a.answer == Answer::No)
            .filter(|a| !self.findings.iter().any(|f| f.item.as_deref() == Some(a.item.as_str())))
            .filter_map(|a| list.item(&a.item).map(|item| item.finding(a)))
            .collect();
        self.findings.extend(missing);
    }
}
