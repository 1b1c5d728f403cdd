//! The data of the holder of an account: counted, copied without secrets, closed, kept after all, erased.

use std::collections::BTreeMap;
use std::io::Read;

use camket_app::account_data::{self, AccountCopy, DataSummary};
use camket_app::upkeep::{self, SweptRows};
use camket_app::venue_operations::{OperationRecorder, record_operation};
use camket_app::{AppError, accounts, transfers};
use camket_domain::account_data::closing::{AccountClosing, CLOSED_NAME, ClosingObstacle};
use camket_domain::account_data::{COPY_SCHEMA_VERSION, DataKind, MAX_COPIES_A_DAY};
use camket_domain::accounts::AccountStatus;
use camket_domain::audit::AuditAction;
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::retention::RetainedKind;
use camket_domain::venue_register::Operation;
use flate2::read::DeflateDecoder;
use serde_json::Value;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, OwnedVenue, PHAN_RANG, Person};

test_on_both_engines! {
    the_copy_of_a_full_owner_has_everything_and_no_secret,
    many_rows_leave_in_blocks_and_none_is_lost,
    copies_are_recorded_and_bounded_for_a_day,
    staff_take_a_copy_of_what_every_account_has,
    an_account_is_closed_and_erased_after_its_days,
    many_closed_accounts_are_erased_run_after_run,
    a_log_in_takes_the_closing_back,
    the_password_closes_and_nothing_else,
    what_operates_is_closed_before,
    an_open_application_is_withdrawn_before,
    closed_twice_is_closed_once,
    nobody_else_closes_it,
    a_venue_that_operates_again_keeps_the_account,
}

/// The files of a ZIP archive, by its central directory (APPNOTE.TXT of PKWARE, 4.3.12).
pub fn read_zip(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number = |at: usize, length: usize| {
        bytes[at..at + length].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06").expect("the end of the directory");
    let mut at = number(end + 16, 4);
    let mut files = BTreeMap::new();
    for _ in 0..number(end + 10, 2) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (packed, name_length, start) = (number(at + 20, 4), number(at + 28, 2), number(at + 42, 4));
        let name = String::from_utf8(bytes[at + 46..at + 46 + name_length].to_vec()).unwrap();
        let content = start + 30 + number(start + 26, 2) + number(start + 28, 2);
        let mut file = Vec::new();
        DeflateDecoder::new(&bytes[content..content + packed]).read_to_end(&mut file).unwrap();
        files.insert(name, file);
        at += 46 + name_length;
    }
    files
}

async fn begin(person: &Person) -> Result<AccountCopy, AppError> {
    let app = &person.office.app;
    let sheet = account_data::load_sheet(app, &person.may()).await?;
    let summary = DataSummary {
        title: "Dữ liệu".into(),
        about: vec![sheet.account.name.clone()],
        sections: Vec::new(),
        author: String::new(),
        date: app.today(),
    };
    account_data::begin_copy(app, &person.may(), sheet, summary).await
}

/// The text of the JSON file, and what it holds.
async fn take_copy(person: &Person) -> (String, Value) {
    let mut copy = begin(person).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = copy.read_piece().await.unwrap() {
        bytes.extend(piece);
    }
    let mut files = read_zip(&bytes);
    assert!(files.remove("camket.pdf").expect("a summary").starts_with(b"%PDF"));
    let text = String::from_utf8(files.remove("camket.json").expect("the data")).unwrap();
    assert!(files.is_empty(), "{:?}", files.keys());
    let data = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    (text, data)
}

async fn close(person: &Person) -> Result<AccountClosing, AppError> {
    close_with(person, &person.password).await
}

async fn close_with(person: &Person, password: &str) -> Result<AccountClosing, AppError> {
    let app = &person.office.app;
    accounts::close_account(app, &person.may(), password.to_owned(), &person.client).await
}

