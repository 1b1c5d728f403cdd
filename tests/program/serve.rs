//! `camket serve`: from an empty folder to pages, on both databases.

use serde_json::Value;

use super::{
    folder::{Folder, empty_postgres, master_secret, mode},
    process::Camket,
    register::Register,
    visitor::Visitor,
};

/// `camket serve` on a PostgreSQL database.
fn on_postgres(folder: &Folder, url: &str) -> Camket {
    folder.serve().with("DATABASE_URL", url).with("CAMKET_SECRETS__MASTER_SECRET", master_secret())
}

#[tokio::test]
async fn an_empty_folder_becomes_a_registry() {
    let folder = Folder::new();
    let mut camket = folder.serve().start();
    it_answers_and_is_empty(&mut camket.visitor(), &folder.register().await).await;
    assert_eq!(mode(&folder.data()), 0o700);
    assert_eq!(mode(&folder.data().join("master.secret")), 0o600);
    let first = std::fs::read(folder.data().join("master.secret")).unwrap();
    camket.stop().well();

    let mut again = folder.serve().start();
    again.site();
    assert_eq!(std::fs::read(folder.data().join("master.secret")).unwrap(), first, "made once");
    assert_eq!(again.stop().well().out, "", "logs go to stderr");
}

#[tokio::test]
async fn an_empty_postgres_becomes_a_registry() {
    let (folder, url) = (Folder::new(), empty_postgres().await);
    let mut camket = on_postgres(&folder, &url).start();
    it_answers_and_is_empty(&mut camket.visitor(), &Register::open(&url).await).await;
    assert!(!folder.data().join("master.secret").exists(), "it is the operator's");
    assert!(!folder.data().join("camket.sqlite").exists());
    camket.stop().well();
}

async fn it_answers_and_is_empty(visitor: &mut Visitor, register: &Register) {
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
    let folder = Folder::new();
    for _ in 0..2 {
        let said = folder.camket(&["migrate"]).run().well();
        assert!(said.out.contains("SQLite in") && said.out.contains("schema of this program"), "{said:?}");
    }
    assert_eq!(folder.register().await.count("account").await, 0);
    assert_eq!(mode(&folder.data().join("master.secret")), 0o600);
}

#[tokio::test]
async fn postgres_needs_a_master_secret_of_its_operator() {
    let (folder, url) = (Folder::new(), empty_postgres().await);
    let bare = folder.serve().with("DATABASE_URL", &url);
    bare.run().refused(&["openssl rand -base64 32", "CAMKET_SECRETS__MASTER_SECRET"]);
    let wrong = on_postgres(&folder, &url).with("CAMKET_SECRETS__MASTER_SECRET", "hunter2");
    let said = wrong.run().refused(&["32 bytes"]);
    assert!(!said.all().contains("hunter2"), "{said:?}");
}

#[tokio::test]
async fn nodes_that_start_at_once_share_one_fresh_postgres() {
    let url = empty_postgres().await;
    all_come_up(&url);
}

#[tokio::test]
async fn nodes_that_start_at_once_share_one_migrated_postgres() {
    let (folder, url) = (Folder::new(), empty_postgres().await);
    let migrate = folder.camket(&["migrate"]).with("DATABASE_URL", &url);
    migrate.with("CAMKET_SECRETS__MASTER_SECRET", master_secret()).run().well();
    // No node waits for a migration now, so all fill the calendar at the same time.
    all_come_up(&url);
}

#[track_caller]
fn all_come_up(url: &str) {
    let folders = [(); 4].map(|()| Folder::new());
    let mut nodes = folders.each_ref().map(|folder| on_postgres(folder, url).start());
    for node in &mut nodes {
        assert_eq!(node.visitor().open("/readyz").status, 200);
    }
    for node in nodes {
        node.stop().well();
    }
}

#[tokio::test]
async fn a_database_that_went_away_is_told_to_the_watcher() {
    let (folder, url) = (Folder::new(), empty_postgres().await);
    let mut camket = on_postgres(&folder, &url).start();
    let mut watcher = camket.visitor();
    assert_eq!(watcher.open("/readyz").status, 200);
    let (server, name) = url.rsplit_once('/').unwrap();
    let other = Register::open(&format!("{server}/postgres")).await;
    other.run(&format!("DROP DATABASE \"{name}\" WITH (FORCE)")).await;
    assert_eq!(watcher.open("/readyz").status, 503);
    assert_eq!(watcher.open("/healthz").status, 200, "the process itself is well");
    // The error is not the visitor's fault, and the page shows a request id.
    let page = watcher.open("/v/FH3AZ-N73DA");
    page.shows(500, &[page.header("x-request-id")]);
    camket.stop().well();
}

#[test]
fn one_process_a_folder() {
    let folder = Folder::new();
    let mut first = folder.serve().start();
    let mut visitor = first.visitor();
    folder.serve().run().refused(&["another camket already runs", "--data"]);
    assert_eq!(visitor.open("/readyz").status, 200);
    first.stop().well();
    let mut next = folder.serve().start();
    next.site();
}

#[test]
fn a_taken_port_is_explained() {
    let (folder, other) = (Folder::new(), Folder::new());
    let mut first = folder.serve().start();
    let taken = first.site().replace("http://", "");
    other.camket(&["serve", "--listen", &taken]).run().refused(&[&taken, "--listen"]);
}

#[test]
fn a_request_is_found_in_the_log_by_the_id_on_its_page() {
    let folder = Folder::new();
    let mut camket = folder.serve().with("CAMKET_LOGGING__FORMAT", "json").start();
    let log = camket.until_logged("camket serves");
    let told: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let address = told.iter().find_map(|line| line["address"].as_str()).expect("where it serves");
    let page = Visitor::of(&format!("http://{address}")).open("/nowhere");
    let id = page.header("x-request-id");
    page.shows(404, &[id]);
    let log = camket.until_logged(id);
    let line: Value = serde_json::from_str(log.lines().find(|line| line.contains(id)).unwrap()).unwrap();
    assert_eq!((&line["path"], &line["status"]), (&"/nowhere".into(), &404.into()), "{line}");
    camket.stop().well();
}
