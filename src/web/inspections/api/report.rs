//! The JSON of a visit report, and its conversion into the input of the use case.

use camket_app::inspections::{Given, GivenDemand, GivenFinding, GivenSignature, Start};
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{DemandId, InspectionId, MemberId, PhotoId, TeamId, VenueId};
use camket_domain::inspections::report::{Answer, Answered, Owner, Photo};
use camket_domain::inspections::{Conclusion, Ground, Grounds, Kind};
use camket_domain::pledges::Drawing;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::bounds::{at_most, code, day, few, known, line, moment, text};
use super::scans::GivenPosition;
use crate::api::ApiError;

/// Most points of a signature.
const MOST_POINTS: usize = 2_000;

/// The report of a visit.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VisitReport {
    /// Made by the phone.
    id: Uuid,
    team: Uuid,
    venue: Uuid,
    /// planned or surprise.
    #[schema(example = "planned")]
    kind: String,
    ground: Option<GivenGround>,
    /// Number of the certificate on the wall.
    certificate: Option<String>,
    /// Who was there, by the ids of the team's members.
    #[schema(max_items = 30)]
    members: Vec<Uuid>,
    #[schema(format = DateTime)]
    started_at: String,
    #[schema(format = DateTime)]
    ended_at: String,
    position: Option<GivenPosition>,
    checklist: GivenChecklist,
    staff: GivenStaff,
    #[serde(default)]
    #[schema(max_items = 20)]
    findings: Vec<GivenFindingJson>,
    #[serde(default)]
    #[schema(max_items = 20)]
    demands: Vec<GivenDemandJson>,
    #[serde(default)]
    #[schema(max_items = 20)]
    met_demands: Vec<Uuid>,
    owner: GivenOwnerJson,
    #[schema(max_items = 31)]
    signatures: Vec<GivenSignatureJson>,
    /// pass, reminder, record or transfer.
    #[schema(example = "pass")]
    conclusion: String,
    #[serde(default)]
    #[schema(max_items = 20)]
    photos: Vec<GivenPhoto>,
}

/// Why a surprise visit, or another one in the year.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitGround)]
pub(super) struct GivenGround {
    /// complaint, request, clear-sign or follow-up.
    code: String,
    note: String,
    /// Of a founded concern about the venue, for a complaint.
    #[schema(example = "PA-K7Q2M-9XW4H")]
    reference: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitChecklist)]
struct GivenChecklist {
    version: u32,
    #[schema(max_items = 100)]
    answers: Vec<GivenAnswer>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitAnswer)]
struct GivenAnswer {
    item: String,
    /// yes, no or na.
    answer: String,
    count: Option<u16>,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitStaff)]
struct GivenStaff {
    found: u16,
    registered: Option<u16>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitFinding)]
struct GivenFindingJson {
    item: Option<String>,
    note: String,
    basis: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitDemand)]
struct GivenDemandJson {
    id: Uuid,
    item: Option<String>,
    text: String,
    #[schema(format = Date)]
    due_on: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitOwner)]
struct GivenOwnerJson {
    name: String,
    #[serde(default)]
    remarks: String,
    #[serde(default)]
    refused: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitSignature)]
struct GivenSignatureJson {
    /// owner or member.
    who: String,
    member: Option<Uuid>,
    /// Strokes of points, 0 to 1 in a box 5:2.
    #[schema(value_type = Vec<Vec<[f32; 2]>>)]
    strokes: Vec<Vec<(f32, f32)>>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitPhoto)]
struct GivenPhoto {
    id: Uuid,
    /// Of the bytes that are sent, hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    item: Option<String>,
}

/// What is checked before a visit begins.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VisitStart {
    team: Uuid,
    venue: Uuid,
    /// planned or surprise.
    #[schema(example = "planned")]
    kind: String,
    ground: Option<GivenGround>,
    #[schema(max_items = 30)]
    members: Vec<Uuid>,
}

impl VisitStart {
    /// Converts into the input of the use case; an error names the field that is out of bounds.
    pub(super) fn read(&self) -> Result<Start, ApiError> {
        start(self.team, self.venue, &self.kind, self.ground.as_ref(), &self.members)
    }
}

fn start(
    team: Uuid,
    venue: Uuid,
    kind: &str,
    ground: Option<&GivenGround>,
    members: &[Uuid],
) -> Result<Start, ApiError> {
    at_most("members", members, 30)?;
    let grounds = ground.map(|g| {
        let code = known("ground", Ground::from_code(&g.code))?;
        Ok::<_, ApiError>(Grounds { code, note: text("ground", &g.note)? })
    });
    Ok(Start {
        team: TeamId(team),
        venue: VenueId(venue),
        kind: known("kind", Kind::from_code(kind))?,
        grounds: grounds.transpose()?,
        reference: ground.and_then(|g| g.reference.as_deref()).map(reference).transpose()?,
        members: members.iter().map(|id| MemberId(*id)).collect(),
    })
}

