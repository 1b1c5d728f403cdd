//! Inspection teams and their phones.

#![expect(clippy::disallowed_types, reason = "ring takes no other generator")]

use camket_app::devices::{self, DeviceMessage, Enrolment};
use camket_app::inspections::{self, ReportOutcome, StartInput, SubmittedReport};
use camket_app::{AppError, plans, teams};
use camket_credential::devices::build_signed_bytes;
use camket_domain::agencies::AgencyLevel;
use camket_domain::devices::Device;
use camket_domain::ids::{DeviceId, InspectionId, MemberId, PlanId, TeamId, VenueId, uuid_v7};
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::report::{AnswerValue, AnsweredItem, OwnerStatement, ReportSignature};
use camket_domain::inspections::{Conclusion, InspectionGround, InspectionKind, StatedGround};
use camket_domain::pledges::SignatureStrokes;
use camket_domain::teams::{Rank, Team, TeamMember};
use camket_domain::venues::VenueKind;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use time::macros::date;
use uuid::Uuid;

use super::{Office, OwnedVenue, Person, TestPlace};

/// Method and path that phones sign in tests of use cases, which have no request.
pub const TARGET: &str = "POST\n/test";

/// An enrolled phone and its inspector.
#[derive(Debug)]
pub struct InspectorPhone {
    pub holder: Person,
    pub device: Device,
    pair: EcdsaKeyPair,
}

/// A team that begins with the given inspectors; its other members have no account.
pub fn build_team(place: TestPlace, inspectors: &[&Person]) -> Team {
    let area = place.commune();
    let member = |(n, name, account)| TeamMember {
        id: MemberId(Uuid::from_u128(n)),
        account,
        name,
        rank: if n == 1 { Rank::Head } else { Rank::Member },
        card: format!("178-{n:03}"),
    };
    let own = inspectors.iter().map(|p| (p.actor.name.clone(), Some(p.id())));
    let others = ["Lê Văn Phó", "Phạm Thị Viên", "Đỗ Văn Sổ"].map(|name| (name.to_owned(), None));
    let members = own.chain(others).zip(1..).map(|((name, account), n)| member((n, name, account))).collect();
    Team {
        id: TeamId(Uuid::nil()),
        name: "Đội kiểm tra liên ngành 178 phường Phan Rang".to_owned(),
        parent_name: "UBND phường Phan Rang".to_owned(),
        symbol: "ĐKT178".to_owned(),
        place: "Phan Rang".to_owned(),
        level: AgencyLevel::Commune,
        area,
        members,
        valid_from: date!(2026 - 01 - 01),
        valid_to: None,
        version: 0,
    }
}

/// A complaint as the ground of a visit.
fn complaint() -> StatedGround {
    StatedGround { code: InspectionGround::Complaint, note: "Đơn phản ánh ngày 20/11/2026".to_owned() }
}

/// Answers to all questions of a venue kind, without violations.
fn compliant_answers(kind: VenueKind) -> Vec<AnsweredItem> {
    let list = Checklist::newest().expect("a checklist");
    let yes = |item: &&camket_domain::inspections::checklist::ChecklistItem| AnsweredItem {
        item: item.code.clone(),
        answer: AnswerValue::Yes,
        count: None,
        note: String::new(),
    };
    list.items_for(kind).iter().map(yes).collect()
}

impl Office {
    /// The administrator creates a team.
    pub async fn team(&self, place: TestPlace, inspectors: &[&Person]) -> Team {
        let admin = self.administrator("Quản Đội", place).await;
        let given = build_team(place, inspectors);
        let id = teams::create(&self.app, &admin.may(), self.key(), given).await.expect("a proper team");
        teams::find(&self.app, &admin.may(), id).await.expect("just set up")
    }

    /// A team of three inspectors finds a violation at a hotel.
    pub async fn finds_a_violation(&self, hotel: &OwnedVenue, place: TestPlace) {
        let (tra, lam, an) = (
            self.inspector("Tra", place).await,
            self.inspector("Lâm", place).await,
            self.inspector("An", place).await,
        );
        let team = self.team(place, &[&tra, &lam, &an]).await;
        let phone = tra.enrols().await;
        phone.reports(&phone.visit_with(&team, hotel, &["contracts"], Conclusion::Record)).await;
    }

