//! `camket audit`: the log is exported, checked by a stranger with public files, proved event by event, and kept by a server.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::folder::TestFolder;
use super::process::{CamketCommand, CommandOutput};
use crate::support::waiting::LONGEST_WAIT;

const PUBLIC_URL: &str = "https://camket.example.vn";

fn audit(folder: &TestFolder, words: &[&str]) -> CommandOutput {
    folder.camket(&[&["audit"][..], words].concat()).env("CAMKET_SERVER__PUBLIC_URL", PUBLIC_URL).run()
}

/// Checks the exit code and the first line.
#[track_caller]
fn says(outcome: &CommandOutput, code: i32, verdict: &str) {
    let first = outcome.out.lines().next().unwrap_or_default();
    assert_eq!((outcome.code, first), (Some(code), verdict), "{outcome:#?}");
}

fn add_users(folder: &TestFolder, count: usize) {
    for number in 0..count {
        let login = format!("quantri{number}@vidu.vn");
        let add = ["user", "add", &login, "--role", "administrator", "--name", "Trị", "--area", "56"];
        folder.camket(&add).run().succeeded();
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a Unicode path")
}

#[test]
fn a_stranger_checks_an_export_and_a_proof_with_public_files() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    add_users(&folder, 3);
    let data = folder.data();
    let (export, keys, kept) = (data.join("log.txt"), data.join("keys"), data.join("kept.txt"));
    let exported = audit(&folder, &["export", text(&export)]);
    assert!(exported.clone().succeeded().out.ends_with("events\n"), "{exported:#?}");
    audit(&folder, &["keys", text(&keys)]).succeeded();
    assert!(fs::read_to_string(&keys).unwrap().starts_with("camket.example.vn/audit/1+"));
    let lines = fs::read_to_string(&export).unwrap();
    fs::write(&kept, lines.split_once("\n\n").expect("a checkpoint at the end").1).unwrap();

    // Without the registry's folder.
    let stranger = |words: &[&str]| {
        let command = CamketCommand::new(&["audit", "verify"]).words(words);
        command.word("--keys").word(&keys).run()
    };
    says(&stranger(&[text(&export)]), 0, "intact");
    says(&stranger(&[text(&export), "--checkpoint", text(&kept)]), 0, "intact");
    let note = fs::read_to_string(&kept).unwrap();
    let printed = note.lines().take(3).collect::<Vec<_>>().join(" ");
    says(&stranger(&[text(&export), "--printed", &printed]), 0, "intact");
    let other = printed.rsplit_once(' ').expect("three words").0.to_owned() + " " + &"A".repeat(43) + "=";
    says(&stranger(&[text(&export), "--printed", &other]), 14, "log_rehashed");
    assert_eq!(stranger(&[text(&export), "--printed", "17 x"]).code, Some(1));
    let forged = data.join("forged.txt");
    fs::write(&forged, lines.replacen("\"name\":\"\"", "\"name\":\"A\"", 1)).unwrap();
    says(&stranger(&[text(&forged)]), 10, "row_changed");
    fs::write(&forged, lines.replacen("camket.example.vn/audit/1\n", "camket.example.vn/audit/2\n", 1))
        .unwrap();
    says(&stranger(&[text(&forged)]), 16, "not_signed");

    let event = lines.split("\"id\":\"").nth(1).and_then(|rest| rest.get(..36)).expect("an id");
    let proof = data.join("event.tlog-proof");
    audit(&folder, &["prove", event, text(&proof)]).succeeded();
    let proved = stranger(&[text(&proof)]);
    says(&proved, 0, "intact");
    assert!(proved.out.contains(event), "{proved:#?}");
    let other = fs::read_to_string(&proof).unwrap().replacen("index 0", "index 1", 1);
    fs::write(&forged, other).unwrap();
    says(&stranger(&[text(&forged)]), 17, "not_included");
    for wrong in [&["prove", "x"][..], &["prove", "00000000-0000-7000-8000-000000000000"]] {
        assert_eq!(audit(&folder, wrong).code, Some(1), "{wrong:?}");
    }
    assert_eq!(CamketCommand::new(&["audit", "verify", text(&export)]).run().code, Some(2), "without a key");
}

#[tokio::test]
async fn what_is_done_to_the_database_is_named() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    add_users(&folder, 3);
    let data = folder.data();
    let (export, kept) = (data.join("log.txt"), data.join("kept.txt"));
    audit(&folder, &["export", text(&export)]).succeeded();
    let lines = fs::read_to_string(&export).unwrap();
    fs::write(&kept, lines.split_once("\n\n").expect("a checkpoint at the end").1).unwrap();
    let verify = || audit(&folder, &["verify", "--checkpoint", text(&kept)]);
    says(&verify(), 0, "intact");
    audit(&folder, &["new-key"]).succeeded();
    audit(&folder, &["export", text(&export)]).succeeded();
    says(&verify(), 0, "intact");
    let database = folder.database().await;
    database
        .run(
            "DROP TRIGGER audit_event_no_update; UPDATE audit_event SET note = 'x' WHERE id = \
                  (SELECT event_id FROM audit_leaf WHERE number = 1)",
        )
        .await;
    database.close().await;
    says(&verify(), 10, "row_changed");
}

#[tokio::test]
async fn a_server_keeps_the_log_and_publishes_checkpoints() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    add_users(&folder, 2);
    let mut server = folder.serve().start();
    let mut visitor = server.visitor();
    let began = Instant::now();
    let note = loop {
        let answer = visitor.open("/.well-known/camket/checkpoint");
        if answer.status == 200 {
            break String::from_utf8(answer.body).expect("a text");
        }
        assert!(began.elapsed() < LONGEST_WAIT, "no checkpoint");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert!(note.contains("/audit/1\n") && note.contains("\u{2014} "), "{note}");
    server.stop().succeeded();
}