fn count(swept: &[SweptRows]) -> u64 {
    swept.iter().find(|one| one.kind == RetainedKind::ClosedAccounts).expect("every kind is told").rows
}

async fn sweep(office: &Office) -> u64 {
    count(&upkeep::sweep(&office.app).await.unwrap())
}

async fn close_venue(venue: &OwnedVenue) {
    let (app, permit) = (&venue.owner.office.app, venue.owner.may());
    let owner = OperationRecorder::Owner(&permit);
    record_operation(app, owner, venue.id, 0, Operation::Closed, "").await.unwrap();
}

fn length(data: &Value, list: &str) -> usize {
    data[list].as_array().unwrap_or_else(|| panic!("no list {list}")).len()
}

async fn the_copy_of_a_full_owner_has_everything_and_no_secret(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    let phone = lan.sets_up_factor(&token).await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    let certificate = office.certifies(application, PHAN_RANG).await;
    let gone = hotel.declares("Phạm Thị Nghỉ").await;
    hotel.says_who_left(gone, office.app.today()).await;
    let (mai, binh) = (office.owner("Mai").await, office.owner("Bình").await);
    crate::managers::invite(&hotel, &binh.login).await.unwrap();
    let offer = crate::transfers::offer(&hotel, &mai.login).await.unwrap();
    transfers::decline(&office.app, &mai.may(), offer, 1).await.unwrap();
    let (text, data) = take_copy(&lan).await;
    assert_eq!(data["schema_version"], COPY_SCHEMA_VERSION);
    assert_eq!(
        (&data["account"]["name"], &data["account"]["login"]),
        (&"Lan".into(), &lan.login.as_str().into())
    );
    for list in [
        "sessions",
        "venues",
        "pledges",
        "workers",
        "applications",
        "transfers",
        "messages",
        "account_events",
        "venue_events",
        "managers",
    ] {
        assert!(length(&data, list) > 0, "{list} is empty");
    }
    assert_eq!(data["applications"][0]["certificates"][0]["number"], certificate.number.as_str());
    assert_eq!(data["managers"][0]["login"], binh.login.as_str(), "as she typed it");
    let left = data["workers"].as_array().unwrap().iter().find(|worker| worker["name"] == "Phạm Thị Nghỉ");
    let left = left.expect("who left is there");
    assert!(!left["left_on"].is_null() && left["number"].as_str().is_some_and(|number| number.len() == 12));
    assert_eq!(left["history"].as_array().unwrap().len(), 2, "began and left");
    assert_eq!(data["venues"][0]["representative"]["number"].as_str().map(str::len), Some(12));
    let sheet = account_data::load_sheet(&office.app, &lan.may()).await.unwrap();
    let counted: BTreeMap<DataKind, u64> = sheet.counts.iter().copied().collect();
    for (kind, list) in [
        (DataKind::Sessions, "sessions"),
        (DataKind::Venues, "venues"),
        (DataKind::Pledges, "pledges"),
        (DataKind::Workers, "workers"),
        (DataKind::Questions, "questions"),
        (DataKind::Applications, "applications"),
        (DataKind::Inspections, "inspections"),
        (DataKind::Transfers, "transfers"),
        (DataKind::Messages, "messages"),
        (DataKind::Trail, "venue_events"),
    ] {
        assert_eq!(counted[&kind], length(&data, list) as u64, "{list}");
    }
    let account = camket_store::accounts::find(office.app.store(), lan.id()).await.unwrap().unwrap();
    let factor = camket_store::factors::find(office.app.store(), lan.id()).await.unwrap().unwrap();
    let sessions = camket_store::sessions::list(office.app.store(), lan.id()).await.unwrap();
    let secrets =
        [account.password_hash.unwrap().0, factor.sealed, phone.secret(), lan.password.clone(), token]
            .into_iter()
            .chain(sessions.into_iter().map(|session| session.hash))
            .chain(phone.recovery.iter().map(|code| code.as_str().to_owned()));
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret}");
    }
    for word in ["$argon2", "fingerprint", "sealed", "password_hash"] {
        assert!(!text.contains(word), "{word}");
    }
    for other in [mai.login.as_str(), mai.id().to_string().as_str(), "Võ Văn Ký"] {
        assert!(!text.contains(other), "{other} is somebody else's");
    }
}

