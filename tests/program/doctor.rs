//! `camket doctor`: its findings and its advice.

use std::fs;

use super::{
    folder::{Folder, empty_postgres, master_secret, mode, set_mode},
    process::{Camket, Outcome},
    register::Register,
};

impl Outcome {
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
    let folder = Folder::new();
    let fresh = folder.camket(&["doctor"]).run().well();
    assert!(fresh.out.contains("will be made at first start"), "{fresh:#?}");
    assert!(!folder.data().exists(), "it changes nothing");

    let mut camket = folder.serve().start();
    camket.site();
    let beside = folder.camket(&["doctor"]).run().well();
    assert!(beside.out.contains("reachable, schema up to date"), "{beside:#?}");
    camket.stop().well();
    assert_eq!(folder.camket(&["doctor"]).run().well().err, "");
}

#[test]
fn a_secret_that_others_can_read_is_mended_as_told() {
    let folder = Folder::new();
    folder.camket(&["migrate"]).run().well();
    let secret = folder.data().join("master.secret");
    set_mode(&secret, 0o644);
    folder.camket(&["doctor"]).run().found(&["mode 0644", &format!("chmod 600 {}", secret.display())]);
    folder.serve().run().refused(&["chmod 600"]);
    assert_eq!(mode(&secret), 0o644, "it is the operator who mends it");

    set_mode(&secret, 0o600);
    folder.camket(&["doctor"]).run().well();
}

#[test]
fn a_lost_or_damaged_secret_is_not_replaced() {
    let folder = Folder::new();
    folder.camket(&["migrate"]).run().well();
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
    folder.camket(&["doctor"]).run().well();
}

#[test]
fn a_database_that_cannot_be_reached_is_told() {
    let folder = Folder::new();
    let office = |command: Camket| {
        let url = "postgres://camket:hunter2@127.0.0.1:1/camket";
        command.with("DATABASE_URL", url).with("CAMKET_SECRETS__MASTER_SECRET", master_secret())
    };
    let said = office(folder.camket(&["doctor"])).run();
    let said = said.found(&["127.0.0.1:1/camket", "Is it running"]);
    assert!(!said.all().contains("hunter2"), "{said:?}");
    let said = office(folder.serve()).run().refused(&["127.0.0.1:1/camket", "camket doctor"]);
    assert!(!said.all().contains("hunter2"), "{said:?}");
}

#[tokio::test]
async fn a_postgres_that_is_empty_stays_so() {
    let (folder, url) = (Folder::new(), empty_postgres().await);
    let doctor = folder.camket(&["doctor"]).with("DATABASE_URL", &url);
    let said = doctor.with("CAMKET_SECRETS__MASTER_SECRET", master_secret()).run().well();
    assert!(said.out.contains("schema changes to come") && said.out.contains("camket migrate"), "{said:#?}");
    let tables = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
    assert_eq!(Register::open(&url).await.texts(tables).await, [""; 0], "it changes nothing");
}

#[test]
fn a_mistake_in_the_configuration_is_told_as_serve_tells_it() {
    let folder = Folder::new();
    folder.configure("[server]\npublic_ulr = \"https://camket.example.vn\"\n");
    folder.camket(&["doctor"]).run().found(&["public_url"]);
    let file = folder.configure("[server]\npublic_url = \"https://camket.example.vn\"\n");
    set_mode(&file, 0o644);
    let said = folder.camket(&["doctor"]).run().well();
    assert!(said.out.contains("chmod 600") && said.out.contains("https://camket.example.vn"), "{said:#?}");
}
