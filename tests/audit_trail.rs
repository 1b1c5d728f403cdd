//! The audit trail: a change and its audit event are saved in one transaction, or not at all.

use camket_app::{AppError, accounts, agencies, applications, certificates, labour, settings, staff};
use camket_domain::accounts::password::Password;
use camket_domain::applications::ReturnReason;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::HolidayKind;
use camket_domain::settings::Settings;
use camket_store::audit;
use camket_store::settings::holiday::SpecialDay;
use std::collections::BTreeMap;
use time::macros::date;

use crate::harness::database::Engine;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, OwnedVenue, PHAN_RANG, an_agency, samples};

test_on_both_engines! {
    no_owners_change_without_its_event,
    no_offices_change_without_its_event,
    no_administrators_change_without_its_event,
    no_message_is_lost_between_change_and_outbox,
    an_event_names_who_did_it_in_which_role,
}

/// All tables but the throttle counters, which also count refused tries.
async fn all_rows(office: &Office) -> BTreeMap<String, Vec<String>> {
    let mut tables = database_dump::dump_tables(office.app.store()).await;
    tables.remove("throttle").expect("the table of the throttle");
    tables
}

/// Blocks inserts into a table while `change` runs; the change must fail and leave no row.
async fn check_fails_without<T: std::fmt::Debug>(
    office: &Office,
    table: &str,
    what: &str,
    change: impl Future<Output = Result<T, AppError>>,
) {
    let before = all_rows(office).await;
    let (shut, open) = blocking_statements(office.database.engine, table);
    database_dump::execute(office.app.store(), &shut).await;
    let outcome = Box::pin(change).await;
    database_dump::execute(office.app.store(), &open).await;
    assert!(matches!(outcome, Err(AppError::Internal(_))), "{what}: {outcome:?}");
    assert_eq!(all_rows(office).await, before, "{what} left a trace");
}

/// SQL statements that block inserts into a table, and that allow them again.
fn blocking_statements(engine: Engine, table: &str) -> (String, String) {
    match engine {
        Engine::Sqlite => (
            format!("CREATE TRIGGER shut BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'shut'); END"),
            "DROP TRIGGER shut".to_owned(),
        ),
        Engine::Postgres => (
            format!("ALTER TABLE {table} ADD CONSTRAINT shut CHECK (false) NOT VALID"),
            format!("ALTER TABLE {table} DROP CONSTRAINT shut"),
        ),
    }
}

macro_rules! check_each_fails_without {
    ($office:expr, $table:literal: $($change:expr),+ $(,)?) => {
        $(check_fails_without(&$office, $table, stringify!($change), $change).await;)+
    };
}

async fn complete_venue(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.signs().await;
    hotel.declares("Nguyễn Thị A").await;
    hotel
}

async fn no_owners_change_without_its_event(office: Office) {
    let hotel = complete_venue(&office).await;
    let (lan, app) = (&hotel.owner, &office.app);
    let worker = hotel.dossier().await.workers[0].id;
    let hanh = || samples::receptionist("Trần Thị Hạnh", samples::woman(500));
    let empty = lan.registers_venue("Nhà nghỉ Tháp Chàm").await;
    let new = Password::parse("mật khẩu thứ hai").unwrap();
    check_each_fails_without!(office, "audit_event":
        office.signs_up("Bình", &office.address_of("Bình"), &office.client()),
        lan.tries_to_log_in(&lan.password),
        accounts::change_password(app, &lan.may(), lan.password.clone(), new, &lan.client),
        lan.tries_to_register(office.key(), camket_domain::venues::VenueKind::Bar, "Bar Đêm"),
        hotel.tries_to_answer(samples::representative("Người khác", None)),
        hotel.tries_to_sign(),
        hotel.tries_to_declare(hanh()),
        labour::update(app, &lan.may(), (hotel.id, worker), 1, hanh()),
        labour::remove(app, &lan.may(), (hotel.id, worker), 1),
        empty.tries_to_declare_nobody(),
        hotel.tries_to_submit(),
    );
    hotel.submits().await;
    check_each_fails_without!(office, "audit_event": hotel.tries_to_withdraw());
}

