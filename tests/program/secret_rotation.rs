//! `camket secret rotate`: killed, run beside others, with wrong secrets; and that it tells no secret.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use camket_credential::MasterSecret;
use camket_credential::vault::Vault;
use camket_domain::sealed::SealedNumber;
use camket_store::Store;
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};

use super::database::ProgramDatabase;
use super::folder::{PUBLIC_URL, TestFolder, create_private_folder, postgres_with_certificates, set_mode};
use super::process::{CamketCommand, CommandOutput};
use crate::harness::clock::SeededEntropy;
use crate::harness::database_dump;

/// That of [`TestFolder::with_certificates`].
const FORMER: [u8; 32] = [7; 32];
const NEW: [u8; 32] = [11; 32];
const OTHER: [u8; 32] = [13; 32];
/// More than the rows after which the command prints a line, so that it is killed before it has done all.
const CONCERNS: usize = 14_000;
const CONTACT: &str = "0912345678";

const MASTER: &str = "CAMKET_SECRETS__MASTER_SECRET";
const NEW_MASTER: &str = "CAMKET_SECRETS__NEW_MASTER_SECRET";

/// A register with sealed rows.
struct Registry {
    folder: TestFolder,
    /// Of PostgreSQL.
    url: Option<String>,
}

impl Registry {
    fn on_sqlite() -> Self {
        let folder = TestFolder::with_certificates();
        // It is given by a variable.
        fs::remove_file(folder.data().join("master.secret")).expect("it is there");
        Self { folder, url: None }
    }

    async fn on_postgres() -> Self {
        let folder = TestFolder::new();
        create_private_folder(&folder.data());
        Self { folder, url: Some(postgres_with_certificates().await) }
    }

    fn camket(&self, words: &[&str], secret: &[u8]) -> CamketCommand {
        self.configure(self.folder.camket(words), secret)
    }

    fn configure(&self, command: CamketCommand, secret: &[u8]) -> CamketCommand {
        let command = command
            .env(PUBLIC_URL.0, PUBLIC_URL.1)
            .env("CAMKET_LOGGING__LEVEL", "trace")
            .env(MASTER, BASE64.encode(secret));
        match &self.url {
            Some(url) => command.env("DATABASE_URL", url),
            None => command,
        }
    }

    fn rotate(&self, secret: &[u8], new: &[u8]) -> CamketCommand {
        self.camket(&["secret", "rotate"], secret).env(NEW_MASTER, BASE64.encode(new))
    }

    async fn database(&self) -> ProgramDatabase {
        match &self.url {
            Some(url) => ProgramDatabase::open(url).await,
            None => self.folder.database().await,
        }
    }

    async fn run_sql(&self, sql: &str) {
        let database = self.database().await;
        database.run(sql).await;
        database.close().await;
    }

    async fn list_texts(&self, sql: &str) -> Vec<String> {
        let database = self.database().await;
        let texts = database.texts(sql).await;
        database.close().await;
        texts
    }

    async fn dump(&self) -> BTreeMap<String, Vec<String>> {
        let file = format!("sqlite://{}", self.folder.data().join("camket.sqlite").display());
        let store = Store::connect(self.url.as_ref().unwrap_or(&file)).await.unwrap();
        let dump = database_dump::dump_tables(&store).await;
        store.close().await.unwrap();
        dump
    }

    fn literal(&self, bytes: &[u8]) -> String {
        match self.url {
            None => format!("X'{}'", HEXLOWER.encode(bytes)),
            Some(_) => format!("'\\x{}'::bytea", HEXLOWER.encode(bytes)),
        }
    }

    /// Concerns of one contact, which is not bound to its row.
    async fn add_concerns(&self) {
        let sealed = Vault::new(&MasterSecret::new(FORMER)).seal(&SeededEntropy::new(5), CONTACT).sealed;
        let id = if self.url.is_some() { "gen_random_uuid()" } else { "randomblob(16)" };
        let sql = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CONCERNS}) \
             INSERT INTO concern (id, reference, category, text, place, contact, commune, province, state, \
             handler_name, note, created_at, version) \
             SELECT {id}, 'R' || i, 'other', 't', 'p', {}, '22750', '56', 'new', '', '', 0, 1 FROM n",
            self.literal(&sealed)
        );
        self.run_sql(&sql).await;
    }

    /// The contacts of all concerns as they are sealed, in hexadecimal.
    async fn list_contacts(&self) -> Vec<String> {
        let hex = if self.url.is_some() { "encode(contact, 'hex')" } else { "lower(hex(contact))" };
        self.list_texts(&format!("SELECT {hex} FROM concern WHERE contact IS NOT NULL")).await
    }
}