/// Parses the reference of a concern, with or without the prefix `PA`.
fn reference(given: &str) -> Result<ShortCode, ApiError> {
    let typed = line("reference", given)?.to_uppercase();
    let bare = typed.strip_prefix("PA").unwrap_or(&typed);
    let read = ShortCode::parse(&typed).or_else(|_| ShortCode::parse(bare));
    read.map_err(|_| ApiError::invalid("reference", "concern-unknown"))
}

impl VisitReport {
    /// Converts into the input of the use case; an error names the field that is out of bounds.
    pub(super) fn read(&self) -> Result<Given, ApiError> {
        few("findings", &self.findings)?;
        few("demands", &self.demands)?;
        few("met_demands", &self.met_demands)?;
        few("photos", &self.photos)?;
        at_most("signatures", &self.signatures, 31)?;
        at_most("checklist", &self.checklist.answers, 100)?;
        Ok(Given {
            id: InspectionId(self.id),
            start: start(self.team, self.venue, &self.kind, self.ground.as_ref(), &self.members)?,
            certificate: self.certificate.as_deref().map(|n| line("certificate", n)).transpose()?,
            started_at: moment("started_at", &self.started_at)?,
            ended_at: moment("ended_at", &self.ended_at)?,
            position: GivenPosition::read(self.position)?,
            checklist: self.checklist.version,
            answers: self.checklist.answers.iter().map(answered).collect::<Result<_, _>>()?,
            found: self.staff.found,
            known: self.staff.registered,
            findings: self.findings.iter().map(finding).collect::<Result<_, _>>()?,
            demands: self.demands.iter().map(demand).collect::<Result<_, _>>()?,
            met_demands: self.met_demands.iter().map(|id| DemandId(*id)).collect(),
            owner: Owner {
                name: line("owner", &self.owner.name)?,
                remarks: text("owner", &self.owner.remarks)?,
                refused: self.owner.refused,
            },
            signatures: self.signatures.iter().map(signature).collect::<Result<_, _>>()?,
            conclusion: known("conclusion", Conclusion::from_code(&self.conclusion))?,
            photos: self.photos.iter().map(photo).collect::<Result<_, _>>()?,
        })
    }
}

fn answered(given: &GivenAnswer) -> Result<Answered, ApiError> {
    let answer = match given.answer.as_str() {
        "yes" => Some(Answer::Yes),
        "no" => Some(Answer::No),
        "na" => Some(Answer::Na),
        _ => None,
    };
    Ok(Answered {
        item: code("checklist", Some(&given.item))?.unwrap_or_default(),
        answer: known("checklist", answer)?,
        count: given.count,
        note: text("checklist", &given.note)?,
    })
}

fn finding(given: &GivenFindingJson) -> Result<GivenFinding, ApiError> {
    Ok(GivenFinding {
        item: code("findings", given.item.as_deref())?,
        note: text("findings", &given.note)?,
        basis: given.basis.as_deref().map(|basis| line("findings", basis)).transpose()?,
    })
}

fn demand(given: &GivenDemandJson) -> Result<GivenDemand, ApiError> {
    Ok(GivenDemand {
        id: DemandId(given.id),
        item: code("demands", given.item.as_deref())?,
        text: text("demands", &given.text)?,
        due_on: day("demands", &given.due_on)?,
    })
}

fn signature(given: &GivenSignatureJson) -> Result<GivenSignature, ApiError> {
    let points = given.strokes.iter().flatten();
    let inside = points.clone().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y));
    let count = points.count();
    let member = match (given.who.as_str(), given.member) {
        ("owner", None) => Some(None),
        ("member", Some(id)) => Some(Some(MemberId(id))),
        _ => None,
    };
    let member = member.filter(|_| inside && (1..=MOST_POINTS).contains(&count));
    Ok(GivenSignature {
        member: member.ok_or_else(|| ApiError::invalid("signatures", "signature-unreadable"))?,
        strokes: Drawing(given.strokes.clone()),
    })
}

fn photo(given: &GivenPhoto) -> Result<Photo, ApiError> {
    let hex =
        given.sha256.len() == 64 && given.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    known("photos", hex.then_some(()))?;
    Ok(Photo {
        id: PhotoId(given.id),
        sha256: given.sha256.clone(),
        item: code("photos", given.item.as_deref())?,
    })
}
