//! Inspection teams and their phones.

#![expect(clippy::disallowed_types, reason = "ring takes no other generator")]

use camket_app::devices::{self, Enrolment, Sealed};
use camket_app::inspections::{self, Given, GivenOwner, GivenSignature, Reported, Start};
use camket_app::{AppError, plans, teams};
use camket_domain::agencies::Level;
use camket_domain::devices::Device;
use camket_domain::ids::{DeviceId, InspectionId, MemberId, PlanId, TeamId, VenueId, uuid_v7};
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::report::{Answer, Answered};
use camket_domain::inspections::{Conclusion, Ground, Grounds, Kind};
use camket_domain::pledges::Drawing;
use camket_domain::teams::{Member, Rank, Team};
use camket_domain::venues::VenueKind;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use time::macros::date;
use uuid::Uuid;

use super::{Office, OwnVenue, Person, Place};

/// An enrolled phone and its inspector.
#[derive(Debug)]
pub struct Phone {
    pub holder: Person,
    pub device: Device,
    pair: EcdsaKeyPair,
}

/// A team that begins with the given inspectors; its other members have no account.
pub fn a_team(place: Place, inspectors: &[&Person]) -> Team {
    let area = place.commune();
    let member = |(n, name, account)| Member {
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
        level: Level::Commune,
        area,
        members,
        valid_from: date!(2026 - 01 - 01),
        valid_to: None,
        version: 0,
    }
}

/// A complaint as the ground of a visit.
fn complaint() -> Grounds {
    Grounds { code: Ground::Complaint, note: "Đơn phản ánh ngày 20/11/2026".to_owned() }
}

/// Answers to all questions of a venue kind, without violations.
fn all_is_well(kind: VenueKind) -> Vec<Answered> {
    let list = Checklist::newest().expect("a checklist");
    let yes = |item: &&camket_domain::inspections::checklist::Item| Answered {
        item: item.code.clone(),
        answer: Answer::Yes,
        count: None,
        note: String::new(),
    };
    list.items_for(kind).iter().map(yes).collect()
}

impl Office {
    /// The administrator creates a team.
    pub async fn team(&self, place: Place, inspectors: &[&Person]) -> Team {
        let admin = self.administrator("Quản Đội", place).await;
        let given = a_team(place, inspectors);
        let id = teams::add(&self.app, &admin.may(), self.key(), given).await.expect("a proper team");
        teams::find(&self.app, &admin.may(), id).await.expect("just set up")
    }

    /// An officer draws a plan that contains every venue, and an approver approves it.
    pub async fn plan(&self, team: &Team, place: Place) -> PlanId {
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
    pub async fn enrols(&self) -> Phone {
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
        Phone { holder: self.clone(), device, pair }
    }
}

impl Phone {
    /// Its signature over these bytes.
    pub fn signs(&self, body: &[u8]) -> Vec<u8> {
        self.pair.sign(&SystemRandom::new(), body).unwrap().as_ref().to_vec()
    }

    /// Its public key's coordinates.
    pub fn point(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// A visit without violations.
    pub fn visit(&self, team: &Team, venue: VenueId, kind: VenueKind) -> Given {
        let now = self.holder.office.app.now();
        let sign = |member| GivenSignature { member, strokes: Drawing(vec![vec![(0.1, 0.5), (0.6, 0.4)]]) };
        let present: Vec<_> = team.members.iter().take(3).map(|member| member.id).collect();
        Given {
            id: InspectionId(uuid_v7(now, self.holder.office.app.entropy())),
            start: Start {
                team: team.id,
                venue,
                kind: Kind::Surprise,
                grounds: Some(complaint()),
                reference: None,
                members: present.clone(),
            },
            certificate: None,
            started_at: now,
            ended_at: now,
            position: None,
            checklist: 1,
            answers: all_is_well(kind),
            found: 1,
            known: Some(1),
            findings: vec![],
            demands: vec![],
            met_demands: vec![],
            owner: GivenOwner {
                name: "Nguyễn Thị Đại Diện".to_owned(),
                remarks: "Không có ý kiến".to_owned(),
                refused: false,
            },
            signatures: std::iter::once(None).chain(present.into_iter().map(Some)).map(sign).collect(),
            conclusion: Conclusion::Pass,
            photos: vec![],
        }
    }

    /// A visit at which the items in `no` are answered with "no".
    pub fn visit_with(&self, team: &Team, venue: &OwnVenue, no: &[&str], conclusion: Conclusion) -> Given {
        let mut given = self.visit(team, venue.id, VenueKind::Hotel);
        for answer in given.answers.iter_mut().filter(|answer| no.contains(&answer.item.as_str())) {
            answer.answer = Answer::No;
        }
        Given { conclusion, ..given }
    }

    /// Reports a visit.
    pub async fn reports(&self, given: &Given) -> Reported {
        self.tries_to_report(given).await.expect("no rule forbids it")
    }

    /// Reports a visit; the signed bytes stand for the JSON of a real phone.
    pub async fn tries_to_report(&self, given: &Given) -> Result<Reported, AppError> {
        let body = format!("{given:?}").into_bytes();
        let signature = self.signs(&body);
        self.tries_to_send(given, &body, &signature).await
    }

    pub async fn tries_to_send(
        &self,
        given: &Given,
        body: &[u8],
        signature: &[u8],
    ) -> Result<Reported, AppError> {
        let device = devices::call(&self.holder.office.app, self.device.id).await?;
        let sealed = Sealed { device: &device, body, signature };
        inspections::report(&self.holder.office.app, &self.holder.may(), &sealed, given.clone()).await
    }
}
