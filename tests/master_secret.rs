//! The change of the master secret: everything that depends on it is carried over, whatever interrupts it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camket_app::master_secret::change::{self, ChangeError, ChangeReport};
use camket_app::master_secret::{self, SecretMatch};
use camket_app::{App, applications, keys, labour};
use camket_credential::MasterSecret;
use camket_credential::vault::{FileVault, Vault};
use camket_domain::audit::AuditAction;
use camket_domain::ids::ApplicationId;
use camket_store::Store;
use camket_store::sealed::{self, Cell, SEALED_TABLES};
use data_encoding::HEXLOWER;
use sea_orm::{ConnectionTrait, Statement};
use time::macros::datetime;
use uuid::Uuid;

use crate::harness::clock::{ManualClock, SeededEntropy};
use crate::harness::database::Engine;
use crate::harness::{database_dump, test_on_both_engines};
use crate::program::folder::TestFolder;
use crate::world::{Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    everything_is_sealed_under_the_new_secret,
    an_interrupted_change_goes_on,
    other_secrets_are_refused,
}

/// That of [`Office`].
fn former_secret() -> MasterSecret {
    MasterSecret::new([42; 32])
}

fn over(store: &Store, secret: &MasterSecret, like: &App) -> App {
    let clock = Arc::new(ManualClock::at(datetime!(2026-12-01 01:00 UTC)));
    let seed = u64::from(secret.fingerprint().as_bytes()[0]);
    App::new(store.clone(), secret, clock, Arc::new(SeededEntropy::new(seed)), like.options().clone())
}

/// Two nodes over the office's database: with the former secret and with a new one.
async fn pair(office: &Office, new: u8) -> (App, App) {
    master_secret::record_if_new(office.app.store(), &former_secret()).await.unwrap();
    let app = &office.app;
    (app.clone(), over(app.store(), &MasterSecret::new([new; 32]), app))
}

fn literal(office: &Office, bytes: &[u8]) -> String {
    match office.database.engine {
        Engine::Sqlite => format!("X'{}'", HEXLOWER.encode(bytes)),
        Engine::Postgres => format!("'\\x{}'::bytea", HEXLOWER.encode(bytes)),
    }
}

struct Filled {
    hotel: OwnedVenue,
    application: ApplicationId,
    hoa: Person,
    /// Of the representative.
    number: String,
}

/// Numbers of venue and worker, messages with codes, a signing key; and rows that have no short way through use cases.
async fn fill(office: &Office) -> Filled {
    let owner = office.owner("Lan").await;
    owner.sets_up_factor(&owner.logs_in().await).await;
    let hotel = owner.registers_venue("Nhà nghỉ Tháp Chàm").await;
    hotel.fills_in_everything().await;
    let number = "056190737372";
    let id = camket_domain::identifiers::PersonalId::parse(number).unwrap();
    hotel.answers(samples::representative("Nguyễn Thị Đại Diện", Some(id))).await;
    let worker = hotel.declares("Trần Thị Hạnh").await;
    crate::worker_pledges::invites(&hotel, worker).await;
    hotel.signs().await;
    let application = hotel.submits().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    keys::ensure_signing_key(&office.app).await.unwrap();
    camket_app::audit_log::make_key(&office.app).await.unwrap();
    let entropy = SeededEntropy::new(5);
    let page = Uuid::from_u128(7);
    let file = FileVault::new(&former_secret()).seal(&entropy, page.as_bytes(), b"a scan");
    let contact = Vault::new(&former_secret()).seal(&entropy, "0912345678").sealed;
    let store = office.app.store();
    let id = match office.database.engine {
        Engine::Sqlite => literal(office, page.as_bytes()),
        Engine::Postgres => format!("'{page}'::uuid"),
    };
    let (file, contact) = (literal(office, &file), literal(office, &contact));
    for sql in [
        format!(
            "INSERT INTO paper_page (id, area, uploaded_by, uploaded_at, sealed) \
             SELECT {id}, '56', account.id, 0, {file} FROM account LIMIT 1"
        ),
        format!(
            "INSERT INTO concern (id, reference, category, text, place, contact, commune, province, state, \
             handler_name, note, created_at, version) VALUES ({id}, 'R', 'other', 't', 'p', {contact}, '22750', '56', \
             'new', '', '', 0, 1)"
        ),
    ] {
        database_dump::execute(store, &sql).await;
    }
    Filled { hotel, application, hoa, number: number.to_owned() }
}

