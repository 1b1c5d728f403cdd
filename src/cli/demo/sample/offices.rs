//! The agencies of the demo and their staff: an administrator adds the agencies and invites everybody on one day.

use anyhow::{Context, Result};
use camket_app::outbox::open_secret;
use camket_app::staff::StaffInput;
use camket_app::{App, Client, accounts, agencies, staff};
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Actor, Login, Role};
use camket_domain::agencies::{Agency, AgencyFunction, AgencyLevel};
use camket_domain::areas::{self, AreaCode, AreaKind};
use camket_domain::ids::{AgencyId, uuid_v7};
use camket_store::outbox;
use time::Date;

use super::clock::ScenarioTime;
use super::office_days::{OfficeDays, REFORM};
use super::permit_for;
use super::random::SeededRandom;

/// The log-in of the printed owner, who has one venue in each state worth trying.
pub const OWNER_LOGIN: &str = "chucoso@camket.example";

/// The log-in of the officer who enters at the counter of the printed commune.
pub const COUNTER_LOGIN: &str = "phanrang2@camket.example";

/// The log-ins that `demo` prints: role, log-in, name, and for staff the area code.
pub const ACCOUNTS: [(Role, &str, &str, &str); 12] = [
    (Role::Owner, OWNER_LOGIN, "Nguyễn Thị Biển", ""),
    (Role::CommuneOfficer, "phanrang@camket.example", "Trần Minh Phường", "22759"),
    (Role::CommuneOfficer, "ninhchu@camket.example", "Lê Thu Chử", "22834"),
    (Role::LabourOfficer, "laodong@camket.example", "Phạm Thanh Lao", "56"),
    (Role::LabourOfficer, "laodong2@camket.example", "Hồ Ngọc Động", "56"),
    (Role::Approver, "lanhdao@camket.example", "Võ Quốc Duyệt", "56"),
    (Role::Inspector, "doi178@camket.example", "Ngô Hữu Tra", "56"),
    (Role::Administrator, "quantri@camket.example", "Bùi Kim Trị", "56"),
    (Role::Approver, "lanhdao2@camket.example", "Đặng Thu Ký", "56"),
    (Role::CommuneOfficer, COUNTER_LOGIN, "Mai Thị Quầy", "22759"),
    (Role::Coordinator, "soyte@camket.example", "Mai Xuân Phối", "56"),
    (Role::Observer, "mattran@camket.example", "Châu Văn Quan", "56"),
];

/// Title printed above the name of an approver.
const COMMUNE_TITLE: &str = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH";
const APPROVER_TITLE: &str = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC";
const LABOUR_AUTHORITY_CODE: &str = "KH-SNV";

/// A commune with its name and the name of its officer.
#[derive(Clone, Debug)]
pub struct SampleCommune {
    pub code: AreaCode,
    pub kind: AreaKind,
    name: String,
    place: String,
    login: String,
    officer: String,
}

/// The staff.
#[derive(Debug)]
pub struct SampleOffices {
    /// The officers of the communes, in their order.
    pub commune_officers: Vec<Actor>,
    /// A second officer of the printed commune, who enters at the counter: the other one may confirm it.
    pub counter_officer: Actor,
    pub labour_officer: Actor,
    pub approver: Actor,
    /// A second approver, for decisions that need two people.
    pub second_approver: Actor,
    pub inspector: Actor,
    pub administrator: Actor,
    pub coordinator: Actor,
}

/// The communes of the former province Ninh Thuận.
pub fn list_communes(today: Date, chance: &SeededRandom) -> Result<Vec<SampleCommune>> {
    let old = areas::list_codes_within(&AreaCode::new("58").context("old Ninh Thuận's code")?);
    let communes = areas::all().list_communes(province()?, today).into_iter();
    let all: Vec<_> = communes
        .filter(|commune| old.contains(&commune.code))
        .map(|commune| {
            let code = commune.code.as_str();
            let printed = ACCOUNTS.iter().find(|(_, _, _, area)| *area == code);
            let name = || super::names::person_name(chance, super::names::choose_sex(chance));
            SampleCommune {
                code: commune.code,
                kind: commune.kind,
                name: format!("Ủy ban nhân dân {}", commune.name_in_sentence()),
                place: commune.bare_name().to_owned(),
                login: printed.map_or_else(|| format!("ubnd{code}@camket.example"), |a| a.1.to_owned()),
                officer: printed.map_or_else(name, |a| a.2.to_owned()),
            }
        })
        .collect();
    anyhow::ensure!(all.len() == 24, "24 communes, not {}", all.len());
    Ok(all)
}