/// What the last line of a table says: rows read, and those that were sealed anew.
fn find_figures(out: &str, table: &str) -> (usize, usize) {
    let mut lines = out.lines().filter_map(|line| line.strip_prefix(table)?.strip_prefix(": "));
    let line = lines.next_back().unwrap_or_else(|| panic!("no line of {table}: {out}"));
    let figures: Vec<usize> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
    let [rows, changed] = figures[..] else { panic!("other figures: {line}") };
    (rows, changed)
}

/// Kills a change in the midst of a table. Returns the values of that table that are not sealed anew, and what it said.
async fn kill_change(registry: &Registry) -> (BTreeSet<String>, CommandOutput) {
    registry.add_concerns().await;
    let before: BTreeSet<String> = registry.list_contacts().await.into_iter().collect();
    let mut change = registry.rotate(&FORMER, &NEW).start();
    change.wait_for_output("concern: 10000 rows");
    let killed = change.kill();
    assert_eq!(killed.code, None, "it had ended before it was killed: {killed:#?}");
    (before, killed)
}

async fn count_left(registry: &Registry, former: &BTreeSet<String>) -> usize {
    registry.list_contacts().await.iter().filter(|contact| former.contains(*contact)).count()
}

/// Neither a node nor a command works, with either secret, and no other change begins.
fn check_half_way(registry: &Registry) {
    for secret in [FORMER, NEW] {
        for words in [&["keys", "list"][..], &["serve", "--listen", "127.0.0.1:0"]] {
            registry.camket(words, &secret).run().refused(&["is not finished", "camket secret rotate"]);
        }
        let doctor = registry.camket(&["doctor"], &secret).run();
        assert!(doctor.code == Some(1) && doctor.out.contains("is not finished"), "{doctor:#?}");
    }
    registry.rotate(&FORMER, &OTHER).run().refused(&["a change to another secret was begun"]);
    registry.rotate(&OTHER, &NEW).run().refused(&["the master secret is not the one"]);
}

/// Every contact opens with the new secret, and a node serves with it alone.
async fn check_new_secret(registry: &Registry) {
    let vault = Vault::new(&MasterSecret::new(NEW));
    let open = |contact: &String| {
        let sealed = HEXLOWER.decode(contact.as_bytes()).unwrap();
        vault.open(&SealedNumber { sealed, fingerprint: String::new(), last4: String::new() }).unwrap()
    };
    let contacts = registry.list_contacts().await;
    assert_eq!(contacts.iter().filter(|contact| open(contact) == CONTACT).count(), CONCERNS);
    registry.camket(&["keys", "list"], &FORMER).run().refused(&["the master secret is not the one"]);
    registry.camket(&["doctor"], &NEW).run().succeeded();
    let mut node = registry.camket(&["serve", "--listen", "127.0.0.1:0"], &NEW).start();
    assert_eq!(node.visitor().open("/readyz").status, 200);
    node.stop().succeeded();
}

async fn check_killed_change(registry: Registry) {
    let (former, killed) = kill_change(&registry).await;
    let left = count_left(&registry, &former).await;
    assert!(left > 0 && left < CONCERNS, "{left} are sealed under the former secret");
    check_half_way(&registry);
    assert_eq!(count_left(&registry, &former).await, left, "what was refused changed nothing");

    let done = registry.rotate(&FORMER, &NEW).run().succeeded();
    assert_eq!(find_figures(&done.out, "concern").1, left, "the others were done");
    assert!(done.out.contains("The master secret is changed.") && !done.out.contains("neither"), "{done:#?}");
    assert_eq!(count_left(&registry, &former).await, 0);
    check_new_secret(&registry).await;
    let again = registry.rotate(&FORMER, &NEW).run().succeeded();
    assert!(again.out.contains("under the new secret already"), "{again:#?}");

    // Another change opens every row of every table with the secret of the first.
    registry.run_sql("DELETE FROM concern WHERE text = 't'").await;
    let next = registry.rotate(&NEW, &OTHER).run().succeeded();
    assert!(!next.out.contains("neither"), "{next:#?}");
    assert_eq!(find_figures(&next.out, "concern").1, registry.list_contacts().await.len());
    for table in ["signing_key", "venue", "worker"] {
        let figures = find_figures(&next.out, table);
        assert_eq!(figures, find_figures(&killed.out, table), "{table}");
        assert!(figures.1 > 0, "{table} has sealed rows");
    }
}

