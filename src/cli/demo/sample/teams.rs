//! The inspection teams of the ward and of the province.

use anyhow::{Context, Result};
use camket_app::{App, teams};
use camket_domain::accounts::Actor;
use camket_domain::agencies::AgencyLevel;
use camket_domain::areas::AreaCode;
use camket_domain::ids::{InspectionId, MemberId, PlanId, TeamId, uuid_v7};
use camket_domain::inspections::Inspection;
use camket_domain::teams::{Rank, Team, TeamMember};
use time::Date;

use super::phone::SamplePhone;
use super::{TEAM_COMMUNE, permit_for};

/// Name, rank and card number.
type SampleMember = (&'static str, Rank, &'static str);

const WARD_MEMBERS: [SampleMember; 4] = [
    ("Nguyễn Quang Đội", Rank::Head, "178-PR-001"),
    ("Lương Thị Liên", Rank::Member, "178-PR-003"),
    ("Đỗ Văn Ngành", Rank::Member, "178-PR-004"),
    ("Châu Thị Kiểm", Rank::Member, "178-PR-005"),
];
const PROVINCE_MEMBERS: [SampleMember; 3] = [
    ("Mai Xuân Tỉnh", Rank::Deputy, "178-KH-002"),
    ("Phan Văn Đoàn", Rank::Member, "178-KH-003"),
    ("Huỳnh Thị Soát", Rank::Member, "178-KH-004"),
];

/// The team and the venues of its visits, given by their serial numbers.
#[derive(Debug, Default)]
pub struct InspectionTeam {
    pub compliant: usize,
    pub violating: usize,
    /// A venue of the owner whose log-in is printed.
    pub printed_owners: usize,
    /// A venue with a certificate that is superseded.
    pub old_certificate: Option<usize>,
    pub team: Option<Team>,
    pub plan: Option<PlanId>,
    pub phone: Option<SamplePhone>,
    /// The inspections of the violating venue and of the printed owner's.
    pub violation: Option<InspectionId>,
    pub reminder: Option<Inspection>,
}

impl InspectionTeam {
    /// The inspector's phone.
    pub fn phone(&self) -> Result<&SamplePhone> {
        self.phone.as_ref().context("an enrolled phone")
    }
}

/// Creates both teams and returns that of the ward. The inspector is deputy of the ward's and head of the province's.
pub async fn create_teams(app: &App, keeper: &Actor, inspector: &Actor) -> Result<Team> {
    let first = Date::from_ordinal_date(app.today().year(), 1)?;
    let ward = Team {
        id: TeamId(uuid::Uuid::nil()),
        name: "Đội kiểm tra liên ngành 178 phường Phan Rang".to_owned(),
        parent_name: "UBND phường Phan Rang".to_owned(),
        symbol: "ĐKT178".to_owned(),
        place: "Phan Rang".to_owned(),
        level: AgencyLevel::Commune,
        area: AreaCode::new(TEAM_COMMUNE).context("the commune")?,
        members: build_members(app, &WARD_MEMBERS, (inspector, Rank::Deputy, "178-PR-002")),
        valid_from: first,
        valid_to: None,
        version: 1,
    };
    let province = Team {
        name: "Đội kiểm tra liên ngành 178 tỉnh Khánh Hòa".to_owned(),
        parent_name: "UBND tỉnh Khánh Hòa".to_owned(),
        symbol: "ĐKT178-KH".to_owned(),
        place: "Khánh Hòa".to_owned(),
        level: AgencyLevel::Province,
        area: AreaCode::new("56").context("the province")?,
        members: build_members(app, &PROVINCE_MEMBERS, (inspector, Rank::Head, "178-KH-001")),
        ..ward.clone()
    };
    let key = || uuid_v7(app.now(), app.entropy());
    teams::create(app, &permit_for(keeper)?, key(), province).await?;
    let id = teams::create(app, &permit_for(keeper)?, key(), ward).await?;
    Ok(teams::find(app, &permit_for(keeper)?, id).await?)
}

fn build_members(
    app: &App,
    others: &[SampleMember],
    (inspector, rank, card): (&Actor, Rank, &str),
) -> Vec<TeamMember> {
    let id = || MemberId(uuid_v7(app.now(), app.entropy()));
    let own = TeamMember {
        id: id(),
        account: Some(inspector.account),
        name: inspector.name.clone(),
        rank,
        card: card.to_owned(),
    };
    let other = |(name, rank, card): &SampleMember| TeamMember {
        id: id(),
        account: None,
        name: (*name).to_owned(),
        rank: *rank,
        card: (*card).to_owned(),
    };
    let mut all: Vec<_> = std::iter::once(own).chain(others.iter().map(other)).collect();
    all.sort_by(|one, two| one.card.cmp(&two.card));
    all
}
