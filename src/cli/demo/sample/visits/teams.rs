//! The inspection teams of the ward and of the province.

use anyhow::{Context, Result};
use camket_app::{App, teams};
use camket_domain::accounts::Account;
use camket_domain::agencies::Level;
use camket_domain::areas::AreaCode;
use camket_domain::ids::{MemberId, TeamId, uuid_v7};
use camket_domain::teams::{Member, Rank, Team};
use time::Date;

use super::super::ACCOUNTS;
use super::{COMMUNE, account, may};

/// Name, rank and card number.
type Person = (&'static str, Rank, &'static str);

const OF_THE_WARD: [Person; 4] = [
    ("Nguyễn Quang Đội", Rank::Head, "178-PR-001"),
    ("Lương Thị Liên", Rank::Member, "178-PR-003"),
    ("Đỗ Văn Ngành", Rank::Member, "178-PR-004"),
    ("Châu Thị Kiểm", Rank::Member, "178-PR-005"),
];
const OF_THE_PROVINCE: [Person; 3] = [
    ("Mai Xuân Tỉnh", Rank::Deputy, "178-KH-002"),
    ("Phan Văn Đoàn", Rank::Member, "178-KH-003"),
    ("Huỳnh Thị Soát", Rank::Member, "178-KH-004"),
];

/// Creates both teams and returns that of the ward. The inspector is deputy of the ward's and head of the province's.
pub(super) async fn set_up(app: &App, inspector: &Account) -> Result<Team> {
    let keeper = account(app, ACCOUNTS[7].1).await?;
    let first = Date::from_ordinal_date(app.today().year(), 1)?;
    let ward = Team {
        id: TeamId(uuid::Uuid::nil()),
        name: "Đội kiểm tra liên ngành 178 phường Phan Rang".to_owned(),
        parent_name: "UBND phường Phan Rang".to_owned(),
        symbol: "ĐKT178".to_owned(),
        place: "Phan Rang".to_owned(),
        level: Level::Commune,
        area: AreaCode::new(COMMUNE).context("the commune")?,
        members: members(app, &OF_THE_WARD, (inspector, Rank::Deputy, "178-PR-002")),
        valid_from: first,
        valid_to: None,
        version: 1,
    };
    let province = Team {
        name: "Đội kiểm tra liên ngành 178 tỉnh Khánh Hòa".to_owned(),
        parent_name: "UBND tỉnh Khánh Hòa".to_owned(),
        symbol: "ĐKT178-KH".to_owned(),
        place: "Khánh Hòa".to_owned(),
        level: Level::Province,
        area: AreaCode::new("56").context("the province")?,
        members: members(app, &OF_THE_PROVINCE, (inspector, Rank::Head, "178-KH-001")),
        ..ward.clone()
    };
    let key = || uuid_v7(app.now(), app.entropy());
    teams::add(app, &may(&keeper)?, key(), province).await?;
    let id = teams::add(app, &may(&keeper)?, key(), ward).await?;
    Ok(teams::find(app, &may(&keeper)?, id).await?)
}

fn members(app: &App, others: &[Person], (inspector, rank, card): (&Account, Rank, &str)) -> Vec<Member> {
    let id = || MemberId(uuid_v7(app.now(), app.entropy()));
    let own = Member {
        id: id(),
        account: Some(inspector.id),
        name: inspector.name.clone(),
        rank,
        card: card.to_owned(),
    };
    let other = |(name, rank, card): &Person| Member {
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
