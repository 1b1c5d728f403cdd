//! `camket backup` and `camket restore`: a database that was put back is noticed, and what was published stays true.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::database::{ProgramDatabase, VALID};
use super::folder::{PUBLIC_URL, TestFolder, file_mode, master_secret, postgres_with_certificates};
use super::process::{CamketCommand, CommandOutput};
use super::visitor::Visitor;
use crate::support::waiting::LONGEST_WAIT;

pub(super) fn public(camket: CamketCommand) -> CamketCommand {
    camket.env(PUBLIC_URL.0, PUBLIC_URL.1)
}

/// Makes a backup; returns its folder.
fn back_up(camket: CamketCommand, below: &Path) -> PathBuf {
    let made = camket.word(below).run().succeeded();
    assert!(made.out.contains("opened and checked"), "{made:#?}");
    PathBuf::from(made.out.split_once(": ").expect("folder: figures").0)
}

pub(super) fn verdict(visitor: &mut Visitor, code: &str) -> String {
    let answer = visitor.open(&format!("/api/v1/verify/{code}"));
    serde_json::from_slice::<Value>(&answer.body).expect("JSON")["verdict"]
        .as_str()
        .expect("a verdict")
        .to_owned()
}

/// Waits until the node answers as expected.
#[track_caller]
pub(super) fn wait_for<T: PartialEq + std::fmt::Debug>(expected: &T, mut ask: impl FnMut() -> T) {
    let began = Instant::now();
    loop {
        let found = ask();
        if found == *expected {
            return;
        }
        assert!(began.elapsed() < LONGEST_WAIT, "{found:?} instead of {expected:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

async fn revoke(register: &ProgramDatabase, code: &str) {
    register
        .run(&format!(
            "UPDATE register_state SET sequence = sequence + 1; UPDATE certificate SET status = 'revoked', \
             changed = (SELECT sequence FROM register_state) WHERE code = '{code}'"
        ))
        .await;
}

/// Revokes a certificate; returns when look-ups and the published list know of it.
async fn revoke_and_wait_for_list(
    register: &ProgramDatabase,
    code: &str,
    list: &Path,
    visitor: &mut Visitor,
) {
    wait_for(&true, || list.exists());
    let before = fs::read(list).expect("published");
    revoke(register, code).await;
    wait_for(&"revoked".to_owned(), || verdict(visitor, code));
    // The list is signed a moment after look-ups know of the decision.
    wait_for(&true, || fs::read(list).expect("published") != before);
}

fn count_alarms(said: &CommandOutput) -> usize {
    // Not those of jobs that were at work at that moment, which name the same reason.
    let alarm = "the database was put back to an earlier state: nothing is written";
    said.err.lines().filter(|line| line.contains(alarm)).count()
}

/// As another tool does: over the file, without its logs.
fn put_back_by_hand(backup: &Path, data: &Path) {
    fs::copy(backup.join("camket.sqlite"), data.join("camket.sqlite")).expect("copied");
    for log in ["camket.sqlite-wal", "camket.sqlite-shm"] {
        fs::remove_file(data.join(log)).ok();
    }
}

#[tokio::test]
async fn a_backup_that_another_tool_put_back_is_noticed_and_worked_through() {
    let (folder, store) = (TestFolder::with_certificates(), TestFolder::new());
    let backup = back_up(public(folder.camket(&["backup"])), &store.data());
    assert_eq!(file_mode(&backup.join("camket.sqlite")), 0o600);
    let register = folder.database().await;
    let code = register.until(VALID).await;
    let mut node = public(folder.serve()).start();
    let mut visitor = node.visitor();
    wait_for(&"valid".to_owned(), || verdict(&mut visitor, &code));
    let list = folder.data().join("status-list.published");
    revoke_and_wait_for_list(&register, &code, &list, &mut visitor).await;
    drop(register);
    node.stop().succeeded();

    put_back_by_hand(&backup, &folder.data());
    let doctor = folder.camket(&["doctor"]).run();
    assert_eq!(doctor.code, Some(1), "{doctor:#?}");
    assert!(doctor.out.contains("FAIL  history") && doctor.out.contains("camket restore"), "{doctor:#?}");
    let mut node = public(folder.serve()).start();
    let mut visitor = node.visitor();
    assert_eq!(visitor.open("/readyz").status, 503);
    assert_eq!(verdict(&mut visitor, &code), "cannot_say");
    assert_eq!(verdict(&mut visitor, "01234-56784"), "cannot_say", "not 404");
    assert_eq!(visitor.open("/.well-known/camket/status-list").status, 503, "no list with a lower sequence");
    public(folder.camket(&["restore", "--decision", "12/QĐ"])).run().refused(&["already runs"]);
    let said = node.stop().succeeded();
    assert_eq!(count_alarms(&said), 1, "{said:#?}");
    public(folder.camket(&["keys", "rotate"])).run().refused(&["put back to an earlier state"]);
    let change = public(folder.camket(&["secret", "rotate"]));
    let change = change.env("CAMKET_SECRETS__NEW_MASTER_SECRET", master_secret());
    change.run().refused(&["put back to an earlier state", "`camket restore` comes first"]);

    let done = public(folder.camket(&["restore", "--decision", "12/QĐ"])).run().succeeded();
    assert!(done.out.contains("Epoch 2") && done.out.contains(": revoked, as published"), "{done:#?}");
    public(folder.camket(&["restore", "--decision", "12/QĐ"])).run().refused(&["nothing to work through"]);
    let mut node = public(folder.serve()).start();
    let mut visitor = node.visitor();
    assert_eq!(visitor.open("/readyz").status, 200);
    assert_eq!(verdict(&mut visitor, &code), "revoked");
    let published = visitor.open("/.well-known/camket/status-list");
    assert_eq!((published.status, published.body), (200, fs::read(list).unwrap()));
    node.stop().succeeded();
    folder.camket(&["doctor"]).run().succeeded();
}

#[tokio::test]
async fn a_backup_is_put_back_by_the_command_and_the_old_file_is_kept() {
    let (folder, store) = (TestFolder::with_certificates(), TestFolder::new());
    let backup = back_up(public(folder.camket(&["backup"])), &store.data());
    let register = folder.database().await;
    let code = register.until(VALID).await;
    revoke(&register, &code).await;
    drop(register);
    let restore = |words: &[&str]| {
        let command = public(folder.camket(&["restore"])).word(&backup);
        command.words(&["--decision", "12/QĐ"]).words(words).run()
    };
    restore(&[]).refused(&["no published status list is at hand"]);
    let damaged = store.data().join("damaged");
    fs::create_dir(&damaged).unwrap();
    for name in ["manifest.json", "camket.sqlite"] {
        fs::copy(backup.join(name), damaged.join(name)).unwrap();
    }
    let mut bytes = fs::read(damaged.join("camket.sqlite")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(damaged.join("camket.sqlite"), bytes).unwrap();
    let command = public(folder.camket(&["restore"])).word(&damaged);
    command.words(&["--decision", "12/QĐ", "--no-list"]).run().refused(&["not as it was backed up"]);
    let done = restore(&["--no-list"]).succeeded();
    assert!(done.out.contains("is in its place") && done.out.contains("check by hand"), "{done:#?}");
    assert!(folder.data().join("camket.sqlite.before-restore").exists());
    let register = folder.database().await;
    assert_eq!(register.texts(VALID).await, [code], "as in the backup");
    assert_eq!(register.count("restore").await, 1);
}

#[tokio::test]
async fn a_running_node_notices_that_its_file_was_replaced() {
    let (folder, store) = (TestFolder::with_certificates(), TestFolder::new());
    let backup = back_up(public(folder.camket(&["backup"])), &store.data());
    let code = folder.database().await.until(VALID).await;
    let mut node = public(folder.serve()).start();
    let mut visitor = node.visitor();
    assert_eq!((visitor.open("/readyz").status, verdict(&mut visitor, &code)), (200, "valid".to_owned()));
    fs::copy(backup.join("camket.sqlite"), folder.data().join("fresh")).unwrap();
    fs::rename(folder.data().join("fresh"), folder.data().join("camket.sqlite")).unwrap();
    // On a busy machine the page is 503 also while the database does not answer in time.
    wait_for(&"cannot_say".to_owned(), || verdict(&mut visitor, &code));
    wait_for(&503, || visitor.open("/readyz").status);
    let said = node.stop().succeeded();
    assert_eq!(count_alarms(&said), 1, "{said:#?}");
    assert!(said.err.contains("reason=\"file\""), "{said:#?}");
}

#[tokio::test]
async fn postgres_is_restored_under_a_running_node_which_goes_on() {
    let (folder, store, url) = (TestFolder::new(), TestFolder::new(), postgres_with_certificates().await);
    let other = TestFolder::new();
    let on_postgres = |camket: CamketCommand| {
        public(camket).env("DATABASE_URL", &url).env("CAMKET_SECRETS__MASTER_SECRET", master_secret())
    };
    let backup = back_up(on_postgres(folder.camket(&["backup"])), &store.data());
    let mut node = on_postgres(folder.serve()).start();
    let mut visitor = node.visitor();
    let list = folder.data().join("status-list.published");
    let register = ProgramDatabase::open(&url).await;
    let code = register.until(VALID).await;
    revoke_and_wait_for_list(&register, &code, &list, &mut visitor).await;
    drop(register);
    let command =
        on_postgres(other.camket(&["restore"])).word(&backup).words(&["--decision", "12/QĐ", "--list"]);
    let done = command.word(&list).run().succeeded();
    assert!(done.out.contains(": revoked, as published"), "{done:#?}");
    wait_for(&(200, "revoked".to_owned()), || (visitor.open("/readyz").status, verdict(&mut visitor, &code)));
    let marks = || fs::read_to_string(folder.data().join("marks.json")).unwrap();
    wait_for(&true, || marks().contains("\"epoch\":2"));
    node.stop().succeeded();
}

#[tokio::test]
async fn serve_makes_backups_by_itself_and_the_doctor_tells_their_age() {
    let (folder, store) = (TestFolder::new(), TestFolder::new());
    let scheduled = |camket: CamketCommand| public(camket).env("CAMKET_BACKUP__DIR", store.data());
    let before = scheduled(folder.camket(&["doctor"])).run().succeeded();
    assert!(before.out.contains("there is none in"), "{before:#?}");
    let mut node = scheduled(folder.serve()).start();
    // It hears signals from here on.
    node.site();
    node.wait_for_log("a backup was made and checked");
    node.stop().succeeded();
    let names: Vec<_> = fs::read_dir(store.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.len() == 1 && names[0].to_string_lossy().starts_with("camket-"), "{names:?}");
    let after = scheduled(folder.camket(&["doctor"])).run().succeeded();
    assert!(after.out.contains("is 0 hours old"), "{after:#?}");
}
