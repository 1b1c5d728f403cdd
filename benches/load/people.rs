//! The people of the bench: inspectors with a team and an enrolled phone each, and officers of the labour authority.

#![expect(clippy::disallowed_types, reason = "ring takes no other generator")]

use camket_app::devices::{self, Enrolment};
use camket_app::{App, Client, accounts, teams};
use camket_domain::accounts::{Actor, Login, Role};
use camket_domain::agencies::AgencyLevel;
use camket_domain::applications::ApplicationState;
use camket_domain::ids::{AgencyId, ApplicationId, DeviceId, MemberId, TeamId, VenueId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::teams::{Rank, Team, TeamMember};
use camket_domain::venues::VenueKind;
use camket_store::Reader;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use time::macros::date;
use uuid::Uuid;

use crate::registry::{FOUNDER, OfficeRegistry, PASSWORD, create_account};
use crate::sample::{PROVINCE_OFFICE, province};
use crate::{BenchResult, LoadSizes, venues};

/// A phone with the session of its inspector, and the venue that was visited.
#[derive(Debug)]
pub struct BenchPhone {
    pub token: String,
    pub device: DeviceId,
    pub pair: EcdsaKeyPair,
    pub team: TeamId,
    pub members: Vec<MemberId>,
    pub venue: VenueId,
    pub venue_kind: VenueKind,
}

/// An officer with a session and files that wait.
#[derive(Debug)]
pub struct BenchOfficer {
    pub token: String,
    pub applications: Vec<ApplicationId>,
}

#[derive(Debug)]
pub struct People {
    pub phones: Vec<BenchPhone>,
    pub officers: Vec<BenchOfficer>,
}

impl People {
    pub async fn create(registry: &OfficeRegistry, sizes: LoadSizes) -> BenchResult<Self> {
        let app = &registry.app;
        let founder = log_in(app, FOUNDER, 0).await?.1;
        let mut phones = Vec::new();
        for (number, (venue, venue_kind)) in list_venues(app, sizes.phones).await?.into_iter().enumerate() {
            phones.push(create_phone(app, &founder, number, venue, venue_kind).await?);
        }
        let department = venues::find_agency(app, PROVINCE_OFFICE).await?;
        let waiting = list_waiting(app).await?;
        let share = waiting.len() / sizes.officers.max(1);
        let mut officers = Vec::new();
        for (number, own) in waiting.chunks(share.max(1)).take(sizes.officers).enumerate() {
            let token =
                create_person(app, "officer", number, Role::LabourOfficer, Some(department.id)).await?.0;
            officers.push(BenchOfficer { token, applications: own.to_vec() });
        }
        Ok(Self { phones, officers })
    }
}

/// An account of the province with a session: its token.
async fn create_person(
    app: &App,
    kind: &str,
    number: usize,
    role: Role,
    agency: Option<AgencyId>,
) -> BenchResult<(String, Actor)> {
    let login = format!("{kind}{number}@example.vn");
    create_account(app, &login, role, agency).await?;
    log_in(app, &login, number).await
}

async fn log_in(app: &App, login: &str, number: usize) -> BenchResult<(String, Actor)> {
    let address = format!("10.{}.{}.1", number / 250, number % 250);
    let client = Client { address, ..Client::default() };
    let step = accounts::log_in(app, &Login::parse(login)?, PASSWORD.to_owned(), None, &client).await?;
    let session = step.into_session().ok_or("nobody here has a second factor")?;
    Ok((session.token, session.actor))
}

async fn create_phone(
    app: &App,
    founder: &Actor,
    number: usize,
    venue: VenueId,
    venue_kind: VenueKind,
) -> BenchResult<BenchPhone> {
    let (token, inspector) = create_person(app, "inspector", number, Role::Inspector, None).await?;
    let team = build_team(app, &inspector, number);
    let members = team.members.iter().take(3).map(|member| member.id).collect();
    let permit = Permit::<rights::ManageTeams>::for_actor(founder).ok_or("no permit for teams")?;
    let team = teams::create(app, &permit, uuid_v7(app.now(), app.entropy()), team).await?;
    let random = SystemRandom::new();
    let pkcs8 =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(|_| "no key")?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random);
    let pair = pair.map_err(|_| "no key")?;
    let enrolment = Enrolment {
        id: DeviceId::new(app.now(), app.entropy()),
        name: format!("Máy {number}"),
        point: pair.public_key().as_ref().to_vec(),
    };
    let permit = Permit::<rights::Inspect>::for_actor(&inspector).ok_or("no permit to inspect")?;
    let (device, _) = devices::enrol(app, &permit, enrolment).await?;
    Ok(BenchPhone { token, device: device.id, pair, team, members, venue, venue_kind })
}

/// An inspector's own team of three; the others have no account.
fn build_team(app: &App, inspector: &Actor, number: usize) -> Team {
    let member = |place: u8, name: &str, account, rank| TeamMember {
        id: MemberId::new(app.now(), app.entropy()),
        account,
        name: name.to_owned(),
        rank,
        card: format!("178-{number:03}-{place}"),
    };
    Team {
        id: TeamId(Uuid::nil()),
        name: format!("Đội kiểm tra liên ngành 178 số {number}"),
        parent_name: "UBND tỉnh Khánh Hòa".to_owned(),
        symbol: format!("ĐKT{number}"),
        place: "Khánh Hòa".to_owned(),
        level: AgencyLevel::Province,
        area: province(),
        members: vec![
            member(1, &inspector.name, Some(inspector.account), Rank::Head),
            member(2, "Lê Văn Phó", None, Rank::Member),
            member(3, "Phạm Thị Viên", None, Rank::Member),
        ],
        valid_from: date!(2026 - 01 - 01),
        valid_to: None,
        version: 0,
    }
}

async fn query(app: &App, sql: String) -> BenchResult<Vec<QueryResult>> {
    let db = app.store().connection();
    Ok(db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?)
}

/// Venues with a certificate, a different one for each phone.
async fn list_venues(app: &App, count: usize) -> BenchResult<Vec<(VenueId, VenueKind)>> {
    let sql = format!(
        "SELECT id, kind FROM venue WHERE id IN (SELECT venue_id FROM certificate) ORDER BY id LIMIT {count}"
    );
    let read = |row: &QueryResult| {
        let kind: String = row.try_get("", "kind")?;
        Ok((VenueId(row.try_get("", "id")?), VenueKind::from_code(&kind).ok_or("a kind")?))
    };
    query(app, sql).await?.iter().map(read).collect()
}

/// Applications whose labour track waits.
async fn list_waiting(app: &App) -> BenchResult<Vec<ApplicationId>> {
    let state = ApplicationState::InReview.code();
    let sql = format!("SELECT id FROM application WHERE state = '{state}' ORDER BY id");
    query(app, sql).await?.iter().map(|row| Ok(ApplicationId(row.try_get("", "id")?))).collect()
}