/// What depends on the secret, per table, with the number of rows that have any of it.
async fn list_values(store: &Store) -> BTreeMap<&'static str, (BTreeSet<String>, u64)> {
    let mut all = BTreeMap::new();
    for table in SEALED_TABLES {
        let (mut values, mut count, mut after) = (BTreeSet::new(), 0, None::<Vec<_>>);
        loop {
            let rows = sealed::list_after(store, table, after.as_deref()).await.unwrap();
            let Some(last) = rows.last() else { break };
            after = Some(last.key.clone());
            for row in rows {
                let found: Vec<String> = row.cells.iter().flat_map(list_secret_texts).collect();
                count += u64::from(!found.is_empty());
                values.extend(found);
            }
        }
        all.insert(table.name, (values, count));
    }
    all
}

/// Of JSON: fingerprints and sealed texts; bytes in it are lists of numbers.
fn list_secret_texts(cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Bytes(Some(bytes)) => vec![HEXLOWER.encode(bytes)],
        Cell::Text(Some(text)) if text.len() > 20 => vec![text.clone()],
        Cell::Json(Some(json)) => {
            let text = json.to_string();
            let words = text.split('"').filter(|word| {
                word.starts_with("sealed:") || word.len() == 64 && HEXLOWER.decode(word.as_bytes()).is_ok()
            });
            words.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

fn list_all(values: &BTreeMap<&'static str, (BTreeSet<String>, u64)>) -> BTreeSet<String> {
    values.values().flat_map(|(values, _)| values).cloned().collect()
}

async fn change(old: &App, new: &App) -> ChangeReport {
    assert!(change::begin(old, new).await.unwrap(), "there is something to do");
    change::carry_out(old, new, |_| ()).await.unwrap()
}

/// Changes the secret twice. The second change opens everything with the secret of the first: what that had left under the
/// one before would be unreadable.
async fn check_whole_change(old: &App, new: &App, third: &App) -> ChangeReport {
    let before = list_values(old.store()).await;
    let first = change(old, new).await;
    let after = list_values(old.store()).await;
    for (table, (values, count)) in &before {
        let done = first.tables.iter().find(|done| done.table == *table).unwrap();
        assert_eq!((done.changed, done.unreadable), (*count, 0), "{done:?}");
        assert!(values.is_disjoint(&after[table].0), "a value of {table} is left");
    }
    let second = change(new, third).await;
    assert_eq!(second.tables, first.tables);
    first
}

async fn everything_is_sealed_under_the_new_secret(office: Office) {
    let Filled { hotel, application, hoa, number } = fill(&office).await;
    let (old, new) = pair(&office, 43).await;
    let owner = hotel.owner.may();
    let list = labour::seal_list(&old, &owner, hotel.id, "a list".to_owned(), &[]).unwrap();
    assert!(labour::open_list(&old, &owner, hotel.id, &list).is_some());
    let third = over(old.store(), &MasterSecret::new([44; 32]), &old);
    let version = office.app.store();
    let former_values = list_values(version).await;
    let report = check_whole_change(&old, &new, &third).await;
    let dump = database_dump::dump_tables(version).await;
    for row in dump.values().flatten().map(|row| row.to_lowercase()) {
        let mut values = former_values.values().flat_map(|(values, _)| values);
        assert!(!values.any(|value| row.contains(&value.to_lowercase())), "left in some table: {row}");
    }
    let of = |name: &str| report.tables.iter().find(|table| table.table == name).unwrap().changed;
    for table in [
        "signing_key",
        "audit_key",
        "venue",
        "worker",
        "outbox",
        "paper_page",
        "concern",
        "second_factor",
        "worker_pledge_invitation",
    ] {
        assert!(of(table) > 0, "{table} has sealed rows");
    }
    assert_eq!(master_secret::compare(version, &former_secret()).await.unwrap(), SecretMatch::Other);
    let third_secret = MasterSecret::new([44; 32]);
    assert_eq!(master_secret::compare(version, &third_secret).await.unwrap(), SecretMatch::Same);
    let events = office.actions_on(Uuid::nil()).await;
    assert_eq!(events.iter().filter(|event| **event == AuditAction::MasterSecretChanged).count(), 2);
    // The plain values are what they were.
    let secret = applications::RevealedNumber::Representative;
    let opened =
        applications::reveal_number(&third, &hoa.may(), application, secret, "Đối chiếu bản giấy").await;
    assert_eq!(opened.unwrap(), number);
    let found = sealed::list_after(version, table("paper_page"), None).await.unwrap();
    let Cell::Bytes(Some(bytes)) = &found[0].cells[0] else { panic!("{found:?}") };
    let page = Uuid::from_u128(7);
    assert_eq!(FileVault::new(&third_secret).open(page.as_bytes(), bytes).unwrap(), b"a scan");
    assert_eq!(labour::open_list(&third, &owner, hotel.id, &list), None, "the file is asked for again");
    keys::load_keyring(&third).await.unwrap();
    keys::rotate(&third).await.unwrap();
}

fn table(name: &str) -> &'static sealed::SealedTable {
    SEALED_TABLES.iter().find(|table| table.name == name).unwrap()
}

/// Carries a change out until it has reported so many batches; then it ends without a word.
async fn interrupt_after(batches: usize, old: &App, new: &App) {
    assert!(change::begin(old, new).await.unwrap());
    let (old, new, mut seen) = (old.clone(), new.clone(), 0);
    let running = tokio::spawn(async move {
        let report = |_| {
            seen += 1;
            if seen == batches {
                std::panic::resume_unwind(Box::new("interrupted"));
            }
        };
        change::carry_out(&old, &new, report).await.map(drop)
    });
    assert!(running.await.is_err_and(|error| error.is_panic()), "not interrupted after {batches}");
}

/// After the first batch, after the second, and so on.
async fn an_interrupted_change_goes_on(office: Office) {
    drop(fill(&office).await);
    let (old, new) = pair(&office, 43).await;
    let store = old.store();
    let before = list_values(store).await;
    let former = list_all(&before);
    let mut done = BTreeSet::new();
    for batches in 1..=SEALED_TABLES.len() {
        interrupt_after(batches, &old, &new).await;
        for secret in [former_secret(), MasterSecret::new([43; 32])] {
            let state = master_secret::compare(store, &secret).await.unwrap();
            assert_eq!(state, SecretMatch::Changing, "no node starts, with neither secret");
        }
        let now = list_all(&list_values(store).await);
        let fresh: BTreeSet<String> = now.difference(&former).cloned().collect();
        assert!(done.is_subset(&fresh), "what was done after {batches} is not done again");
        done = fresh;
    }
    let last = change(&old, &new).await;
    assert!(last.tables.iter().all(|table| table.unreadable == 0), "{last:?}");
    let after = list_values(store).await;
    assert!(!done.is_empty() && done.is_subset(&list_all(&after)), "what was done is not done again");
    assert!(former.is_disjoint(&list_all(&after)), "nothing is left");
    for (table, (values, count)) in &before {
        assert_eq!((after[table].0.len(), after[table].1), (values.len(), *count), "{table}");
    }
    assert!(!change::begin(&old, &new).await.unwrap(), "a finished change has nothing to do");
    let again = change::carry_out(&old, &new, |_| ()).await;
    assert!(matches!(again, Err(ChangeError::App(camket_app::AppError::Conflict))));
}

async fn other_secrets_are_refused(office: Office) {
    drop(fill(&office).await);
    let (old, new) = pair(&office, 43).await;
    let other = over(old.store(), &MasterSecret::new([9; 32]), &old);
    let before = database_dump::dump_tables(old.store()).await;
    assert!(matches!(change::begin(&other, &new).await, Err(ChangeError::WrongSecret)));
    assert!(matches!(change::begin(&old, &old).await, Err(ChangeError::SameSecret)));
    assert_eq!(database_dump::dump_tables(old.store()).await, before);
    assert!(change::begin(&old, &new).await.unwrap());
    assert!(matches!(change::begin(&old, &other).await, Err(ChangeError::OtherBegun)));
    assert!(matches!(change::begin(&other, &new).await, Err(ChangeError::WrongSecret)));
    let begun = database_dump::dump_tables(old.store()).await;
    let differing: Vec<&String> =
        begun.iter().filter(|(table, rows)| before[*table] != **rows).map(|(table, _)| table).collect();
    assert_eq!(differing, ["setting"]);
    // A value that opens with neither secret is counted and stays.
    let sql = "UPDATE concern SET contact = ".to_owned() + &literal(&office, &[1; 40]);
    database_dump::execute(old.store(), &sql).await;
    let report = change::carry_out(&old, &new, |_| ()).await.unwrap();
    let concern = report.tables.iter().find(|table| table.table == "concern").unwrap();
    assert_eq!((concern.rows, concern.changed, concern.unreadable), (1, 0, 1));
}

async fn open_file(folder: &TestFolder) -> Store {
    let url = format!("sqlite://{}", folder.data().join("camket.sqlite").display());
    Store::connect(&url).await.unwrap()
}

/// The demo has almost every kind of row.
#[tokio::test]
async fn every_kind_of_row_of_the_demo_is_carried_over() {
    let folder = TestFolder::with_demo();
    let text = std::fs::read_to_string(folder.data().join("master.secret")).unwrap();
    let bytes = data_encoding::BASE64.decode(text.trim().as_bytes()).unwrap();
    let secret = MasterSecret::new(bytes.try_into().unwrap());
    let store = open_file(&folder).await;
    assert_eq!(master_secret::record_if_new(&store, &secret).await.unwrap(), SecretMatch::Same);
    let options = Office::options();
    let build = |secret: &MasterSecret| {
        let clock = Arc::new(ManualClock::at(datetime!(2026-12-01 01:00 UTC)));
        let entropy = Arc::new(SeededEntropy::new(u64::from(secret.fingerprint().as_bytes()[1])));
        App::new(store.clone(), secret, clock, entropy, options.clone())
    };
    let (new, third) = (MasterSecret::new([43; 32]), MasterSecret::new([44; 32]));
    let report = check_whole_change(&build(&secret), &build(&new), &build(&third)).await;
    let untouched: Vec<&str> =
        report.tables.iter().filter(|table| table.changed == 0).map(|table| table.table).collect();
    assert_eq!(untouched, WITHOUT_ROWS_IN_THE_DEMO);
    assert!(report.ended.api_tokens > 0, "{report:?}");
    store.close().await.unwrap();
}

/// Tables of which neither demo nor office has rows that depend on the secret.
const WITHOUT_ROWS_IN_THE_DEMO: &[&str] =
    &["census_import_step", "device_unlock", "second_factor", "census_upload", "outbox"];

/// Columns that look as if they depended on the master secret, and what becomes of them.
const NOT_CARRIED_OVER: &[(&str, &str)] = &[
    ("account.password_hash", "Argon2id with a salt of its own"),
    ("api_token.digest", "tokens end with the secret"),
    ("audit_key.public", "public"),
    ("audit_leaf.hash", "plain SHA-256"),
    ("audit_node.hash", "plain SHA-256"),
    ("census_entry.name_key", "a name, to sort by"),
    ("census_list.file_sha256", "plain SHA-256"),
    ("census_upload.file_sha256", "plain SHA-256"),
    ("certificate.token", "signed, not sealed"),
    ("concern_photo.jpeg", "in clear"),
    ("coverage_span.name_key", "a name, to sort by"),
    ("device.point", "a public key"),
    ("device_session.session_hash", "plain SHA-256 of random bytes"),
    ("device_unlock.code_hash", "codes end with the secret"),
    ("device_unlock.secret_id", "an id"),
    ("frequent_word.word", "a word, to search by"),
    ("idempotency.digest", "removed: repeated commands are not compared"),
    ("inspection_photo.picture", "in clear"),
    ("one_time_code.hash", "codes end with the secret"),
    ("parcel.body", "as the phone signed it"),
    ("parcel.signature", "of the phone's key"),
    ("passkey.public_key", "public"),
    ("pledge.text_hash", "plain SHA-256"),
    ("recovery_code.hash", "plain SHA-256 of random bytes"),
    ("session.hash", "plain SHA-256 of random bytes"),
    ("signing_key.public", "public"),
    ("snapshot.digest", "plain SHA-256"),
    ("target_score.digest", "plain SHA-256"),
    ("venue_fact.name_key", "a name, to sort by"),
    ("venue_word.word", "a word, to search by"),
    ("worker_pledge.text_hash", "plain SHA-256"),
];

/// A new column with bytes, or whose name says that it is sealed or a digest, is either carried over or named above.
#[tokio::test]
async fn every_column_that_may_be_sealed_is_known() {
    let folder = TestFolder::with_demo();
    let store = open_file(&folder).await;
    let sql = "SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND (lower(c.type) LIKE '%blob%' OR c.name LIKE '%sealed%' OR c.name LIKE '%secret%' \
         OR c.name LIKE '%fingerprint%' OR c.name LIKE '%digest%' OR c.name LIKE '%hash%')";
    let db = camket_store::Reader::connection(&store);
    let rows = db.query_all_raw(Statement::from_string(sea_orm::DbBackend::Sqlite, sql)).await.unwrap();
    let found: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    let carried = SEALED_TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(|(column, _)| format!("{}.{column}", table.name)));
    let known: BTreeSet<String> =
        carried.chain(NOT_CARRIED_OVER.iter().map(|(column, _)| (*column).to_owned())).collect();
    let unknown: Vec<&String> = found.difference(&known).collect();
    assert!(
        unknown.is_empty(),
        "a column that the change of the master secret forgets (src/store/sealed/tables.rs): {unknown:?}"
    );
    store.close().await.unwrap();
}

