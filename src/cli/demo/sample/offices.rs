//! The agencies of the demo and their staff.

use anyhow::{Context, Result};
use camket_domain::accounts::{Account, AccountStatus, Login, PasswordHash, Role};
use camket_domain::agencies::{Agency, AgencyFunction, AgencyLevel};
use camket_domain::areas::{self, AreaCode};
use camket_domain::identifiers::Email;
use camket_domain::ids::{AccountId, AgencyId};
use camket_store::{accounts, agencies};
use time::macros::date;

use super::SampleContext;

/// The log-in of the printed owner, who has one venue in each state worth trying.
pub const OWNER_LOGIN: &str = "chucoso@camket.example";

/// The log-ins that `demo` prints: role, log-in, name, and for staff the area code.
pub const ACCOUNTS: [(Role, &str, &str, &str); 9] = [
    (Role::Owner, OWNER_LOGIN, "Nguyễn Thị Biển", ""),
    (Role::CommuneOfficer, "phanrang@camket.example", "Trần Minh Phường", "22759"),
    (Role::CommuneOfficer, "ninhchu@camket.example", "Lê Thu Chử", "22834"),
    (Role::LabourOfficer, "laodong@camket.example", "Phạm Thanh Lao", "56"),
    (Role::LabourOfficer, "laodong2@camket.example", "Hồ Ngọc Động", "56"),
    (Role::Approver, "lanhdao@camket.example", "Võ Quốc Duyệt", "56"),
    (Role::Inspector, "doi178@camket.example", "Ngô Hữu Tra", "56"),
    (Role::Administrator, "quantri@camket.example", "Bùi Kim Trị", "56"),
    (Role::Approver, "lanhdao2@camket.example", "Đặng Thu Ký", "56"),
];

/// Agencies, and the staff members who made the decisions in the sample data.
#[derive(Debug)]
pub struct SampleOffices {
    /// The communes, each with its people's committee and one officer.
    pub communes: Vec<(AreaCode, Agency, Account)>,
    pub province: AreaCode,
    /// The labour authority, which accepts labour registers and issues certificates.
    pub labour: Agency,
    pub labour_officer: Account,
    pub approver: Account,
    /// A second approver, for decisions that need two people.
    pub second_approver: Account,
}

impl SampleOffices {
    /// Inserts all agencies and staff accounts.
    pub async fn insert(world: &SampleContext<'_>, hash: &PasswordHash) -> Result<Self> {
        let province = AreaCode::new("56").context("the province's code")?;
        let labour = build_labour_authority(world, province);
        agencies::insert(world.tx, &labour).await?;
        let communes = insert_communes(world, province, hash).await?;
        let staff =
            |role, login: &str, name: &str| build_staff(world, hash, role, login, name, labour.id, province);
        let labour_officer = staff(Role::LabourOfficer, ACCOUNTS[3].1, ACCOUNTS[3].2)?;
        let approver = Account {
            title: "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC".to_owned(),
            ..staff(Role::Approver, ACCOUNTS[5].1, ACCOUNTS[5].2)?
        };
        let second_approver =
            Account { title: approver.title.clone(), ..staff(Role::Approver, ACCOUNTS[8].1, ACCOUNTS[8].2)? };
        for account in [
            &labour_officer,
            &approver,
            &second_approver,
            &staff(Role::LabourOfficer, ACCOUNTS[4].1, ACCOUNTS[4].2)?,
            &staff(Role::Inspector, ACCOUNTS[6].1, ACCOUNTS[6].2)?,
            &staff(Role::Administrator, ACCOUNTS[7].1, ACCOUNTS[7].2)?,
        ] {
            accounts::insert(world.tx, account).await?;
        }
        Ok(Self { communes, province, labour, labour_officer, approver, second_approver })
    }
}

fn build_labour_authority(world: &SampleContext<'_>, province: AreaCode) -> Agency {
    Agency {
        id: AgencyId::new(world.now, world.app.entropy()),
        name: "Sở Nội vụ tỉnh Khánh Hòa".to_owned(),
        parent_name: "Ủy ban nhân dân tỉnh Khánh Hòa".to_owned(),
        symbol: "SNV".to_owned(),
        place: "Khánh Hòa".to_owned(),
        code: "KH-SNV".to_owned(),
        level: AgencyLevel::Province,
        area: province,
        functions: vec![AgencyFunction::AcceptLabour, AgencyFunction::Issue],
        valid_from: date!(2025 - 07 - 01),
        valid_to: None,
        version: 1,
    }
}

/// Inserts the communes of the former province Ninh Thuận.
async fn insert_communes(
    world: &SampleContext<'_>,
    province: AreaCode,
    hash: &PasswordHash,
) -> Result<Vec<(AreaCode, Agency, Account)>> {
    let today = world.app.today();
    let old = AreaCode::new("58").context("old Ninh Thuận's code")?;
    let of_old: Vec<AreaCode> = areas::list_codes_within(&old);
    let mut all = Vec::new();
    for commune in
        areas::all().list_communes(province, today).into_iter().filter(|c| of_old.contains(&c.code))
    {
        let agency = Agency {
            id: AgencyId::new(world.now, world.app.entropy()),
            name: format!("Ủy ban nhân dân {}", commune.name_in_sentence()),
            parent_name: String::new(),
            symbol: "UBND".to_owned(),
            place: commune.bare_name().to_owned(),
            code: format!("KH-{}", commune.code.as_str()),
            level: AgencyLevel::Commune,
            area: commune.code,
            functions: vec![AgencyFunction::ConfirmPledges],
            valid_from: date!(2025 - 07 - 01),
            valid_to: None,
            version: 1,
        };
        agencies::insert(world.tx, &agency).await?;
        let shown = ACCOUNTS.iter().find(|(_, _, _, area)| *area == commune.code.as_str());
        let login =
            shown.map_or_else(|| format!("ubnd{}@camket.example", commune.code.as_str()), |a| a.1.to_owned());
        let name = shown.map_or_else(
            || super::names::person_name(&world.chance, super::names::choose_sex(&world.chance)),
            |a| a.2.to_owned(),
        );
        let officer = build_staff(world, hash, Role::CommuneOfficer, &login, &name, agency.id, commune.code)?;
        accounts::insert(world.tx, &officer).await?;
        all.push((commune.code, agency, officer));
    }
    anyhow::ensure!(all.len() == 24, "24 communes, not {}", all.len());
    Ok(all)
}

fn build_staff(
    world: &SampleContext<'_>,
    hash: &PasswordHash,
    role: Role,
    login: &str,
    name: &str,
    agency: AgencyId,
    area: AreaCode,
) -> Result<Account> {
    let account = build_account(world, hash, role, login, name)?;
    Ok(Account { agency: Some(agency), area: Some(area), ..account })
}

/// Builds an active account without agency and area.
pub fn build_account(
    world: &SampleContext<'_>,
    hash: &PasswordHash,
    role: Role,
    login: &str,
    name: &str,
) -> Result<Account> {
    Ok(Account {
        id: AccountId::new(world.now, world.app.entropy()),
        role,
        name: name.to_owned(),
        login: Login::Email(Email::parse(login).map_err(|e| anyhow::anyhow!("{login}: {e}"))?),
        password_hash: Some(hash.clone()),
        status: AccountStatus::Active,
        agency: None,
        area: None,
        title: String::new(),
        language: "vi".to_owned(),
        created_at: world.now,
        version: 1,
    })
}
