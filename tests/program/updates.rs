//! An update of the schema: all of it or nothing, and a copy of the database as it was.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::Value;

use super::folder::{PUBLIC_URL, TestFolder, create_private_folder, file_mode, master_secret};

/// Enough for the whole schema.
const MOST_KB: usize = 4_096;

/// `camket migrate`, which the system kills when it writes beyond so many kilobytes of a file.
fn migrate_within(folder: &TestFolder, kilobytes: usize) -> Option<i32> {
    let limit = format!("ulimit -c 0; ulimit -f {kilobytes}; exec \"$@\"");
    let mut shell = std::process::Command::new("bash");
    shell
        .args(["-c", &limit, "migrate", env!("CARGO_BIN_EXE_camket"), "migrate", "--data"])
        .arg(folder.data());
    shell.env_clear().output().expect("bash").status.code()
}

#[test]
fn a_program_that_is_killed_while_it_makes_the_schema_starts_again() {
    let mut killed = 0;
    let mut kilobytes = 8;
    while kilobytes <= MOST_KB {
        let folder = TestFolder::new();
        match migrate_within(&folder, kilobytes) {
            Some(0) => break,
            Some(code) => panic!("the program ended by itself with {code} at {kilobytes} kB"),
            None => killed += 1,
        }
        folder.camket(&["migrate"]).run().succeeded();
        let said = folder.camket(&["doctor"]).run().succeeded();
        assert!(said.out.contains("schema up to date"), "{said:#?}");
        kilobytes *= 2;
    }
    assert!(killed > 3 && kilobytes <= MOST_KB, "killed {killed} times, the last limit was {kilobytes} kB");
}

#[tokio::test]
async fn before_the_schema_changes_the_database_is_copied() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    let copy = folder.data().join("camket.sqlite.before-update");
    assert!(!copy.exists(), "there was nothing to keep");
    // As if one migration had not been there yet.
    let database = folder.database().await;
    database.run("ALTER TABLE coverage_mark DROP COLUMN commune").await;
    database.run("DELETE FROM seaql_migrations WHERE version = 'm20261129_000061_coverage_marks'").await;
    database.run("INSERT INTO setting VALUES ('note', '\"as it was\"')").await;
    let said = folder.camket(&["migrate"]).run().succeeded();
    assert!(
        said.err.contains("holds the database as it was") && said.err.contains("before-update"),
        "{said:#?}"
    );
    assert_eq!(file_mode(&copy), 0o600);
    assert!(holds(&copy, "as it was"));
    folder.camket(&["migrate"]).run().succeeded();
    assert!(holds(&copy, "as it was"), "nothing changed, so the copy stays");
}

fn holds(file: &Path, words: &str) -> bool {
    fs::read(file).unwrap().windows(words.len()).any(|part| part == words.as_bytes())
}

/// A registry of an earlier version, and what it holds.
struct EarlierRegistry {
    packed: &'static [u8],
    venues: i64,
    certificates: i64,
    events: i64,
    /// Short code, number and verdict of certificates that stay as they are.
    known: [(&'static str, &'static str, &'static str); 2],
}

const EARLIER: [EarlierRegistry; 1] = [EarlierRegistry {
    packed: include_bytes!("../fixtures/registry-310.sqlite.gz"),
    venues: 62,
    certificates: 39,
    events: 1373,
    known: [
        ("3AZK2-1PBA5", "KH-SNV-2026-000021", "revoked"),
        ("3K9DC-TKXC0", "KH-SNV-2026-000014", "superseded"),
    ],
}];

#[tokio::test]
async fn a_registry_of_an_earlier_version_is_updated_whole() {
    for earlier in EARLIER {
        let folder = TestFolder::new();
        create_private_folder(&folder.data());
        let mut file = Vec::new();
        GzDecoder::new(earlier.packed).read_to_end(&mut file).unwrap();
        fs::write(folder.data().join("camket.sqlite"), file).unwrap();
        let database = folder.database().await;
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'seaql_migrations'";
        let mut before = Vec::new();
        for table in database.texts(tables).await {
            before.push((database.count(&table).await, table));
        }
        let counted = |table: &str| before.iter().find(|(_, name)| name == table).map(|(count, _)| *count);
        assert_eq!(counted("venue"), Some(earlier.venues));
        assert_eq!(counted("certificate"), Some(earlier.certificates));
        assert_eq!(counted("audit_leaf"), Some(earlier.events));

        let in_place = |words: &[&str]| {
            let camket = folder.camket(words).env("CAMKET_SECRETS__MASTER_SECRET", master_secret());
            camket.env(PUBLIC_URL.0, PUBLIC_URL.1)
        };
        in_place(&["migrate"]).run().succeeded();
        for (count, table) in &before {
            assert_eq!(database.count(table).await, *count, "{table}");
        }
        database.close().await;
        let log = in_place(&["audit", "verify"]).run().succeeded();
        assert!(log.out.contains(&format!("events: {}", earlier.events)), "{log:#?}");
        let said = in_place(&["doctor"]).run();
        assert!(said.out.contains("schema up to date"), "{said:#?}");

        let mut node = in_place(&["serve", "--listen", "127.0.0.1:0"]).start();
        let mut visitor = node.visitor();
        for (code, number, verdict) in earlier.known {
            let answer = visitor.open(&format!("/api/v1/verify/{code}"));
            let answer: Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(
                (&answer["number"], &answer["verdict"]),
                (&number.into(), &verdict.into()),
                "{answer}"
            );
        }
        node.stop().succeeded();
    }
}
