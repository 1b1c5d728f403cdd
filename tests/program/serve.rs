//! `camket serve`: from an empty folder to pages, on both databases.

use serde_json::Value;

use super::{
    database::ProgramDatabase,
    folder::{TestFolder, empty_postgres, file_mode, master_secret, set_mode},
    process::CamketCommand,
    visitor::Visitor,
};

/// `camket serve` on a PostgreSQL database.
fn on_postgres(folder: &TestFolder, url: &str) -> CamketCommand {
    folder.serve().env("DATABASE_URL", url).env("CAMKET_SECRETS__MASTER_SECRET", master_secret())
}

#[tokio::test]
async fn an_empty_folder_becomes_a_registry() {
    let folder = TestFolder::new();
    let mut camket = folder.serve().start();
    check_empty_registry(&mut camket.visitor(), &folder.database().await).await;
    assert_eq!(file_mode(&folder.data()), 0o700);
    assert_eq!(file_mode(&folder.data().join("master.secret")), 0o600);
    let first = std::fs::read(folder.data().join("master.secret")).unwrap();
    camket.stop().succeeded();

    let mut again = folder.serve().start();
    again.site();
    assert_eq!(std::fs::read(folder.data().join("master.secret")).unwrap(), first, "made once");
    assert_eq!(again.stop().succeeded().out, "", "logs go to stderr");
}

#[test]
fn the_database_is_private_in_a_folder_that_is_not() {
    let folder = TestFolder::new();
    std::fs::create_dir_all(folder.data()).unwrap();
    set_mode(&folder.data(), 0o755);
    let mut camket = folder.serve().start();
    camket.site();
    let rows = ["camket.sqlite", "camket.sqlite-wal", "camket.sqlite-shm"];
    for name in rows {
        assert_eq!(file_mode(&folder.data().join(name)), 0o600, "{name}");
    }
    camket.stop().succeeded();
}

#[tokio::test]
async fn an_empty_postgres_becomes_a_registry() {
    let (folder, url) = (TestFolder::new(), empty_postgres().await);
    let mut camket = on_postgres(&folder, &url).start();
    check_empty_registry(&mut camket.visitor(), &ProgramDatabase::open(&url).await).await;
    assert!(!folder.data().join("master.secret").exists(), "it is the operator's");
    assert!(!folder.data().join("camket.sqlite").exists());
    camket.stop().succeeded();
}