async fn many_rows_leave_in_blocks_and_none_is_lost(office: Office) {
    let lan = office.owner("Lan").await;
    // Log-ins, which are recorded: more than two blocks of 200.
    let app = &office.app;
    for _ in 0..205 {
        let tx = app.store().begin_write().await.unwrap();
        let (now, by) = (app.now(), Some(&lan.actor));
        let event = |_| {
            camket_domain::audit::AuditEvent::new(now, app.entropy(), by, AuditAction::LoggedIn, lan.id().0)
        };
        let two: Vec<_> = (0..2).map(event).collect();
        camket_store::audit::insert_many(&tx, &two).await.unwrap();
        tx.commit().await.unwrap();
    }
    let (_, data) = take_copy(&lan).await;
    let logged_in = data["account_events"].as_array().unwrap().iter();
    let logged_in = logged_in.filter(|event| event["action"] == "logged-in").count();
    assert!(logged_in >= 410, "{logged_in}");
}

async fn copies_are_recorded_and_bounded_for_a_day(office: Office) {
    let lan = office.owner("Lan").await;
    for _ in 0..MAX_COPIES_A_DAY {
        begin(&lan).await.map(drop).unwrap();
    }
    begin(&lan).await.map(drop).says_throttled();
    begin(&office.owner("Mai").await).await.map(drop).unwrap();
    let copies = async || {
        let actions = office.actions_on(lan.id().0).await;
        actions.iter().filter(|action| **action == AuditAction::AccountDataCopied).count()
    };
    assert_eq!(copies().await, usize::try_from(MAX_COPIES_A_DAY).unwrap(), "a refused one is none");
    office.waits(Duration::days(1));
    begin(&lan).await.map(drop).unwrap();
}

async fn staff_take_a_copy_of_what_every_account_has(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.logs_in().await;
    let (_, data) = take_copy(&hoa).await;
    assert_eq!((length(&data, "venues"), length(&data, "pledges")), (0, 0));
    assert!(length(&data, "sessions") > 0 && length(&data, "account_events") > 0);
    let sheet = account_data::load_sheet(&office.app, &hoa.may()).await.unwrap();
    assert!(sheet.counts.iter().all(|(kind, _)| *kind != DataKind::Venues));
}

