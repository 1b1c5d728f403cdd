//! The initial data of a registry before the first owner signs up: an administrator, agencies, the calendar.

use camket_app::{App, agencies, staff, upkeep};
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Actor, Login, Role};
use camket_domain::agencies::{Agency, AgencyFunction, AgencyLevel};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AgencyId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use time::macros::date;
use uuid::Uuid;

use super::places::{BA_DINH, DO_VINH, PHAN_RANG, TestPlace};

/// Fills the registry: agencies of two provinces and three communes.
pub async fn fill_registry(app: &App) {
    upkeep::seed_calendar(app).await.unwrap();
    let khanh_hoa = founder(app, PHAN_RANG).await;
    add(app, &khanh_hoa, build_committee("UBND phường Phan Rang", "PR", PHAN_RANG)).await;
    add(app, &khanh_hoa, build_committee("UBND phường Đô Vinh", "DV", DO_VINH)).await;
    add(app, &khanh_hoa, build_department("Sở Nội vụ tỉnh Khánh Hòa", "KH-SNV", PHAN_RANG)).await;
    add(app, &khanh_hoa, build_health_department("Sở Y tế tỉnh Khánh Hòa", "KH-SYT", PHAN_RANG)).await;
    let ha_noi = founder(app, BA_DINH).await;
    add(app, &ha_noi, build_committee("UBND phường Ba Đình", "BD", BA_DINH)).await;
    add(app, &ha_noi, build_department("Sở Nội vụ thành phố Hà Nội", "HN-SNV", BA_DINH)).await;
}

async fn founder(app: &App, place: TestPlace) -> Permit<rights::ManageAgencies> {
    let login = Login::parse(&format!("founder-{}@example.vn", place.province)).unwrap();
    let password = Password::parse("một mật khẩu rất dài").unwrap();
    let area = Some(place.province());
    let name = "Trần Văn Lập".to_owned();
    let account = staff::create_from_console(app, name, login, Role::Administrator, None, area, password)
        .await
        .unwrap();
    let actor = Actor {
        account,
        role: Role::Administrator,
        name: String::new(),
        agency: None,
        area,
        entered_by: None,
    };
    Permit::for_actor(&actor).expect("administrators keep agencies")
}

async fn add(app: &App, permit: &Permit<rights::ManageAgencies>, agency: Agency) {
    let key = uuid_v7(app.now(), app.entropy());
    agencies::create(app, permit, key, agency).await.unwrap();
}

fn build_committee(name: &str, code: &str, place: TestPlace) -> Agency {
    Agency {
        level: AgencyLevel::Commune,
        functions: vec![AgencyFunction::ConfirmPledges],
        ..build_agency(name, code, place.commune())
    }
}

fn build_department(name: &str, code: &str, place: TestPlace) -> Agency {
    Agency {
        level: AgencyLevel::Province,
        functions: vec![AgencyFunction::AcceptLabour, AgencyFunction::Issue],
        parent_name: "UBND cấp tỉnh".to_owned(),
        ..build_agency(name, code, place.province())
    }
}

fn build_health_department(name: &str, code: &str, place: TestPlace) -> Agency {
    Agency {
        level: AgencyLevel::Province,
        functions: vec![AgencyFunction::LeadPrevention, AgencyFunction::CollectReports],
        ..build_agency(name, code, place.province())
    }
}

/// An agency without functions.
pub fn build_agency(name: &str, code: &str, area: AreaCode) -> Agency {
    Agency {
        id: AgencyId(Uuid::nil()),
        name: name.to_owned(),
        parent_name: String::new(),
        symbol: code.to_owned(),
        place: "Khánh Hòa".to_owned(),
        code: code.to_owned(),
        level: AgencyLevel::Commune,
        area,
        functions: vec![],
        valid_from: date!(2025 - 07 - 01),
        valid_to: None,
        version: 0,
    }
}
