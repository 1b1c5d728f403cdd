//! The JSON of a visit report. It only parses: texts, codes and bounds; the result is made of domain types.

use camket_app::inspections::{StartInput, SubmittedReport};
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{DemandId, InspectionId, MemberId, PhotoId, TeamId, VenueId};
use camket_domain::inspections::report::{
    AnswerValue, AnsweredItem, InspectionFinding, OwnerStatement, ReportDemand, ReportPhoto, ReportSignature,
};
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
    ground: Option<GroundJson>,
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
    checklist: ChecklistJson,
    staff: StaffJson,
    #[serde(default)]
    #[schema(max_items = 20)]
    findings: Vec<FindingJson>,
    #[serde(default)]
    #[schema(max_items = 20)]
    demands: Vec<DemandJson>,
    #[serde(default)]
    #[schema(max_items = 20)]
    met_demands: Vec<Uuid>,
    owner: OwnerJson,
    #[schema(max_items = 31)]
    signatures: Vec<SignatureJson>,
    /// pass, reminder, record or transfer.
    #[schema(example = "pass")]
    conclusion: String,
    #[serde(default)]
    #[schema(max_items = 20)]
    photos: Vec<PhotoJson>,
}

/// Why a surprise visit, or another one in the year.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitGround)]
pub(super) struct GroundJson {
    /// complaint, request, clear-sign or follow-up.
    code: String,
    note: String,
    /// Of a founded concern about the venue, for a complaint.
    #[schema(example = "PA-K7Q2M-9XW4H")]
    reference: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitChecklist)]
struct ChecklistJson {
    version: u32,
    #[schema(max_items = 100)]
    answers: Vec<AnswerJson>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitAnswer)]
struct AnswerJson {
    item: String,
    /// yes, no or na.
    answer: String,
    count: Option<u16>,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitStaff)]
struct StaffJson {
    found: u16,
    registered: Option<u16>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitFinding)]
struct FindingJson {
    item: Option<String>,
    note: String,
    basis: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitDemand)]
struct DemandJson {
    id: Uuid,
    item: Option<String>,
    text: String,
    #[schema(format = Date)]
    due_on: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitOwner)]
struct OwnerJson {
    name: String,
    #[serde(default)]
    remarks: String,
    #[serde(default)]
    refused: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitSignature)]
struct SignatureJson {
    /// owner or member.
    who: String,
    member: Option<Uuid>,
    /// Strokes of points, 0 to 1 in a box 5:2.
    #[schema(value_type = Vec<Vec<[f32; 2]>>)]
    strokes: Vec<Vec<(f32, f32)>>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitPhoto)]
struct PhotoJson {
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
    ground: Option<GroundJson>,
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
    ground: Option<&GroundJson>,
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
            answers: self.checklist.answers.iter().map(AnswerJson::parse).collect::<Result<_, _>>()?,
            found: self.staff.found,
            known: self.staff.registered,
            findings: self.findings.iter().map(FindingJson::parse).collect::<Result<_, _>>()?,
            demands: self.demands.iter().map(DemandJson::parse).collect::<Result<_, _>>()?,
            met_demands: self.met_demands.iter().map(|id| DemandId(*id)).collect(),
            owner: self.owner.parse()?,
            signatures: self.signatures.iter().map(SignatureJson::parse).collect::<Result<_, _>>()?,
            conclusion: require_known("conclusion", Conclusion::from_code(&self.conclusion))?,
            photos: self.photos.iter().map(PhotoJson::parse).collect::<Result<_, _>>()?,
        })
    }
}

impl AnswerJson {
    fn parse(&self) -> Result<AnsweredItem, ApiError> {
        let answer = match self.answer.as_str() {
            "yes" => Some(AnswerValue::Yes),
            "no" => Some(AnswerValue::No),
            "na" => Some(AnswerValue::Na),
            _ => None,
        };
        Ok(AnsweredItem {
            item: parse_code("checklist", Some(&self.item))?.unwrap_or_default(),
            answer: require_known("checklist", answer)?,
            count: self.count,
            note: parse_text("checklist", &self.note)?,
        })
    }
}

impl FindingJson {
    fn parse(&self) -> Result<InspectionFinding, ApiError> {
        let basis = self.basis.as_deref().map(|basis| parse_line("findings", basis)).transpose()?;
        Ok(InspectionFinding {
            item: parse_code("findings", self.item.as_deref())?,
            text: parse_text("findings", &self.note)?,
            basis: basis.unwrap_or_default(),
        })
    }
}

impl DemandJson {
    fn parse(&self) -> Result<ReportDemand, ApiError> {
        Ok(ReportDemand {
            id: DemandId(self.id),
            item: parse_code("demands", self.item.as_deref())?,
            text: parse_text("demands", &self.text)?,
            due_on: parse_date("demands", &self.due_on)?,
        })
    }
}

impl OwnerJson {
    fn parse(&self) -> Result<OwnerStatement, ApiError> {
        Ok(OwnerStatement {
            name: parse_line("owner", &self.name)?,
            remarks: parse_text("owner", &self.remarks)?,
            refused: self.refused,
        })
    }
}

impl SignatureJson {
    fn parse(&self) -> Result<ReportSignature, ApiError> {
        let points = self.strokes.iter().flatten();
        let inside = points.clone().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y));
        let count = points.count();
        let member = match (self.who.as_str(), self.member) {
            ("owner", None) => Some(None),
            ("member", Some(id)) => Some(Some(MemberId(id))),
            _ => None,
        };
        let member = member.filter(|_| inside && (1..=MAX_SIGNATURE_POINTS).contains(&count));
        Ok(ReportSignature {
            member: member.ok_or_else(|| ApiError::invalid("signatures", "signature-unreadable"))?,
            strokes: SignatureStrokes(self.strokes.clone()),
        })
    }
}

impl PhotoJson {
    fn parse(&self) -> Result<ReportPhoto, ApiError> {
        let is_hex = |b| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        let hex = self.sha256.len() == 64 && self.sha256.bytes().all(is_hex);
        require_known("photos", hex.then_some(()))?;
        Ok(ReportPhoto {
            id: PhotoId(self.id),
            sha256: self.sha256.clone(),
            item: parse_code("photos", self.item.as_deref())?,
        })
    }
}