async fn an_account_is_closed_and_erased_after_its_days(office: Office) {
    let lan = office.owner("Lan").await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    let certificate = office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
    close_venue(&hotel).await;
    let inn = office.owner("Mai").await.registers_venue("Nhà nghỉ Sen").await;
    crate::transfers::offer(&inn, &lan.login).await.unwrap();
    crate::managers::invite(&inn, &lan.login).await.unwrap();
    let token = lan.logs_in().await;
    let closing = close(&lan).await.unwrap();
    assert!(lan.looks_with(&token).await.is_none(), "its sessions end");
    let told = office.last_notice_to(lan.login.as_str()).await;
    assert!(matches!(told, Notice::AccountClosing { name, .. } if name == "Lan"));
    office.waits(Duration::days(13));
    assert_eq!(sweep(&office).await, 0);
    office.waits(Duration::days(1));
    assert!(office.app.now() >= closing.ends_at);
    let preview = count(&upkeep::preview_sweep(&office.app).await.unwrap());
    assert_eq!((preview, sweep(&office).await, sweep(&office).await), (1, 1, 0));
    let account = camket_store::accounts::find(office.app.store(), lan.id()).await.unwrap().unwrap();
    assert_eq!((account.name.as_str(), account.status), (CLOSED_NAME, AccountStatus::Closed));
    assert_eq!(account.password_hash, None);
    for (table, rows) in database_dump::dump_tables(office.app.store()).await {
        let named: Vec<_> = rows.iter().filter(|row| row.contains(lan.login.as_str())).collect();
        assert!(named.is_empty(), "{table}: {named:?}");
    }
    lan.tries_to_log_in(&lan.password).await.map(drop).says_invalid("login", "log-in-wrong");
    let events = camket_store::audit::list_by_target(office.app.store(), lan.id().0).await.unwrap();
    let erased = events.iter().find(|event| event.action == AuditAction::AccountErased).unwrap();
    assert_eq!((erased.actor, erased.note.as_str()), (None, ""), "nothing of what was erased");
    // What stays: the pledge with its signer, the paper that ended, the venue's trail.
    let pledge = camket_store::pledges::find_latest(office.app.store(), hotel.id).await.unwrap().unwrap();
    assert_eq!(pledge.signer, lan.id());
    let found = camket_store::certificates::find_by_id(office.app.store(), certificate.id).await.unwrap();
    assert!(found.is_some() && !office.actions_at(hotel.id).await.is_empty());
    // The log-in is free for somebody new, who sees nothing of it.
    let client = office.client();
    office.signs_up("Lan Mới", &lan.login, &client).await.unwrap();
    let code = office.last_code_to(lan.login.as_str()).await;
    let entered = accounts::confirm(&office.app, &lan.login, &code, &client).await.unwrap();
    assert_ne!(entered.actor.account, lan.id());
    let new = Person { actor: entered.actor, client, ..lan.clone() };
    assert!(transfers::list_offered(&office.app, &new.may()).await.unwrap().is_empty());
    let sheet = account_data::load_sheet(&office.app, &new.may()).await.unwrap();
    assert!(sheet.venues.is_empty());
}

async fn many_closed_accounts_are_erased_run_after_run(office: Office) {
    for number in 1..=22 {
        close(&office.owner(&format!("Lan {number}")).await).await.unwrap();
    }
    let kept = office.owner("Mai").await;
    office.waits(Duration::days(14));
    assert_eq!([sweep(&office).await, sweep(&office).await, sweep(&office).await], [20, 2, 0]);
    kept.logs_in().await;
}

async fn a_log_in_takes_the_closing_back(office: Office) {
    let lan = office.owner("Lan").await;
    close(&lan).await.unwrap();
    office.waits(Duration::days(13));
    assert!(lan.tries_to_log_in("sai mật khẩu 1").await.is_err());
    assert!(lan.tries_to_log_in(&lan.password).await.unwrap().took_closing_back);
    assert!(!lan.tries_to_log_in(&lan.password).await.unwrap().took_closing_back);
    let told = office.last_notice_to(lan.login.as_str()).await;
    assert!(matches!(told, Notice::AccountKept { .. }));
    office.waits(Duration::days(30));
    assert_eq!(sweep(&office).await, 0);
    lan.logs_in().await;
    let actions = office.actions_on(lan.id().0).await;
    assert!(actions.contains(&AuditAction::AccountClosingTakenBack));
    assert!(!actions.contains(&AuditAction::AccountErased));
}

async fn the_password_closes_and_nothing_else(office: Office) {
    let lan = office.owner("Lan").await;
    let token = lan.logs_in().await;
    close_with(&lan, "sai mật khẩu 1").await.map(drop).says_invalid("current", "password-wrong");
    assert!(lan.looks_with(&token).await.is_some());
    office.waits(Duration::days(30));
    assert_eq!(sweep(&office).await, 0);
    assert!(!office.actions_on(lan.id().0).await.contains(&AuditAction::AccountClosingAsked));
}

