//! An update of the schema: all of it or nothing, and a copy of the database as it was.

use std::fs;
use std::path::Path;

use super::folder::{TestFolder, file_mode};

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
