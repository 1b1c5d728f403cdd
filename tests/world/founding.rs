//! The initial data of a registry before the first owner signs up: an administrator, agencies, the calendar.

use camket_app::{App, agencies, staff, upkeep};
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Actor, Login, Role};
use camket_domain::agencies::{Agency, Function, Level};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AgencyId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use time::macros::date;
use uuid::Uuid;

use super::places::{BA_DINH, DO_VINH, PHAN_RANG, Place};

/// Fills the registry: agencies of two provinces and three communes.
pub async fn found(app: &App) {
    upkeep::seed_calendar(app).await.unwrap();
    let khanh_hoa = founder(app, PHAN_RANG).await;
    add(app, &khanh_hoa, committee("UBND phường Phan Rang", "PR", PHAN_RANG)).await;
    add(app, &khanh_hoa, committee("UBND phường Đô Vinh", "DV", DO_VINH)).await;
    add(app, &khanh_hoa, department("Sở Nội vụ tỉnh Khánh Hòa", "KH-SNV", PHAN_RANG)).await;
    let ha_noi = founder(app, BA_DINH).await;
    add(app, &ha_noi, committee("UBND phường Ba Đình", "BD", BA_DINH)).await;
    add(app, &ha_noi, department("Sở Nội vụ thành phố Hà Nội", "HN-SNV", BA_DINH)).await;
}

async fn founder(app: &App, place: Place) -> Permit<rights::ManageAgencies> {
    let login = Login::parse(&format!("founder-{}@example.vn", place.province)).unwrap();
    let password = Password::parse("một mật khẩu rất dài").unwrap();
    let area = Some(place.province());
    let name = "Trần Văn Lập".to_owned();
    let account =
        staff::add_from_console(app, name, login, Role::Administrator, None, area, password).await.unwrap();
    let actor = Actor { account, role: Role::Administrator, name: String::new(), agency: None, area };
    Permit::for_actor(&actor).expect("administrators keep agencies")
}

async fn add(app: &App, permit: &Permit<rights::ManageAgencies>, agency: Agency) {
    let key = uuid_v7(app.now(), app.entropy());
    agencies::add(app, permit, key, agency).await.unwrap();
}

fn committee(name: &str, code: &str, place: Place) -> Agency {
    Agency {
        level: Level::Commune,
        functions: vec![Function::ConfirmPledges],
        ..agency(name, code, place.commune())
    }
}

fn department(name: &str, code: &str, place: Place) -> Agency {
    Agency {
        level: Level::Province,
        functions: vec![Function::AcceptLabour, Function::Issue],
        parent_name: "UBND cấp tỉnh".to_owned(),
        ..agency(name, code, place.province())
    }
}

/// An agency without functions.
pub fn agency(name: &str, code: &str, area: AreaCode) -> Agency {
    Agency {
        id: AgencyId(Uuid::nil()),
        name: name.to_owned(),
        parent_name: String::new(),
        symbol: code.to_owned(),
        place: "Khánh Hòa".to_owned(),
        code: code.to_owned(),
        level: Level::Commune,
        area,
        functions: vec![],
        valid_from: date!(2025 - 07 - 01),
        valid_to: None,
        version: 0,
    }
}