fn province() -> Result<AreaCode> {
    AreaCode::new("56").context("the province's code")
}

/// Minutes after the opening on the first day of the scenario.
struct FirstDay<'a> {
    time: &'a ScenarioTime,
    days: &'a OfficeDays,
    minute: usize,
}

impl FirstDay<'_> {
    /// Moves the clock to the next office minute.
    fn tick(&mut self) {
        self.time.set(self.days.office_time(self.days.count(), self.minute));
        self.minute += 2;
    }
}

impl SampleOffices {
    /// Creates all agencies and staff accounts.
    pub async fn create(
        time: &ScenarioTime,
        days: &OfficeDays,
        communes: &[SampleCommune],
        password: &str,
    ) -> Result<Self> {
        let mut first_day = FirstDay { time, days, minute: 0 };
        first_day.tick();
        let administrator = create_administrator(time.app(), password).await?;
        let invitation = Invitation { app: time.app(), administrator: &administrator, password };
        invitation.add_agency(&mut first_day, build_labour_authority(province()?)).await?;
        for commune in communes {
            invitation.add_agency(&mut first_day, build_committee(commune)).await?;
        }
        let offices = agencies::list(time.app(), &permit_for(&administrator)?).await?;
        let mut commune_officers = Vec::new();
        for commune in communes {
            let agency = offices.iter().find(|office| office.area == commune.code).context("a committee")?.id;
            let account = (Role::CommuneOfficer, commune.login.as_str(), commune.officer.as_str());
            commune_officers
                .push(invitation.add_member(&mut first_day, account, (agency, commune.code)).await?);
        }
        let counter_officer = invitation.add_counter_officer(&mut first_day, &offices).await?;
        let authority = offices.iter().find(|o| o.code == LABOUR_AUTHORITY_CODE).context("the authority")?.id;
        let mut provincial = Vec::new();
        for (role, login, name, _) in [3, 4, 5, 6, 8].map(|at| ACCOUNTS[at]) {
            let added =
                invitation.add_member(&mut first_day, (role, login, name), (authority, province()?)).await?;
            provincial.push(added);
        }
        let [labour_officer, _, approver, inspector, second_approver]: [Actor; 5] =
            provincial.try_into().ok().context("five members")?;
        let coordinator = invitation.add_prevention_offices(&mut first_day).await?;
        Ok(Self {
            commune_officers,
            counter_officer,
            labour_officer,
            approver,
            second_approver,
            inspector,
            administrator,
            coordinator,
        })
    }
}

/// The administrator, whom the operator adds from the command line.
async fn create_administrator(app: &App, password: &str) -> Result<Actor> {
    let (role, login, name, _) = ACCOUNTS[7];
    let (name, area) = (name.to_owned(), Some(province()?));
    let account = staff::create_from_console(
        app,
        name.clone(),
        parse_login(login)?,
        role,
        None,
        area,
        parse_password(password)?,
    )
    .await?;
    Ok(Actor { account, role, name, agency: None, area, entered_by: None })
}

/// The administrator's work on the first day.
struct Invitation<'a> {
    app: &'a App,
    administrator: &'a Actor,
    password: &'a str,
}