async fn what_operates_is_closed_before(office: Office) {
    let lan = office.owner("Lan").await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    let obstacles = async || accounts::load_closing(&office.app, &lan.may()).await.unwrap().obstacles;
    let name = "Khách sạn Biển Xanh".to_owned();
    assert_eq!(obstacles().await, [(ClosingObstacle::VenueOpen(hotel.id), name)]);
    close(&lan).await.map(drop).says_refused(Refusal::ClosingHindered);
    let stop = Operation::StoppedUntil(office.app.today() + Duration::days(30));
    let permit = lan.may();
    let owner = OperationRecorder::Owner(&permit);
    record_operation(&office.app, owner, hotel.id, 0, stop, "").await.unwrap();
    close(&lan).await.map(drop).says_refused(Refusal::ClosingHindered);
    record_operation(&office.app, owner, hotel.id, 1, Operation::Closed, "").await.unwrap();
    assert!(obstacles().await.is_empty());
    close(&lan).await.unwrap();
}

async fn an_open_application_is_withdrawn_before(office: Office) {
    let lan = office.owner("Lan").await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    hotel.goes_all_the_way().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let permit = hoa.may();
    let officer = OperationRecorder::Office(&permit);
    let reason = "Cửa đóng, hàng xóm xác nhận đã nghỉ hẳn";
    record_operation(&office.app, officer, hotel.id, 0, Operation::Closed, reason).await.unwrap();
    let sheet = accounts::load_closing(&office.app, &lan.may()).await.unwrap();
    assert!(
        matches!(sheet.obstacles[..], [(ClosingObstacle::ApplicationOpen(venue), _)] if venue == hotel.id)
    );
    close(&lan).await.map(drop).says_refused(Refusal::ClosingHindered);
    hotel.tries_to_withdraw().await.unwrap();
    close(&lan).await.unwrap();
}

async fn closed_twice_is_closed_once(office: Office) {
    let lan = office.owner("Lan").await;
    let (first, second) = tokio::join!(close(&lan), close(&lan));
    assert_eq!(first.unwrap().account, second.unwrap().account);
    let closing = close(&lan).await.unwrap();
    office.waits(Duration::days(1));
    assert_eq!(close(&lan).await.unwrap(), closing, "the first one counts");
    let actions = office.actions_on(lan.id().0).await;
    let asked = actions.iter().filter(|action| **action == AuditAction::AccountClosingAsked);
    assert_eq!(asked.count(), 1);
}

async fn nobody_else_closes_it(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    assert!(
        Permit::<rights::CloseAccount>::for_actor(&hoa.actor).is_none(),
        "an administrator disables staff"
    );
    let app = &office.app;
    let owner = camket_app::counter::open_owner(app, &hoa.may(), office.key(), "Bà Sáu").await.unwrap();
    let session = hoa.logs_in().await;
    camket_app::counter::enter(app, &hoa.may(), &session, owner).await.unwrap();
    let acting = hoa.looks_with(&session).await.unwrap();
    assert!(Permit::<rights::CloseAccount>::for_actor(&acting).is_none(), "an officer at the counter");
    assert!(Permit::<rights::UseAccount>::for_actor(&acting).is_none(), "nor sees or copies its data");
}

async fn a_venue_that_operates_again_keeps_the_account(office: Office) {
    let lan = office.owner("Lan").await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    close_venue(&hotel).await;
    close(&lan).await.unwrap();
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let permit = hoa.may();
    let officer = OperationRecorder::Office(&permit);
    let reason = "Cơ sở vẫn đón khách, đã lập biên bản";
    record_operation(&office.app, officer, hotel.id, 1, Operation::Operating, reason).await.unwrap();
    office.waits(Duration::days(15));
    assert_eq!(sweep(&office).await, 0);
    let told = office.last_notice_to(lan.login.as_str()).await;
    assert!(matches!(told, Notice::AccountKept { .. }));
    assert_eq!(office.actions_on(lan.id().0).await.last(), Some(&AuditAction::AccountClosingTakenBack));
    lan.logs_in().await;
}