#[tokio::test]
async fn a_killed_change_goes_on_on_sqlite() {
    check_killed_change(Registry::on_sqlite()).await;
}

#[tokio::test]
async fn a_killed_change_goes_on_on_postgres() {
    check_killed_change(Registry::on_postgres().await).await;
}

/// `beside`: the data folder from which the change is tried.
async fn check_running_node(registry: &Registry, beside: &TestFolder, words: &[&str]) {
    let mut node = registry.camket(&["serve", "--listen", "127.0.0.1:0"], &FORMER).start();
    let mut visitor = node.visitor();
    assert_eq!(visitor.open("/readyz").status, 200);
    let state = "SELECT CAST(value AS text) FROM setting WHERE key = 'master-secret'";
    let before = registry.list_texts(state).await;
    let try_to_rotate = || {
        let command = registry.configure(beside.camket(&["secret", "rotate"]), &FORMER);
        command.env(NEW_MASTER, BASE64.encode(&NEW)).run()
    };
    try_to_rotate().refused(words);
    assert_eq!(registry.list_texts(state).await, before, "nothing was begun");
    assert_eq!(visitor.open("/readyz").status, 200, "the node goes on");
    node.stop().succeeded();
    try_to_rotate().succeeded();
    registry.camket(&["keys", "list"], &NEW).run().succeeded();
}

#[tokio::test]
async fn a_node_that_runs_keeps_the_change_away_on_sqlite() {
    let registry = Registry::on_sqlite();
    check_running_node(&registry, &registry.folder, &["another camket already runs"]).await;
}

#[tokio::test]
async fn a_node_of_another_folder_keeps_the_change_away_on_postgres() {
    let (registry, beside) = (Registry::on_postgres().await, TestFolder::new());
    let words = ["others are connected to the database", "stop every camket"];
    check_running_node(&registry, &beside, &words).await;
}

/// Every way in which a secret might be written down.
fn list_spellings(secret: &[u8]) -> [String; 4] {
    let hex = HEXLOWER.encode(secret);
    [BASE64.encode(secret), BASE64URL_NOPAD.encode(secret), hex.to_uppercase(), hex]
}

async fn check_secrets(registry: Registry) {
    let before = registry.dump().await;
    let bare = || registry.camket(&["secret", "rotate"], &FORMER);
    let file = registry.folder.data().join("new.secret");
    fs::write(&file, BASE64.encode(&NEW)).unwrap();
    set_mode(&file, 0o644);
    let from_file = || bare().env("CAMKET_SECRETS__NEW_MASTER_SECRET_FILE", &file);
    let mut said = vec![
        registry.rotate(&OTHER, &NEW).run().refused(&["the master secret is not the one"]),
        registry.rotate(&FORMER, &FORMER).run().refused(&["the new secret is the present one"]),
        registry.rotate(&FORMER, &NEW[1..]).run().refused(&[NEW_MASTER, "not 32 bytes"]),
        bare().run().refused(&["the new secret is not given", "openssl rand -base64 32"]),
        from_file().run().refused(&["chmod 600"]),
        from_file().env(NEW_MASTER, BASE64.encode(&NEW)).run().refused(&["are both set"]),
    ];
    assert_eq!(registry.dump().await, before, "what is refused changes nothing");
    set_mode(&file, 0o600);
    said.push(from_file().run().succeeded());
    let rows: Vec<String> = registry.dump().await.into_values().flatten().collect();
    for secret in [FORMER, NEW, OTHER] {
        for text in list_spellings(&secret) {
            let mut everything = said.iter().flat_map(|said| [&said.out, &said.err]).chain(&rows);
            assert_eq!(everything.find(|line| line.contains(&text)), None, "{text}");
        }
    }
}

#[tokio::test]
async fn wrong_secrets_change_nothing_and_none_is_told_on_sqlite() {
    check_secrets(Registry::on_sqlite()).await;
}

#[tokio::test]
async fn wrong_secrets_change_nothing_and_none_is_told_on_postgres() {
    check_secrets(Registry::on_postgres().await).await;
}