impl Invitation<'_> {
    async fn add_agency(&self, first_day: &mut FirstDay<'_>, agency: Agency) -> Result<()> {
        first_day.tick();
        let key = uuid_v7(self.app.now(), self.app.entropy());
        Ok(agencies::create(self.app, &permit_for(self.administrator)?, key, agency).await?)
    }

    async fn add_counter_officer(&self, first_day: &mut FirstDay<'_>, offices: &[Agency]) -> Result<Actor> {
        let (role, login, name, area) = ACCOUNTS[9];
        let area = AreaCode::new(area).context("the printed commune")?;
        let agency = offices.iter().find(|office| office.area == area).context("a committee")?.id;
        self.add_member(first_day, (role, login, name), (agency, area)).await
    }

    /// The department of health with its coordinator, and the Front with an observer.
    async fn add_prevention_offices(&self, first_day: &mut FirstDay<'_>) -> Result<Actor> {
        let mut members = Vec::new();
        for (agency, account) in [(build_health_department(province()?), 10), (build_front(province()?), 11)]
        {
            let code = agency.code.clone();
            self.add_agency(first_day, agency).await?;
            let offices = agencies::list(self.app, &permit_for(self.administrator)?).await?;
            let agency = offices.iter().find(|office| office.code == code).context("the new agency")?.id;
            let (role, login, name, _) = ACCOUNTS[account];
            members.push(self.add_member(first_day, (role, login, name), (agency, province()?)).await?);
        }
        members.into_iter().next().context("the coordinator")
    }

    /// Invites a member of staff, who sets a password.
    async fn add_member(
        &self,
        first_day: &mut FirstDay<'_>,
        (role, login, name): (Role, &str, &str),
        (agency, area): (AgencyId, AreaCode),
    ) -> Result<Actor> {
        first_day.tick();
        let title = match role {
            Role::Approver => APPROVER_TITLE,
            Role::CommuneOfficer => COMMUNE_TITLE,
            _ => "",
        }
        .to_owned();
        let member =
            StaffInput { name: name.to_owned(), login: parse_login(login)?, role, agency, area, title };
        let key = uuid_v7(self.app.now(), self.app.entropy());
        staff::invite(self.app, &permit_for(self.administrator)?, key, member).await?;
        first_day.tick();
        let token = read_last_secret(self.app).await?;
        let password = parse_password(self.password)?;
        let step = accounts::accept_invitation(self.app, &token, password, &Client::default()).await?;
        Ok(step.into_session().context("a second factor")?.actor)
    }
}

/// Parses a log-in.
pub fn parse_login(text: &str) -> Result<Login> {
    Login::parse(text).with_context(|| text.to_owned())
}

/// Parses the password of the demo's accounts.
pub fn parse_password(text: &str) -> Result<Password> {
    Ok(Password::parse(text)?)
}

fn build_labour_authority(province: AreaCode) -> Agency {
    Agency {
        id: AgencyId(uuid::Uuid::nil()),
        name: "Sở Nội vụ tỉnh Khánh Hòa".to_owned(),
        parent_name: "Ủy ban nhân dân tỉnh Khánh Hòa".to_owned(),
        symbol: "SNV".to_owned(),
        place: "Khánh Hòa".to_owned(),
        code: LABOUR_AUTHORITY_CODE.to_owned(),
        level: AgencyLevel::Province,
        area: province,
        functions: vec![AgencyFunction::AcceptLabour, AgencyFunction::Issue],
        valid_from: REFORM,
        valid_to: None,
        version: 0,
    }
}

fn build_health_department(province: AreaCode) -> Agency {
    Agency {
        name: "Sở Y tế tỉnh Khánh Hòa".to_owned(),
        symbol: "SYT".to_owned(),
        code: "KH-SYT".to_owned(),
        functions: vec![AgencyFunction::LeadPrevention, AgencyFunction::CollectReports],
        ..build_labour_authority(province)
    }
}

/// It follows the plan and has no task in the registry.
fn build_front(province: AreaCode) -> Agency {
    Agency {
        name: "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Khánh Hòa".to_owned(),
        parent_name: String::new(),
        symbol: "MTTQ".to_owned(),
        code: "KH-MTTQ".to_owned(),
        functions: Vec::new(),
        ..build_labour_authority(province)
    }
}

fn build_committee(commune: &SampleCommune) -> Agency {
    Agency {
        id: AgencyId(uuid::Uuid::nil()),
        name: commune.name.clone(),
        parent_name: String::new(),
        symbol: "UBND".to_owned(),
        place: commune.place.clone(),
        code: format!("KH-{}", commune.code.as_str()),
        level: AgencyLevel::Commune,
        area: commune.code,
        functions: vec![AgencyFunction::ConfirmPledges],
        valid_from: REFORM,
        valid_to: None,
        version: 0,
    }
}

/// The one-time code or the token of the link in the last message.
pub(super) async fn read_last_secret(app: &App) -> Result<String> {
    let last = outbox::list_recent(app.store(), 1).await?.pop().context("a message")?;
    let mut open = open_secret(app, last)?;
    open.notice.secret_mut().cloned().context("a code or a link")
}