    /// An officer draws a plan that contains every venue, and an approver approves it.
    pub async fn plan(&self, team: &Team, place: TestPlace) -> PlanId {
        let officer = self.commune_officer("Lập Kế Hoạch", place).await;
        let drawn = plans::draw_plan(&self.app, &officer.may(), self.key(), team.id, (2026, None)).await;
        let id = drawn.expect("nothing forbids it");
        self.approver("Duyệt Kế Hoạch", place).await.approves(id).await;
        id
    }
}

impl Person {
    pub async fn approves(&self, plan: PlanId) {
        let sheet = plans::find(&self.office.app, &self.may(), plan, 0).await.expect("within their area");
        let app = &self.office.app;
        plans::approve(app, &self.may(), plan, sheet.plan.version).await.expect("another's draft");
    }

    /// Enrols a phone.
    pub async fn enrols(&self) -> InspectorPhone {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
        let given = Enrolment {
            id: DeviceId(self.office.key()),
            name: "Điện thoại Đội 178".to_owned(),
            point: pair.public_key().as_ref().to_vec(),
        };
        let (device, _) = devices::enrol(&self.office.app, &self.may(), given).await.expect("a new id");
        InspectorPhone { holder: self.clone(), device, pair }
    }
}

impl InspectorPhone {
    /// Its signature over a request with this body to [`TARGET`].
    pub fn signs(&self, body: &[u8]) -> Vec<u8> {
        self.signs_request(TARGET, body)
    }

    /// Its signature over a request: method and path, and body.
    pub fn signs_request(&self, target: &str, body: &[u8]) -> Vec<u8> {
        let bytes = build_signed_bytes(target, body);
        self.pair.sign(&SystemRandom::new(), &bytes).unwrap().as_ref().to_vec()
    }

    /// Its public key's coordinates.
    pub fn point(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// A visit without violations.
    pub fn visit(&self, team: &Team, venue: VenueId, kind: VenueKind) -> SubmittedReport {
        let now = self.holder.office.app.now();
        let sign = |member| ReportSignature {
            member,
            strokes: SignatureStrokes(vec![vec![(0.1, 0.5), (0.6, 0.4)]]),
            content: None,
        };
        let present: Vec<_> = team.members.iter().take(3).map(|member| member.id).collect();
        SubmittedReport {
            id: InspectionId(uuid_v7(now, self.holder.office.app.entropy())),
            start: StartInput {
                team: team.id,
                venue,
                kind: InspectionKind::Surprise,
                grounds: Some(complaint()),
                reference: None,
                members: present.clone(),
            },
            certificate: None,
            started_at: now,
            ended_at: now,
            phone_clock: None,
            position: None,
            checklist: 1,
            answers: compliant_answers(kind),
            changes: vec![],
            found: 1,
            known: Some(1),
            findings: vec![],
            demands: vec![],
            met_demands: vec![],
            owner: OwnerStatement {
                name: "Nguyễn Thị Đại Diện".to_owned(),
                remarks: "Không có ý kiến".to_owned(),
                refused: false,
            },
            signatures: std::iter::once(None).chain(present.into_iter().map(Some)).map(sign).collect(),
            conclusion: Conclusion::Pass,
            photos: vec![],
            content: String::new(),
        }
    }

    /// A visit at which the items in `no` are answered with "no".
    pub fn visit_with(
        &self,
        team: &Team,
        venue: &OwnedVenue,
        no: &[&str],
        conclusion: Conclusion,
    ) -> SubmittedReport {
        let mut given = self.visit(team, venue.id, VenueKind::Hotel);
        for answer in given.answers.iter_mut().filter(|answer| no.contains(&answer.item.as_str())) {
            answer.answer = AnswerValue::No;
        }
        SubmittedReport { conclusion, ..given }
    }

    /// Reports a visit.
    pub async fn reports(&self, given: &SubmittedReport) -> ReportOutcome {
        self.tries_to_report(given).await.expect("no rule forbids it")
    }

    /// Reports a visit; the signed bytes stand for the JSON of a real phone.
    pub async fn tries_to_report(&self, given: &SubmittedReport) -> Result<ReportOutcome, AppError> {
        let body = format!("{given:?}").into_bytes();
        let signature = self.signs(&body);
        self.tries_to_send(given, &body, &signature).await
    }

    pub async fn tries_to_send(
        &self,
        given: &SubmittedReport,
        body: &[u8],
        signature: &[u8],
    ) -> Result<ReportOutcome, AppError> {
        let device = devices::check_in(&self.holder.office.app, self.device.id).await?;
        let sealed = DeviceMessage { device: &device, target: TARGET, body, signature };
        inspections::receive_report(&self.holder.office.app, &self.holder.may(), &sealed, given.clone()).await
    }
}