async fn no_offices_change_without_its_event(office: Office) {
    let hotel = complete_venue(&office).await;
    let id = hotel.submits().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let reasons = || (vec![ReturnReason::Other], String::new());
    check_each_fails_without!(office, "audit_event": hoa.tries_to_do(id, TrackCommand::Claim));
    hoa.claims(id).await;
    let secret = applications::RevealedNumber::Representative;
    check_each_fails_without!(office, "audit_event":
        hoa.tries_to_do(id, TrackCommand::Release),
        hoa.tries_to_do(id, TrackCommand::Accept),
        hoa.tries_to_do(id, TrackCommand::Return(reasons().0, reasons().1)),
        hoa.tries_to_do(id, TrackCommand::Refuse(reasons().0, reasons().1)),
        applications::reveal_number(&office.app, &hoa.may(), id, secret, "Đối chiếu bản giấy"),
    );
    hoa.does(id, TrackCommand::Accept).await;
    check_each_fails_without!(office, "audit_event": hoa.tries_to_do(id, TrackCommand::UndoAcceptance));
    office.labour_officer("Minh", PHAN_RANG).await.accepts(id).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    check_each_fails_without!(office, "audit_event": ky.tries_to_issue(id));
    assert_eq!(ky.issues(id).await.document.serial, 1, "what failed took no number");
    check_each_fails_without!(office, "audit_event":
        certificates::create_share_link(&office.app, &hotel.owner.may(), hotel.id));
}

async fn no_administrators_change_without_its_event(office: Office) {
    let (admin, app) = (office.administrator("Quản", PHAN_RANG).await, &office.app);
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let account = staff::find(app, &admin.may(), hoa.id()).await.unwrap();
    let member = || staff::StaffInput {
        name: "Hoa B".to_owned(),
        login: office.address_of("Hoa B"),
        role: account.role,
        agency: account.agency.unwrap(),
        area: account.area.unwrap(),
        title: String::new(),
    };
    let agency = || an_agency("Cơ quan mới", "MOI", PHAN_RANG.commune());
    let kept = office.agency(camket_domain::agencies::AgencyFunction::Issue, PHAN_RANG).await;
    let changed = Settings { share_hours: 1, ..Settings::default() };
    let day = SpecialDay { day: date!(2026 - 12 - 24), kind: HolidayKind::Off, name: "Nghỉ".to_owned() };
    check_each_fails_without!(office, "audit_event":
        staff::invite(app, &admin.may(), office.key(), member()),
        staff::update(app, &admin.may(), hoa.id(), 1, member()),
        staff::disable(app, &admin.may(), hoa.id(), 1),
        staff::enable(app, &admin.may(), hoa.id(), 1),
        staff::reset_password(app, &admin.may(), hoa.id(), 1),
        staff::disable_from_console(app, &hoa.login),
        agencies::create(app, &admin.may(), office.key(), agency()),
        agencies::update(app, &admin.may(), kept),
        settings::save(app, &admin.may(), &changed),
        settings::add_day(app, &admin.may(), day),
        settings::remove_day(app, &admin.may(), date!(2026 - 11 - 24)),
    );
}

async fn no_message_is_lost_between_change_and_outbox(office: Office) {
    let hotel = complete_venue(&office).await;
    let id = hotel.submits().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.claims(id).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let returned = || TrackCommand::Return(vec![ReturnReason::Other], String::new());
    check_each_fails_without!(office, "outbox":
        office.signs_up("Bình", &office.address_of("Bình"), &office.client()),
        accounts::request_reset(&office.app, &hotel.owner.login, &hotel.owner.client),
        hoa.tries_to_do(id, returned()),
        staff::reset_password(&office.app, &admin.may(), hoa.id(), 1),
    );
    hoa.does(id, TrackCommand::Accept).await;
    check_each_fails_without!(office, "audit_event": hoa.tries_to_do(id, TrackCommand::UndoAcceptance));
    office.labour_officer("Minh", PHAN_RANG).await.accepts(id).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    check_each_fails_without!(office, "outbox": ky.tries_to_issue(id));
    ky.issues(id).await;
}

async fn an_event_names_who_did_it_in_which_role(office: Office) {
    let hotel = complete_venue(&office).await;
    let id = hotel.submits().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.returns(id, "signature-wrong").await;
    let trail = audit::list_recent_by_venue(office.app.store(), hotel.id, &[]).await.unwrap();
    let event = &trail[0];
    assert_eq!(
        (event.action, event.actor, event.actor_role),
        (AuditAction::TrackReturned, Some(hoa.id()), Some(hoa.actor.role))
    );
    assert_eq!(event.actor_name, "Hoa");
    assert_eq!(event.note, "pledge: signature-wrong\nXem lại.");
    assert!(trail.windows(2).all(|pair| pair[0].at >= pair[1].at), "newest first");
    assert!(trail.iter().skip(2).all(|event| event.actor == Some(hotel.owner.id())));
}
