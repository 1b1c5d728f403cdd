//! The JSON of a visit report, and its conversion into the input of the use case.

use camket_app::inspections::{
    StartInput, SubmittedDemand, SubmittedFinding, SubmittedReport, SubmittedSignature,
};
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{DemandId, InspectionId, MemberId, PhotoId, TeamId, VenueId};
use camket_domain::inspections::report::{AnswerValue, AnsweredItem, OwnerStatement, ReportPhoto};
use camket_domain::inspections::{Conclusion, InspectionGround, InspectionKind, StatedGround};
use camket_domain::pledges::SignatureStrokes;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use crate::api::bounds::{
    check_max_rows, check_report_rows, parse_code, parse_date, parse_line, parse_text, parse_time,
    require_known,
};
use crate::scans::api::GivenPosition;

/// Most points of a signature.
const MAX_SIGNATURE_POINTS: usize = 2_000;

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
    pub(super) fn to_input(&self) -> Result<StartInput, ApiError> {
        build_start_input(self.team, self.venue, &self.kind, self.ground.as_ref(), &self.members)
    }
}

fn build_start_input(
    team: Uuid,
    venue: Uuid,
    kind: &str,
    ground: Option<&GivenGround>,
    members: &[Uuid],
) -> Result<StartInput, ApiError> {
    check_max_rows("members", members, 30)?;
    let grounds = ground.map(|g| {
        let code = require_known("ground", InspectionGround::from_code(&g.code))?;
        Ok::<_, ApiError>(StatedGround { code, note: parse_text("ground", &g.note)? })
    });
    Ok(StartInput {
        team: TeamId(team),
        venue: VenueId(venue),
        kind: require_known("kind", InspectionKind::from_code(kind))?,
        grounds: grounds.transpose()?,
        reference: ground.and_then(|g| g.reference.as_deref()).map(parse_reference).transpose()?,
        members: members.iter().map(|id| MemberId(*id)).collect(),
    })
}

/// Parses the reference of a concern, with or without the prefix `PA`.
fn parse_reference(given: &str) -> Result<ShortCode, ApiError> {
    let typed = parse_line("reference", given)?.to_uppercase();
    let bare = typed.strip_prefix("PA").unwrap_or(&typed);
    let read = ShortCode::parse(&typed).or_else(|_| ShortCode::parse(bare));
    read.map_err(|_| ApiError::invalid("reference", "concern-unknown"))
}

impl VisitReport {
    /// Converts into the input of the use case; an error names the field that is out of bounds.
    pub(super) fn to_input(&self) -> Result<SubmittedReport, ApiError> {
        check_report_rows("findings", &self.findings)?;
        check_report_rows("demands", &self.demands)?;
        check_report_rows("met_demands", &self.met_demands)?;
        check_report_rows("photos", &self.photos)?;
        check_max_rows("signatures", &self.signatures, 31)?;
        check_max_rows("checklist", &self.checklist.answers, 100)?;
        Ok(SubmittedReport {
            id: InspectionId(self.id),
            start: build_start_input(self.team, self.venue, &self.kind, self.ground.as_ref(), &self.members)?,
            certificate: self.certificate.as_deref().map(|n| parse_line("certificate", n)).transpose()?,
            started_at: parse_time("started_at", &self.started_at)?,
            ended_at: parse_time("ended_at", &self.ended_at)?,
            position: GivenPosition::parse(self.position)?,
            checklist: self.checklist.version,
            answers: self.checklist.answers.iter().map(parse_answer).collect::<Result<_, _>>()?,
            found: self.staff.found,
            known: self.staff.registered,
            findings: self.findings.iter().map(parse_finding).collect::<Result<_, _>>()?,
            demands: self.demands.iter().map(parse_demand).collect::<Result<_, _>>()?,
            met_demands: self.met_demands.iter().map(|id| DemandId(*id)).collect(),
            owner: OwnerStatement {
                name: parse_line("owner", &self.owner.name)?,
                remarks: parse_text("owner", &self.owner.remarks)?,
                refused: self.owner.refused,
            },
            signatures: self.signatures.iter().map(parse_signature).collect::<Result<_, _>>()?,
            conclusion: require_known("conclusion", Conclusion::from_code(&self.conclusion))?,
            photos: self.photos.iter().map(parse_photo).collect::<Result<_, _>>()?,
        })
    }
}

fn parse_answer(given: &GivenAnswer) -> Result<AnsweredItem, ApiError> {
    let answer = match given.answer.as_str() {
        "yes" => Some(AnswerValue::Yes),
        "no" => Some(AnswerValue::No),
        "na" => Some(AnswerValue::Na),
        _ => None,
    };
    Ok(AnsweredItem {
        item: parse_code("checklist", Some(&given.item))?.unwrap_or_default(),
        answer: require_known("checklist", answer)?,
        count: given.count,
        note: parse_text("checklist", &given.note)?,
    })
}

fn parse_finding(given: &GivenFindingJson) -> Result<SubmittedFinding, ApiError> {
    Ok(SubmittedFinding {
        item: parse_code("findings", given.item.as_deref())?,
        note: parse_text("findings", &given.note)?,
        basis: given.basis.as_deref().map(|basis| parse_line("findings", basis)).transpose()?,
    })
}

fn parse_demand(given: &GivenDemandJson) -> Result<SubmittedDemand, ApiError> {
    Ok(SubmittedDemand {
        id: DemandId(given.id),
        item: parse_code("demands", given.item.as_deref())?,
        text: parse_text("demands", &given.text)?,
        due_on: parse_date("demands", &given.due_on)?,
    })
}

fn parse_signature(given: &GivenSignatureJson) -> Result<SubmittedSignature, ApiError> {
    let points = given.strokes.iter().flatten();
    let inside = points.clone().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y));
    let count = points.count();
    let member = match (given.who.as_str(), given.member) {
        ("owner", None) => Some(None),
        ("member", Some(id)) => Some(Some(MemberId(id))),
        _ => None,
    };
    let member = member.filter(|_| inside && (1..=MAX_SIGNATURE_POINTS).contains(&count));
    Ok(SubmittedSignature {
        member: member.ok_or_else(|| ApiError::invalid("signatures", "signature-unreadable"))?,
        strokes: SignatureStrokes(given.strokes.clone()),
    })
}

fn parse_photo(given: &GivenPhoto) -> Result<ReportPhoto, ApiError> {
    let hex =
        given.sha256.len() == 64 && given.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    require_known("photos", hex.then_some(()))?;
    Ok(ReportPhoto {
        id: PhotoId(given.id),
        sha256: given.sha256.clone(),
        item: parse_code("photos", given.item.as_deref())?,
    })
}