/// Use cases that seal, so that one that seals into a column without a telling name is noticed, too.
const SEALING_FILES: &[&str] = &[
    "src/app/accounts/factors.rs",
    // The first step of a log-in on its way through the browser: the log-in begins anew.
    "src/app/accounts/second_step.rs",
    "src/app/activities/pictures.rs",
    "src/app/audit_log/keys.rs",
    "src/app/census/import/importing.rs",
    "src/app/census/import/uploading.rs",
    "src/app/concerns.rs",
    "src/app/devices/unlock.rs",
    "src/app/integrated_plans/pages.rs",
    "src/app/keys.rs",
    "src/app/kept_forms.rs",
    "src/app/labour/declaration.rs",
    // A list on its way through the browser: it does not open any more, and the file is asked for again.
    "src/app/labour/import.rs",
    "src/app/outbox.rs",
    "src/app/paper_pledges/batch.rs",
    "src/app/venues.rs",
    // Who a worker is, on its way through her browser: she says it again.
    "src/app/worker_pledges/signing.rs",
];

#[test]
fn every_place_that_seals_is_known() {
    let files = crate::code::source::find_files("src/app", "rs");
    let seals = |text: &str| text.contains("vault().seal(");
    let found: BTreeSet<String> = files
        .iter()
        .filter(|file| seals(&crate::code::source::read_text(file)))
        .map(|file| file.strip_prefix(crate::code::source::root()).unwrap_or(file).display().to_string())
        .filter(|file| !file.starts_with("src/app/master_secret/"))
        .collect();
    let known: BTreeSet<String> = SEALING_FILES.iter().map(|file| (*file).to_owned()).collect();
    assert_eq!(found, known, "does the change of the master secret carry over what is sealed there?");
}
