//! `camket backup --recipient`: only a private key of age opens such a backup; it is kept and restored as any other.

use std::fs;
use std::path::{Path, PathBuf};

use camket_credential::age::Identity;

use super::database::{ProgramDatabase, VALID};
use super::folder::{TestFolder, file_mode, master_secret, postgres_with_certificates};
use super::process::CamketCommand;
use super::restore::{public, verdict, wait_for};

/// Two private keys of operators, and a stranger's, as files.
struct IdentityFiles {
    folder: TestFolder,
    first: Identity,
    second: Identity,
}

impl IdentityFiles {
    fn new() -> Self {
        let folder = TestFolder::new();
        let (first, second) = (Identity::from_bytes([3; 32]), Identity::from_bytes([4; 32]));
        fs::create_dir(folder.data()).expect("our own folder");
        for (name, identity) in
            [("first", &first), ("second", &second), ("other", &Identity::from_bytes([5; 32]))]
        {
            let text = format!("# public key: {}\n{}\n", identity.recipient(), identity.reveal());
            fs::write(folder.data().join(name), text).expect("our own folder");
        }
        Self { folder, first, second }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.data().join(name)
    }

    fn as_flags(&self) -> [String; 2] {
        [&self.first, &self.second].map(|identity| format!("--recipient={}", identity.recipient()))
    }
}

/// Makes a backup for both recipients; returns its folder. Nothing plain stays anywhere.
fn back_up(camket: CamketCommand, below: &Path, keys: &IdentityFiles, data: &Path) -> PathBuf {
    let [first, second] = keys.as_flags();
    let made = public(camket).word(below).word(first).word(second).run().succeeded();
    assert!(
        made.out.contains("encrypted for 2 recipients") && made.out.contains("before it was encrypted"),
        "{made:#?}"
    );
    let folder = PathBuf::from(made.out.split_once(": ").expect("folder: figures").0);
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert!(names.len() == 2 && names[0].to_string_lossy().ends_with(".age"), "{names:?}");
    let bytes = fs::read(folder.join(&names[0])).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> X25519 "));
    assert_eq!(file_mode(&folder.join(&names[0])), 0o600);
    assert!(!data.join("backup-copy").exists());
    folder
}

fn verify(camket: CamketCommand, backup: &Path) -> CamketCommand {
    camket.word("--verify").word(backup)
}

/// A copy of a backup with a change to its encrypted file.
fn copy_changed(backup: &Path, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let copy = backup.with_file_name(name);
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(backup).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    let file = fs::read_dir(&copy).unwrap().map(|entry| entry.unwrap().path());
    let file = file.into_iter().find(|path| path.extension().is_some_and(|end| end == "age")).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    change(&mut bytes);
    fs::write(file, bytes).unwrap();
    copy
}

fn cut(backup: &Path) -> PathBuf {
    copy_changed(backup, "cut", |bytes| bytes.truncate(bytes.len() / 2))
}

fn damage(backup: &Path) -> PathBuf {
    copy_changed(backup, "damaged", |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    })
}

#[tokio::test]
async fn an_encrypted_backup_is_restored_and_serves_the_same_verdict() {
    let (folder, store, keys) = (TestFolder::with_certificates(), TestFolder::new(), IdentityFiles::new());
    let backup = back_up(folder.camket(&["backup"]), &store.data(), &keys, &folder.data());
    let code = folder.database().await.until(VALID).await;
    let elsewhere = TestFolder::new();
    let unopened = verify(elsewhere.camket(&["backup"]), &backup).run().succeeded();
    assert!(unopened.out.contains("it was not opened"), "{unopened:#?}");
    let opened = verify(elsewhere.camket(&["backup"]), &backup).word("--identity").word(keys.path("second"));
    let opened = opened.run().succeeded();
    assert!(opened.out.contains("opens: "), "{opened:#?}");
    assert!(!elsewhere.data().join("master.secret").exists(), "it needs no secret");

    let restore = |backup: &Path, identity: Option<&str>| {
        let command =
            public(folder.camket(&["restore"])).word(backup).words(&["--decision", "12/QĐ", "--no-list"]);
        identity
            .into_iter()
            .fold(command, |command, name| command.word("--identity").word(keys.path(name)))
            .run()
    };
    restore(&backup, None).refused(&["is encrypted", "--identity FILE", "age1"]);
    restore(&backup, Some("other")).refused(&["encrypted for others"]);
    restore(&cut(&backup), Some("first")).refused(&["was cut off"]);
    restore(&damage(&backup), Some("first")).refused(&["not as it was backed up"]);
    assert_eq!(folder.database().await.count("restore").await, 0, "the database is as it was");
    let done = restore(&backup, Some("first")).succeeded();
    assert!(done.out.contains("is in its place"), "{done:#?}");
    assert_eq!(file_mode(&folder.data().join("camket.sqlite")), 0o600);
    let mut node = public(folder.serve()).start();
    let mut visitor = node.visitor();
    wait_for(&"valid".to_owned(), || verdict(&mut visitor, &code));
    node.stop().succeeded();
}

