//! The JSON of a visit report. It only parses: texts, codes and bounds; the result is made of domain types.

use camket_app::inspections::{StartInput, SubmittedReport};
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{DemandId, InspectionId, MemberId, PhotoId, TeamId, VenueId};
use camket_domain::inspections::report::{
    AnswerChange, AnswerValue, AnsweredItem, InspectionFinding, MAX_ANSWERS, MAX_CHANGES,
    MAX_SIGNATURE_POINTS, MAX_SIGNATURES, OwnerStatement, PhoneClock, ReportDemand, ReportPhoto,
    ReportSignature,
};
use camket_domain::inspections::{Conclusion, InspectionGround, InspectionKind, StatedGround};
use camket_domain::pledges::SignatureStrokes;
use camket_domain::teams::MAX_MEMBERS;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::signed_content::hash_content;
use crate::api::ApiError;
use crate::api::bounds::{
    check_max_rows, check_report_rows, parse_code, parse_date, parse_line, parse_printed_line,
    parse_printed_text, parse_text, parse_time, require_known,
};
use crate::scans::api::GivenPosition;

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
    phone_clock: Option<PhoneClockJson>,
    position: Option<GivenPosition>,
    checklist: ChecklistJson,
    /// Changes of answers while the report was written, oldest first.
    #[serde(default)]
    #[schema(max_items = 200)]
    changes: Vec<ChangeJson>,
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

/// What the phone's own clock showed.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = PhoneClock)]
struct PhoneClockJson {
    #[schema(format = DateTime)]
    started_at: String,
    #[schema(format = DateTime)]
    ended_at: String,
    /// Seconds by which the register's clock was ahead, as far as the phone knew.
    error_s: Option<i64>,
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

/// A change of an answer.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = VisitAnswerChange)]
struct ChangeJson {
    item: String,
    /// yes, no or na.
    from: String,
    /// yes, no or na.
    to: String,
    #[schema(format = DateTime)]
    at: String,
    #[serde(default)]
    reason: String,
    position: Option<GivenPosition>,
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
    /// SHA-256 of the content that was signed (docs/inspections-api.md), hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    content: Option<String>,
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
    check_max_rows("members", members, MAX_MEMBERS)?;
    let grounds = ground.map(|g| {
        let code = require_known("ground", InspectionGround::from_code(&g.code))?;
        Ok::<_, ApiError>(StatedGround { code, note: parse_printed_text("ground", &g.note)? })
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
    /// Converts into the input of the use case; an error names the field that is out of bounds. `body`: the bytes that it was
    /// parsed from.
    pub(super) fn to_input(&self, body: &[u8]) -> Result<SubmittedReport, ApiError> {
        check_report_rows("findings", &self.findings)?;
        check_report_rows("demands", &self.demands)?;
        check_report_rows("met_demands", &self.met_demands)?;
        check_report_rows("photos", &self.photos)?;
        check_max_rows("signatures", &self.signatures, MAX_SIGNATURES)?;
        check_max_rows("checklist", &self.checklist.answers, MAX_ANSWERS)?;
        check_max_rows("changes", &self.changes, MAX_CHANGES)?;
        Ok(SubmittedReport {
            id: InspectionId(self.id),
            start: build_start_input(self.team, self.venue, &self.kind, self.ground.as_ref(), &self.members)?,
            certificate: self
                .certificate
                .as_deref()
                .map(|n| parse_printed_line("certificate", n))
                .transpose()?,
            started_at: parse_time("started_at", &self.started_at)?,
            ended_at: parse_time("ended_at", &self.ended_at)?,
            phone_clock: self.phone_clock.as_ref().map(PhoneClockJson::parse).transpose()?,
            position: GivenPosition::parse(self.position)?,
            checklist: self.checklist.version,
            answers: self.checklist.answers.iter().map(AnswerJson::parse).collect::<Result<_, _>>()?,
            changes: self.changes.iter().map(ChangeJson::parse).collect::<Result<_, _>>()?,
            found: self.staff.found,
            known: self.staff.registered,
            findings: self.findings.iter().map(FindingJson::parse).collect::<Result<_, _>>()?,
            demands: self.demands.iter().map(DemandJson::parse).collect::<Result<_, _>>()?,
            met_demands: self.met_demands.iter().map(|id| DemandId(*id)).collect(),
            owner: self.owner.parse()?,
            signatures: self.signatures.iter().map(SignatureJson::parse).collect::<Result<_, _>>()?,
            conclusion: require_known("conclusion", Conclusion::from_code(&self.conclusion))?,
            photos: self.photos.iter().map(PhotoJson::parse).collect::<Result<_, _>>()?,
            content: hash_content(body)?,
        })
    }
}

impl PhoneClockJson {
    fn parse(&self) -> Result<PhoneClock, ApiError> {
        Ok(PhoneClock {
            started_at: parse_time("phone_clock", &self.started_at)?,
            ended_at: parse_time("phone_clock", &self.ended_at)?,
            error_seconds: self.error_s,
        })
    }
}

impl AnswerJson {
    fn parse(&self) -> Result<AnsweredItem, ApiError> {
        Ok(AnsweredItem {
            item: parse_code("checklist", Some(&self.item))?.unwrap_or_default(),
            answer: require_known("checklist", AnswerValue::from_code(&self.answer))?,
            count: self.count,
            note: parse_printed_text("checklist", &self.note)?,
        })
    }
}

impl ChangeJson {
    fn parse(&self) -> Result<AnswerChange, ApiError> {
        Ok(AnswerChange {
            item: parse_code("changes", Some(&self.item))?.unwrap_or_default(),
            from: require_known("changes", AnswerValue::from_code(&self.from))?,
            to: require_known("changes", AnswerValue::from_code(&self.to))?,
            at: parse_time("changes", &self.at)?,
            reason: parse_text("changes", &self.reason)?,
            position: GivenPosition::parse(self.position)?,
        })
    }
}

impl FindingJson {
    fn parse(&self) -> Result<InspectionFinding, ApiError> {
        let basis = self.basis.as_deref().map(|basis| parse_printed_line("findings", basis)).transpose()?;
        Ok(InspectionFinding {
            item: parse_code("findings", self.item.as_deref())?,
            text: parse_printed_text("findings", &self.note)?,
            basis: basis.unwrap_or_default(),
        })
    }
}

impl DemandJson {
    fn parse(&self) -> Result<ReportDemand, ApiError> {
        Ok(ReportDemand {
            id: DemandId(self.id),
            item: parse_code("demands", self.item.as_deref())?,
            text: parse_printed_text("demands", &self.text)?,
            due_on: parse_date("demands", &self.due_on)?,
        })
    }
}

impl OwnerJson {
    fn parse(&self) -> Result<OwnerStatement, ApiError> {
        Ok(OwnerStatement {
            name: parse_printed_line("owner", &self.name)?,
            remarks: parse_printed_text("owner", &self.remarks)?,
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
            content: self.content.clone(),
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
