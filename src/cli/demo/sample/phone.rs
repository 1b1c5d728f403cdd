//! A simulated inspector's phone: it is enrolled, signs and reports like a real one. Its key is not kept.

use anyhow::{Context, Result};
use camket_app::App;
use camket_app::devices::{self, DeviceMessage, Enrolment};
use camket_app::inspections::{self, ReportOutcome, StartInput, SubmittedReport};
use camket_app::plans;
use camket_credential::devices::build_signed_bytes;
use camket_credential::keys::Kid;
use camket_credential::signing::{SigningKey, generate};
use camket_domain::accounts::Actor;
use camket_domain::devices::Device;
use camket_domain::ids::{DemandId, DeviceId, InspectionId, MemberId, PlanId, uuid_v7};
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::report::{
    AnswerValue, AnsweredItem, OwnerStatement, ReportDemand, ReportSignature,
};
use camket_domain::inspections::{Conclusion, InspectionGround, InspectionKind, StatedGround};
use camket_domain::pledges::SignatureStrokes;
use camket_domain::scans::Position;
use camket_domain::teams::Team;
use camket_domain::venues::Venue;
use camket_store::{certificates, labour};
use time::Duration;

use super::permit_for;

/// A checklist item answered with "no", and the demand that follows.
#[derive(Clone, Copy, Debug)]
pub struct SeenViolation {
    /// Code of the checklist item.
    pub item: &'static str,
    /// Number of people concerned.
    pub count: Option<u16>,
    pub demand: &'static str,
}

#[derive(Debug)]
pub struct SamplePhone {
    inspector: Actor,
    device: Device,
    key: SigningKey,
    team: Team,
    plan: PlanId,
}

/// What a sample phone signs besides a body: no request is sent.
const TARGET: &str = "POST\n/sample";

impl SamplePhone {
    /// Enrols a new phone for the inspector.
    pub async fn enrol(app: &App, inspector: &Actor, team: Team, plan: PlanId) -> Result<Self> {
        let key = SigningKey::new(Kid::new(&[0]).context("an id")?, &generate()?)?;
        let enrolment = Enrolment {
            id: DeviceId(uuid_v7(app.now(), app.entropy())),
            name: "Điện thoại Đội 178 (dữ liệu mẫu)".to_owned(),
            point: key.point().to_vec(),
        };
        let (device, _) = devices::enrol(app, &permit_for(inspector)?, enrolment).await?;
        Ok(Self { inspector: inspector.clone(), device, key, team, plan })
    }

    pub fn sign(&self, body: &[u8]) -> Result<Vec<u8>> {
        Ok(self.key.sign(&build_signed_bytes(TARGET, body))?)
    }

    pub fn signed_message<'a>(&'a self, body: &'a [u8], signature: &'a [u8]) -> DeviceMessage<'a> {
        DeviceMessage { device: &self.device, target: TARGET, body, signature }
    }

    /// Reports a visit with these violations.
    pub async fn report_visit(
        &self,
        app: &App,
        venue: &Venue,
        seen: &[SeenViolation],
        conclusion: Conclusion,
    ) -> Result<ReportOutcome> {
        let report = self.build_report(app, venue, seen, conclusion).await?;
        let body = format!("{report:?}").into_bytes();
        let signature = self.sign(&body)?;
        let message = self.signed_message(&body, &signature);
        Ok(inspections::receive_report(app, &permit_for(&self.inspector)?, &message, report).await?)
    }

    async fn build_report(
        &self,
        app: &App,
        venue: &Venue,
        seen: &[SeenViolation],
        conclusion: Conclusion,
    ) -> Result<SubmittedReport> {
        let list = Checklist::newest().context("a checklist")?;
        let declared = u16::try_from(labour::count(app.store(), venue.id).await?)?;
        let certificate = certificates::find_latest(app.store(), venue.id).await?;
        let position = venue.place.as_ref().and_then(|place| place.position);
        let present: Vec<_> = self.team.members.iter().take(4).map(|member| member.id).collect();
        let undeclared = seen.iter().find(|s| s.item == "registered").and_then(|s| s.count).unwrap_or(0);
        let name = venue.representative.as_ref().map(|r| r.name.clone()).unwrap_or_default();
        let remarks = if seen.is_empty() {
            "Không có ý kiến."
        } else {
            "Cơ sở sẽ khắc phục đúng hạn."
        };
        Ok(SubmittedReport {
            id: InspectionId(uuid_v7(app.now(), app.entropy())),
            start: self.build_start(app, venue, &present).await?,
            certificate: certificate.map(|c| c.number.to_string()),
            started_at: app.now(),
            ended_at: app.now() + Duration::minutes(40),
            phone_clock: None,
            position: position.and_then(|(lat, lng)| Position::new(lat, lng, 12.0)),
            checklist: list.version,
            answers: list.items_for(venue.kind).iter().map(|item| build_answer(&item.code, seen)).collect(),
            changes: vec![],
            found: declared + undeclared,
            known: Some(declared),
            findings: vec![],
            demands: seen.iter().map(|seen| build_demand(app, seen)).collect(),
            met_demands: vec![],
            owner: OwnerStatement { name, remarks: remarks.to_owned(), refused: false },
            signatures: std::iter::once(None)
                .chain(present.into_iter().map(Some))
                .zip(0_u8..)
                .map(build_signature)
                .collect(),
            conclusion,
            photos: vec![],
            content: String::new(),
        })
    }

    /// A planned visit if the plan contains the venue, else a surprise visit with a ground.
    async fn build_start(&self, app: &App, venue: &Venue, present: &[MemberId]) -> Result<StartInput> {
        let plan = plans::find(app, &permit_for(&self.inspector)?, self.plan, 0).await?.plan;
        let planned = plan.has_planned_visit(venue.id, app.today().year());
        let note = "Chỉ đạo của Chủ tịch UBND phường về kiểm tra trước mùa du lịch".to_owned();
        Ok(StartInput {
            team: self.team.id,
            venue: venue.id,
            kind: if planned { InspectionKind::Planned } else { InspectionKind::Surprise },
            grounds: (!planned).then_some(StatedGround { code: InspectionGround::Request, note }),
            reference: None,
            members: present.to_vec(),
        })
    }
}

fn build_answer(item: &str, seen: &[SeenViolation]) -> AnsweredItem {
    let violation = seen.iter().find(|seen| seen.item == item);
    AnsweredItem {
        item: item.to_owned(),
        answer: if violation.is_some() { AnswerValue::No } else { AnswerValue::Yes },
        count: violation.and_then(|seen| seen.count),
        note: String::new(),
    }
}

fn build_demand(app: &App, seen: &SeenViolation) -> ReportDemand {
    ReportDemand {
        id: DemandId(uuid_v7(app.now(), app.entropy())),
        item: Some(seen.item.to_owned()),
        text: seen.demand.to_owned(),
        due_on: app.today() + Duration::days(20),
    }
}

/// A drawn signature that differs a little for each signer.
fn build_signature((member, n): (Option<MemberId>, u8)) -> ReportSignature {
    let lift = f32::from(n) * 0.05;
    let point = |step: u8| {
        let along = f32::from(step) / 12.0;
        (0.1 + along * 0.8, 0.5 + ((along * 12.0 + lift * 9.0).sin() * (0.3 - lift)))
    };
    ReportSignature { member, strokes: SignatureStrokes(vec![(0..=12).map(point).collect()]), content: None }
}
