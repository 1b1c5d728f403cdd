//! Agencies: dated data that an administrator of the area edits.

use camket_app::{AppError, agencies};
use camket_domain::agencies::{Agency, AgencyFunction, AgencyLevel};
use camket_domain::audit::AuditAction;
use camket_domain::ids::AgencyId;
use camket_domain::refusal::Refusal;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person, an_agency};

test_on_both_engines! {
    an_agency_is_added_and_found,
    the_same_form_twice_adds_once,
    a_code_belongs_to_one_agency,
    an_agency_lies_within_the_administrators_area,
    an_old_page_changes_nothing,
    an_agency_of_another_area_is_not_there,
    the_list_ends_at_the_area_and_is_in_vietnamese_order,
    an_agency_that_ended_gets_no_new_work,
    a_communes_own_agency_comes_before_its_provinces,
}

/// Adds an agency and looks it up by its code.
async fn add(admin: &Person, agency: Agency) -> Result<AgencyId, AppError> {
    let (app, code) = (&admin.office.app, agency.code.clone());
    agencies::create(app, &admin.may(), admin.office.key(), agency).await?;
    let all = agencies::list(app, &admin.may()).await?;
    Ok(all.into_iter().find(|kept| kept.code == code).expect("just added").id)
}

async fn an_agency_is_added_and_found(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let given = an_agency("Phòng Văn hóa - Xã hội", "PR-VHXH", PHAN_RANG.commune());
    let id = add(&admin, given.clone()).await.unwrap();
    let kept = agencies::find(&office.app, &admin.may(), id).await.unwrap();
    assert_eq!(kept, Agency { id, version: 1, ..given });
    assert_eq!(office.actions_on(id.0).await, [AuditAction::AgencySaved]);
}

async fn the_same_form_twice_adds_once(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let given = an_agency("Phòng Văn hóa - Xã hội", "PR-VHXH", PHAN_RANG.commune());
    let key = office.key();
    for _ in 0..2 {
        agencies::create(&office.app, &admin.may(), key, given.clone()).await.unwrap();
    }
    assert_eq!(agencies::list(&office.app, &admin.may()).await.unwrap().len(), 5);
}

async fn a_code_belongs_to_one_agency(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let same = an_agency("Cơ quan khác", "PR", PHAN_RANG.commune());
    add(&admin, same).await.says_invalid("code", "agency-code-taken");
    let other = office.agency(AgencyFunction::ConfirmPledges, DO_VINH).await;
    let renamed = Agency { code: "PR".to_owned(), ..other };
    agencies::update(&office.app, &admin.may(), renamed).await.says_invalid("code", "agency-code-taken");
}

async fn an_agency_lies_within_the_administrators_area(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let far = an_agency("Cơ quan ở xa", "XA", BA_DINH.commune());
    add(&admin, far).await.says_invalid("area", "area-outside");
    let near = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await;
    let moved = Agency { area: BA_DINH.commune(), ..near };
    agencies::update(&office.app, &admin.may(), moved).await.says_invalid("area", "area-outside");
}

async fn an_old_page_changes_nothing(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let before = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await;
    let named = |name: &str| Agency { name: name.to_owned(), ..before.clone() };
    agencies::update(&office.app, &admin.may(), named("Tên một")).await.unwrap();
    agencies::update(&office.app, &admin.may(), named("Tên hai")).await.says_conflict();
    assert_eq!(agencies::find(&office.app, &admin.may(), before.id).await.unwrap().name, "Tên một");
}

async fn an_agency_of_another_area_is_not_there(office: Office) {
    let admin = office.administrator("Quản", BA_DINH).await;
    let far = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await;
    agencies::find(&office.app, &admin.may(), far.id).await.says_not_found();
    let taken_over = Agency { area: BA_DINH.commune(), ..far };
    agencies::update(&office.app, &admin.may(), taken_over).await.says_not_found();
}

async fn the_list_ends_at_the_area_and_is_in_vietnamese_order(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let far_down = an_agency("Ủy ban nhân dân phường Bảo An", "BA", PHAN_RANG.commune());
    add(&admin, far_down).await.unwrap();
    let list = agencies::list(&office.app, &admin.may()).await.unwrap();
    let codes: Vec<_> = list.iter().map(|agency| agency.code.as_str()).collect();
    assert_eq!(codes, ["KH-SNV", "KH-SYT", "DV", "PR", "BA"]);
}

async fn an_agency_that_ended_gets_no_new_work(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.signs().await;
    hotel.declares_nobody().await;
    let committee = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await;
    let ended = Agency { valid_to: Some(date!(2026 - 11 - 22)), ..committee };
    agencies::update(&office.app, &admin.may(), ended.clone()).await.unwrap();
    hotel.tries_to_submit().await.says_refused(Refusal::NoAgency("confirm-pledges"));
    let last_day_today = Agency { valid_to: Some(date!(2026 - 11 - 23)), version: 2, ..ended };
    agencies::update(&office.app, &admin.may(), last_day_today).await.unwrap();
    hotel.submits().await;
}

async fn a_communes_own_agency_comes_before_its_provinces(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let own = Agency {
        level: AgencyLevel::Commune,
        functions: vec![AgencyFunction::AcceptLabour],
        ..an_agency("Phòng Văn hóa - Xã hội", "PR-VHXH", PHAN_RANG.commune())
    };
    let own = add(&admin, own).await.unwrap();
    let here = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    here.goes_all_the_way().await;
    let application = here.dossier().await.application.unwrap();
    assert_eq!(application.labour_track.agency, own);
    let next_door = office.owner("Bình").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    next_door.goes_all_the_way_at(DO_VINH).await;
    let application = next_door.dossier().await.application.unwrap();
    assert_eq!(
        application.labour_track.agency,
        office.agency(AgencyFunction::AcceptLabour, DO_VINH).await.id
    );
}
