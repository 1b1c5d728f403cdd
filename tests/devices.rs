//! Devices: enrolled by the inspector, revoked by the administrator, told to wipe at their next request.

mod unlock;

use camket_app::devices::{self, Enrolment};
use camket_domain::audit::AuditAction;
use camket_domain::devices::DeviceState;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, PHAN_RANG};

test_on_both_engines! {
    a_phone_is_enrolled_once,
    an_id_belongs_to_one_phone,
    a_phone_that_is_cut_off_is_told_at_its_next_call_and_the_trail_says_so,
    an_old_page_cuts_nothing_off,
    only_the_areas_administrator_cuts_off,
    a_phone_that_is_cut_off_reports_nothing,
}

async fn a_phone_is_enrolled_once(office: Office) {
    let phone = office.inspector("Tra", PHAN_RANG).await.enrols().await;
    let device = &phone.device;
    let again = Enrolment { id: device.id, name: device.name.clone(), point: device.public_key.clone() };
    let (known, new) = devices::enrol(&office.app, &phone.holder.may(), again).await.unwrap();
    assert_eq!((known, new), (device.clone(), false));
    assert_eq!(office.actions_on(device.id.0).await, [AuditAction::DeviceEnrolled]);
}

async fn an_id_belongs_to_one_phone(office: Office) {
    let phone = office.inspector("Tra", PHAN_RANG).await.enrols().await;
    let other = office.inspector("Lâm", PHAN_RANG).await;
    let taken = |point: Vec<u8>| Enrolment { id: phone.device.id, name: "Máy khác".into(), point };
    let app = &office.app;
    devices::enrol(app, &other.may(), taken(phone.device.public_key.clone())).await.says_conflict();
    devices::enrol(app, &phone.holder.may(), taken(vec![4; 65])).await.says_conflict();
    devices::check_in(app, camket_domain::ids::DeviceId(office.key())).await.says_not_found();
}

async fn a_phone_that_is_cut_off_is_told_at_its_next_call_and_the_trail_says_so(office: Office) {
    let phone = office.inspector("Tra", PHAN_RANG).await.enrols().await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let (listed, name) = devices::list(&office.app, &admin.may(), None).await.unwrap().items.remove(0);
    assert_eq!((listed.id, name.as_str()), (phone.device.id, "Tra"));
    devices::cut_off(&office.app, &admin.may(), listed.id, listed.version).await.unwrap();
    for _ in 0..2 {
        assert_eq!(devices::check_in(&office.app, listed.id).await.unwrap().state(), DeviceState::ToldToWipe);
    }
    let deeds = [AuditAction::DeviceEnrolled, AuditAction::DeviceCutOff, AuditAction::DeviceToldToWipe];
    assert_eq!(office.actions_on(listed.id.0).await, deeds);
    let (told, _) = devices::list(&office.app, &admin.may(), None).await.unwrap().items.remove(0);
    let again = devices::cut_off(&office.app, &admin.may(), listed.id, told.version).await;
    again.says_refused(Refusal::WrongState);
}

async fn an_old_page_cuts_nothing_off(office: Office) {
    let phone = office.inspector("Tra", PHAN_RANG).await.enrols().await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    devices::cut_off(&office.app, &admin.may(), phone.device.id, 7).await.says_conflict();
    assert_eq!(devices::check_in(&office.app, phone.device.id).await.unwrap().state(), DeviceState::Active);
}

async fn only_the_areas_administrator_cuts_off(office: Office) {
    let phone = office.inspector("Tra", PHAN_RANG).await.enrols().await;
    let far = office.administrator("Quản", BA_DINH).await;
    devices::cut_off(&office.app, &far.may(), phone.device.id, 1).await.says_not_found();
    assert_eq!(devices::list(&office.app, &far.may(), None).await.unwrap().items, []);
    assert!(Permit::<rights::CutOffDevices>::for_actor(&phone.holder.actor).is_none());
}

async fn a_phone_that_is_cut_off_reports_nothing(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let phone = tra.enrols().await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    devices::cut_off(&office.app, &admin.may(), phone.device.id, 1).await.unwrap();
    let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    phone.tries_to_report(&given).await.says_refused(Refusal::DeviceUnknown);
}