#[tokio::test]
async fn an_encrypted_backup_of_postgres_is_restored_and_serves_the_same_verdict() {
    let (folder, store, keys) = (TestFolder::new(), TestFolder::new(), IdentityFiles::new());
    let url = postgres_with_certificates().await;
    let on_postgres = |camket: CamketCommand| {
        public(camket).env("DATABASE_URL", &url).env("CAMKET_SECRETS__MASTER_SECRET", master_secret())
    };
    let backup = back_up(on_postgres(folder.camket(&["backup"])), &store.data(), &keys, &folder.data());
    let register = ProgramDatabase::open(&url).await;
    let code = register.until(VALID).await;
    let opened =
        verify(TestFolder::new().camket(&["backup"]), &backup).word("--identity").word(keys.path("first"));
    opened.run().succeeded();
    let restore = |backup: &Path, identity: &str| {
        let command = on_postgres(folder.camket(&["restore"])).word(backup);
        let command = command.words(&["--decision", "12/QĐ", "--no-list", "--identity"]);
        command.word(keys.path(identity)).run()
    };
    restore(&backup, "other").refused(&["encrypted for others"]);
    restore(&cut(&backup), "first").refused(&["was cut off"]);
    restore(&damage(&backup), "first").refused(&["not as it was backed up"]);
    // Without a published list the register is what it was at the time of the backup.
    register.run(&format!("UPDATE certificate SET status = 'revoked' WHERE code = '{code}'")).await;
    drop(register);
    restore(&backup, "second").succeeded();
    assert!(!folder.data().join("backup-copy").exists());
    let mut node = on_postgres(folder.serve()).start();
    let mut visitor = node.visitor();
    wait_for(&"valid".to_owned(), || verdict(&mut visitor, &code));
    node.stop().succeeded();
}

#[test]
fn a_wrong_recipient_is_refused_in_words_and_a_private_key_is_not_repeated() {
    let (folder, store, keys) = (TestFolder::with_certificates(), TestFolder::new(), IdentityFiles::new());
    let try_with = |recipient: &str| {
        public(folder.camket(&["backup"])).word(store.data()).word(format!("--recipient={recipient}")).run()
    };
    let good = keys.first.recipient().to_string();
    let mistyped = format!("{}{}", &good[..61], if good.ends_with('q') { 'p' } else { 'q' });
    try_with("me@example.vn").refused(&["begins with age1"]);
    try_with(&mistyped).refused(&["is mistyped"]);
    try_with("ssh-ed25519 AAAA").refused(&["cannot be used"]);
    let private = try_with(&keys.first.reveal()).refused(&["this is a private key"]);
    assert!(!private.all().contains("AGE-SECRET-KEY-1"), "{private:#?}");
    let configured = public(folder.camket(&["backup"])).env("CAMKET_BACKUP__RECIPIENTS", keys.first.reveal());
    let configured =
        configured.word(store.data()).run().refused(&["CAMKET_BACKUP__RECIPIENTS", "this is a private key"]);
    assert!(!configured.all().contains("AGE-SECRET-KEY-1"), "{configured:#?}");
    assert!(!store.data().exists(), "nothing was made");
    let backup = back_up(folder.camket(&["backup"]), &store.data(), &keys, &folder.data());
    let no_key =
        verify(folder.camket(&["backup"]), &backup).word("--identity").word(backup.join("manifest.json"));
    no_key.run().refused(&["begins with AGE-SECRET-KEY-1"]);
}

#[tokio::test]
async fn serve_encrypts_to_the_recipients_of_the_configuration() {
    let (folder, store, keys) = (TestFolder::new(), TestFolder::new(), IdentityFiles::new());
    let recipients = format!("{},{}", keys.first.recipient(), keys.second.recipient());
    let scheduled = |camket: CamketCommand| {
        let camket = public(camket).env("CAMKET_BACKUP__DIR", store.data());
        camket.env("CAMKET_BACKUP__RECIPIENTS", &recipients)
    };
    // As a crash leaves it.
    let remains = folder.data().join("backup-copy");
    super::folder::create_private_folder(&folder.data());
    fs::create_dir(&remains).unwrap();
    fs::write(remains.join("camket.sqlite"), "rows").unwrap();
    let mut node = scheduled(folder.serve()).start();
    node.site();
    node.wait_for_log("a backup was made and checked");
    node.stop().succeeded();
    assert!(!remains.exists());
    let after = scheduled(folder.camket(&["doctor"])).run().succeeded();
    assert!(after.out.contains("is 0 hours old (encrypted"), "{after:#?}");
    let names: Vec<_> = fs::read_dir(store.data()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(names.len() == 1 && names[0].join("camket.sqlite.age").exists(), "{names:?}");
}

#[test]
fn encrypted_backups_are_kept_by_the_same_rule() {
    let (folder, store, keys) = (TestFolder::with_certificates(), TestFolder::new(), IdentityFiles::new());
    let below = store.data();
    let first = back_up(folder.camket(&["backup"]), &below, &keys, &folder.data());
    let age = |from: &Path, name: &str| {
        fs::create_dir(below.join(name)).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), below.join(name).join(entry.file_name())).unwrap();
        }
    };
    for name in ["camket-20200106T010000Z", "camket-20200106T020000Z", "camket-20200107T010000Z"] {
        age(&first, name);
    }
    fs::remove_dir_all(&first).unwrap();
    let rule = folder.camket(&["backup"]).env("CAMKET_BACKUP__DAILY", "2").env("CAMKET_BACKUP__WEEKLY", "2");
    let made = public(rule).word(&below).run().succeeded();
    assert!(made.out.contains("2 older backups are removed"), "{made:#?}");
    let mut kept: Vec<_> = fs::read_dir(&below).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    kept.sort();
    assert!(kept.len() == 2 && kept[0] == "camket-20200107T010000Z", "{kept:?}");
}