async fn check_empty_registry(visitor: &mut Visitor, register: &ProgramDatabase) {
    for path in ["/", "/healthz", "/readyz", "/log-in", "/sign-up"] {
        assert_eq!(visitor.open(path).status, 200, "{path}");
    }
    assert_eq!(visitor.open("/demo/mailbox").status, 404, "that is the demo's");
    for table in ["account", "agency", "venue"] {
        assert_eq!(register.count(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn migrate_makes_the_schema_and_stops() {
    let folder = TestFolder::new();
    for _ in 0..2 {
        let said = folder.camket(&["migrate"]).run().succeeded();
        assert!(said.out.contains("SQLite in") && said.out.contains("schema of this program"), "{said:?}");
    }
    assert_eq!(folder.database().await.count("account").await, 0);
    assert_eq!(file_mode(&folder.data().join("master.secret")), 0o600);
}

#[tokio::test]
async fn postgres_needs_a_master_secret_of_its_operator() {
    let (folder, url) = (TestFolder::new(), empty_postgres().await);
    let bare = folder.serve().env("DATABASE_URL", &url);
    bare.run().refused(&["openssl rand -base64 32", "CAMKET_SECRETS__MASTER_SECRET"]);
    let wrong = on_postgres(&folder, &url).env("CAMKET_SECRETS__MASTER_SECRET", "hunter2");
    let said = wrong.run().refused(&["32 bytes"]);
    assert!(!said.all().contains("hunter2"), "{said:?}");
}

#[tokio::test]
async fn nodes_that_start_at_once_share_one_fresh_postgres() {
    let url = empty_postgres().await;
    check_nodes_start(&url);
}

#[tokio::test]
async fn nodes_that_start_at_once_share_one_migrated_postgres() {
    let (folder, url) = (TestFolder::new(), empty_postgres().await);
    let migrate = folder.camket(&["migrate"]).env("DATABASE_URL", &url);
    migrate.env("CAMKET_SECRETS__MASTER_SECRET", master_secret()).run().succeeded();
    // No node waits for a migration now, so all fill the calendar at the same time.
    check_nodes_start(&url);
}

#[track_caller]
fn check_nodes_start(url: &str) {
    let folders = [(); 4].map(|()| TestFolder::new());
    let mut nodes = folders.each_ref().map(|folder| on_postgres(folder, url).start());
    for node in &mut nodes {
        assert_eq!(node.visitor().open("/readyz").status, 200);
    }
    for node in nodes {
        node.stop().succeeded();
    }
}

#[tokio::test]
async fn a_lost_database_is_reported_by_readyz() {
    let (folder, url) = (TestFolder::new(), empty_postgres().await);
    let mut camket = on_postgres(&folder, &url).start();
    let mut watcher = camket.visitor();
    assert_eq!(watcher.open("/readyz").status, 200);
    let (server, name) = url.rsplit_once('/').unwrap();
    let other = ProgramDatabase::open(&format!("{server}/postgres")).await;
    other.run(&format!("DROP DATABASE \"{name}\" WITH (FORCE)")).await;
    assert_eq!(watcher.open("/readyz").status, 503);
    assert_eq!(watcher.open("/healthz").status, 200, "the process itself is well");
    // The error is not the visitor's fault, and the page shows a request id.
    let page = watcher.open("/v/FH3AZ-N73DA");
    page.shows(503, &[page.header("x-request-id")]);
    assert!(!page.header("retry-after").is_empty());
    camket.stop().succeeded();
}

#[tokio::test]
async fn a_locked_database_is_busy_and_not_broken() {
    let folder = TestFolder::new();
    let mut camket = folder.serve().start();
    let mut visitor = camket.visitor();
    let other = folder.database().await;
    other.run("BEGIN IMMEDIATE").await;
    let fields = [("login", "an@example.vn"), ("password", "biển xanh Ninh Chử")];
    let answer = visitor.send("/log-in", &fields);
    answer.shows(503, &["Hệ thống đang bận", answer.header("x-request-id")]);
    assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    assert_eq!(visitor.open("/healthz").status, 200);
    other.run("ROLLBACK").await;
    visitor.send("/log-in", &fields).shows(422, &[]);
    let log = camket.stop().succeeded().err;
    assert!(log.contains("the database is busy") && !log.contains("a use case failed"), "{log}");
}

/// Starts the program, waits until it serves, and stops it.
fn serve_once(command: CamketCommand) {
    let mut camket = command.start();
    camket.site();
    camket.stop().succeeded();
}

#[tokio::test]
async fn below_the_reserve_nothing_is_written_and_reading_goes_on() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    serve_once(folder.serve());
    // More than any disk has.
    let mut camket = folder.serve().env("CAMKET_DATA__RESERVE_MB", "4294967295").start();
    let mut visitor = camket.visitor();
    let fields = [("login", "an@example.vn"), ("password", "biển xanh Ninh Chử")];
    visitor.send("/log-in", &fields).shows(503, &["Máy chủ sắp hết chỗ lưu", "Chưa có gì"]);
    visitor.open("/readyz").shows(503, &["Máy chủ sắp hết chỗ lưu"]);
    assert_eq!(visitor.open("/healthz").status, 200);
    assert_eq!(visitor.open("/v/FH3AZ-N73DA").status, 404, "looked up, and not in the register");
    assert_eq!(folder.database().await.count("throttle").await, 0, "nothing was written");
    camket.stop().succeeded();
    let doctor = folder.camket(&["doctor"]).env("CAMKET_DATA__RESERVE_MB", "4294967295");
    let said = doctor.run();
    assert!(said.out.contains("FAIL  disk") && said.out.contains("data.reserve_mb"), "{said:#?}");

    let mut again = folder.serve().start();
    let mut visitor = again.visitor();
    visitor.send("/log-in", &fields).shows(422, &[]);
    assert_eq!(visitor.open("/readyz").status, 200);
    again.stop().succeeded();
}

#[tokio::test]
async fn another_master_secret_is_refused_by_every_command() {
    let (folder, url) = (TestFolder::new(), empty_postgres().await);
    serve_once(on_postgres(&folder, &url));
    let other = data_encoding::BASE64.encode(&[8; 32]);
    let add = ["user", "add", "quantri@vidu.vn", "--role", "administrator", "--name", "Trị", "--area", "56"];
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"], &["keys", "list"], &add] {
        let command = folder.camket(words).env("DATABASE_URL", &url);
        let command = command.env("CAMKET_SECRETS__MASTER_SECRET", &other);
        command.run().refused(&["the master secret is not the one", "Put back the secret"]);
    }
    assert_eq!(ProgramDatabase::open(&url).await.count("account").await, 0);
    serve_once(on_postgres(&folder, &url));
}

#[tokio::test]
async fn a_database_without_a_fingerprint_is_known_by_its_keys() {
    let folder = TestFolder::new();
    serve_once(folder.serve());
    folder.database().await.run("DELETE FROM setting WHERE key = 'master-secret'").await;
    let secret = folder.data().join("master.secret");
    let own = std::fs::read(&secret).unwrap();
    std::fs::write(&secret, data_encoding::BASE64.encode(&[8; 32])).unwrap();
    folder.serve().run().refused(&["the master secret is not the one"]);
    std::fs::write(&secret, own).unwrap();
    serve_once(folder.serve());
    assert_eq!(folder.database().await.count("setting").await, 1, "recorded");
}

#[test]
fn one_server_per_folder() {
    let folder = TestFolder::new();
    let mut first = folder.serve().start();
    let mut visitor = first.visitor();
    folder.serve().run().refused(&["another camket already runs", "--data"]);
    assert_eq!(visitor.open("/readyz").status, 200);
    first.stop().succeeded();
    let mut next = folder.serve().start();
    next.site();
}

#[test]
fn a_taken_port_is_explained() {
    let (folder, other) = (TestFolder::new(), TestFolder::new());
    let mut first = folder.serve().start();
    let taken = first.site().replace("http://", "");
    other.camket(&["serve", "--listen", &taken]).run().refused(&[&taken, "--listen"]);
}

#[test]
fn a_request_is_found_in_the_log_by_the_id_on_its_page() {
    let folder = TestFolder::new();
    let mut camket = folder.serve().env("CAMKET_LOGGING__FORMAT", "json").start();
    let log = camket.wait_for_log("camket serves");
    let told: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let address = told.iter().find_map(|line| line["address"].as_str()).expect("where it serves");
    let page = Visitor::of(&format!("http://{address}")).open("/nowhere");
    let id = page.header("x-request-id");
    page.shows(404, &[id]);
    let log = camket.wait_for_log(id);
    let line: Value = serde_json::from_str(log.lines().find(|line| line.contains(id)).unwrap()).unwrap();
    assert_eq!((&line["path"], &line["status"]), (&"/nowhere".into(), &404.into()), "{line}");
    camket.stop().succeeded();
}
