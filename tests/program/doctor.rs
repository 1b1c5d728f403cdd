//! `camket doctor`: its findings and its advice.

use std::fs;

use super::{
    database::ProgramDatabase,
    folder::{TestFolder, empty_postgres, file_mode, master_secret, set_mode},
    process::{CamketCommand, CommandOutput},
};

impl CommandOutput {
    /// Fails unless the doctor reported a failure and each of these words is on a line of one.
    #[track_caller]
    fn found(self, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(1), "{self:#?}");
        for word in words {
            let mut wrong = self.out.lines().filter(|line| line.starts_with("FAIL"));
            assert!(wrong.any(|line| line.contains(word)), "“{word}” was expected: {self:#?}");
        }
        assert!(self.out.contains("It will not work"), "{self:#?}");
        self
    }
}

#[test]
fn a_folder_that_was_served_is_well() {
    let folder = TestFolder::new();
    let fresh = folder.camket(&["doctor"]).run().succeeded();
    assert!(fresh.out.contains("will be made at first start"), "{fresh:#?}");
    assert!(!folder.data().exists(), "it changes nothing");

    let mut camket = folder.serve().start();
    camket.site();
    let beside = folder.camket(&["doctor"]).run().succeeded();
    assert!(beside.out.contains("reachable, schema up to date"), "{beside:#?}");
    camket.stop().succeeded();
    assert_eq!(folder.camket(&["doctor"]).run().succeeded().err, "");
}

#[test]
fn what_a_registry_lacks_is_told_for_each_area() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    let said = folder.camket(&["doctor"]).run().succeeded();
    assert!(said.out.contains("no administrator can log in yet"), "{said:#?}");
    let add = ["user", "add", "quantri@vidu.vn", "--role", "administrator", "--name", "Trị", "--area", "56"];
    folder.camket(&add).run().succeeded();
    let said = folder.camket(&["doctor"]).run().succeeded();
    for words in ["area 56: 65 communes have no agency", "no approver can log in", "/admin/start"] {
        assert!(said.out.contains(words), "“{words}” was expected: {said:#?}");
    }
}

#[test]
fn damaged_pages_and_another_master_secret_are_found() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    let well = folder.camket(&["doctor"]).run().succeeded();
    assert!(well.out.contains("no damage found") && well.out.contains("MB free"), "{well:#?}");
    let secret = folder.data().join("master.secret");
    let own = fs::read(&secret).unwrap();
    fs::write(&secret, data_encoding::BASE64.encode(&[8; 32])).unwrap();
    folder.camket(&["doctor"]).run().found(&["the master secret is not the one"]);
    fs::write(&secret, own).unwrap();
    let file = folder.data().join("camket.sqlite");
    let mut pages = fs::read(&file).unwrap();
    let middle = pages.len() / 2 / 4096 * 4096;
    pages[middle..middle + 3 * 4096].fill(0xa5);
    fs::write(&file, pages).unwrap();
    folder.camket(&["doctor"]).run().found(&["put back the last backup"]);
}

#[tokio::test]
async fn a_value_that_does_not_open_is_found() {
    let folder = TestFolder::with_certificates();
    let well = folder.camket(&["doctor"]).run();
    assert!(well.out.contains("rows were opened") && !well.out.contains("FAIL"), "{well:#?}");
    let register = folder.database().await;
    register
        .run("UPDATE worker SET number_sealed = zeroblob(40) WHERE id = (SELECT id FROM worker ORDER BY id LIMIT 1)")
        .await;
    folder.camket(&["doctor"]).run().found(&["1 of", "in worker", "put back the last backup"]);
}

#[test]
fn a_secret_that_others_can_read_is_mended_as_told() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    let secret = folder.data().join("master.secret");
    set_mode(&secret, 0o644);
    folder.camket(&["doctor"]).run().found(&["mode 0644", &format!("chmod 600 {}", secret.display())]);
    folder.serve().run().refused(&["chmod 600"]);
    assert_eq!(file_mode(&secret), 0o644, "it is the operator who mends it");

    set_mode(&secret, 0o600);
    folder.camket(&["doctor"]).run().succeeded();
}

#[test]
fn a_lost_or_damaged_secret_is_not_replaced() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    let secret = folder.data().join("master.secret");
    let kept = fs::read(&secret).unwrap();
    fs::remove_file(&secret).unwrap();
    folder.camket(&["doctor"]).run().found(&["put the secret back"]);
    folder.serve().run().refused(&["put the secret back"]);
    assert!(!secret.exists());
    fs::write(&secret, "c2hvcnQ=\n").unwrap();
    set_mode(&secret, 0o600);
    folder.camket(&["doctor"]).run().found(&["damaged"]);
    fs::write(&secret, kept).unwrap();
    folder.camket(&["doctor"]).run().succeeded();
}

#[test]
fn a_database_that_cannot_be_reached_is_told() {
    let folder = TestFolder::new();
    let office = |command: CamketCommand| {
        let url = "postgres://camket:hunter2@127.0.0.1:1/camket";
        command.env("DATABASE_URL", url).env("CAMKET_SECRETS__MASTER_SECRET", master_secret())
    };
    let said = office(folder.camket(&["doctor"])).run();
    let said = said.found(&["127.0.0.1:1/camket", "Is it running"]);
    assert!(!said.all().contains("hunter2"), "{said:?}");
    // It may come up: the server waits, and a command says so at once.
    let mut waiting = office(folder.serve()).start();
    let log = waiting.wait_for_log("waiting for the database");
    assert!(log.contains("127.0.0.1:1/camket") && log.contains("camket doctor"), "{log}");
    assert!(!log.contains("hunter2"), "{log}");
    waiting.kill();
    let said = office(folder.camket(&["migrate"])).run().refused(&["127.0.0.1:1/camket", "camket doctor"]);
    assert!(!said.all().contains("hunter2"), "{said:?}");
}

#[tokio::test]
async fn a_postgres_that_is_empty_stays_so() {
    let (folder, url) = (TestFolder::new(), empty_postgres().await);
    let doctor = folder.camket(&["doctor"]).env("DATABASE_URL", &url);
    let said = doctor.env("CAMKET_SECRETS__MASTER_SECRET", master_secret()).run().succeeded();
    assert!(said.out.contains("schema changes to come") && said.out.contains("camket migrate"), "{said:#?}");
    let tables = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
    assert_eq!(ProgramDatabase::open(&url).await.texts(tables).await, [""; 0], "it changes nothing");
}

#[test]
fn a_mistake_in_the_configuration_is_told_as_serve_tells_it() {
    let folder = TestFolder::new();
    folder.configure("[server]\npublic_ulr = \"https://camket.example.vn\"\n");
    folder.camket(&["doctor"]).run().found(&["public_url"]);
    let file = folder.configure("[server]\npublic_url = \"https://camket.example.vn\"\n");
    set_mode(&file, 0o644);
    let said = folder.camket(&["doctor"]).run().succeeded();
    assert!(said.out.contains("chmod 600") && said.out.contains("https://camket.example.vn"), "{said:#?}");
}
