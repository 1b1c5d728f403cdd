//! A database that does not answer: what is asked meanwhile is answered in time, and truly.

use std::time::{Duration, Instant};

use super::database::{ProgramDatabase, VALID};
use super::folder::{TestFolder, empty_postgres, master_secret, postgres_with_certificates};
use super::process::{CamketCommand, RunningCamket};
use super::visitor::{HttpResponse, Visitor};
use crate::inspect::network_proxy::NetworkProxy;
use crate::support::waiting::LONGEST_WAIT;

const PASSWORD: &str = "biển xanh ở Ninh Chữ";

fn with_database(camket: CamketCommand, url: &str) -> CamketCommand {
    camket.env("DATABASE_URL", url).env("CAMKET_SECRETS__MASTER_SECRET", master_secret())
}

/// A proxy before the server of `url`, and the address of the database behind it.
async fn start_proxy(url: &str) -> (NetworkProxy, String) {
    let (user, place) = url.split_once('@').expect("user@host");
    let (server, database) = place.split_once('/').expect("host/database");
    let proxy = NetworkProxy::start(server.parse().expect("an address")).await;
    let own = proxy.url().replace("http://", "");
    (proxy, format!("{user}@{own}/{}?sslmode=disable", database.split('?').next().unwrap_or(database)))
}

/// Opens a page; fails if the answer took longer.
#[track_caller]
fn open_within(visitor: &mut Visitor, path: &str, longest: Duration) -> HttpResponse {
    let began = Instant::now();
    let answer = visitor.open(path);
    assert!(began.elapsed() < longest, "{path} took {:?}", began.elapsed());
    answer
}

#[track_caller]
fn wait_for_status(visitor: &mut Visitor, path: &str, status: u16) {
    let began = Instant::now();
    while visitor.open(path).status != status {
        assert!(began.elapsed() < LONGEST_WAIT, "{path} is not {status}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn assert_told_in_time(desk: &mut Visitor, anybody: &mut Visitor, code: &str) {
    // What is allowed besides the limits of the program, on a machine that does much else.
    let slack = Duration::from_secs(1);
    for visitor in [&mut *desk, &mut *anybody] {
        open_within(visitor, &format!("/v/{code}"), Duration::from_secs(1) + slack).shows(200, &[]);
        let unknown = open_within(visitor, "/v/FH3AZ-N73DA", Duration::from_secs(2) + slack);
        assert_eq!(unknown.status, 503, "it cannot be said");
    }
    for path in ["/admin/settings", "/admin/outbox"] {
        let page = open_within(desk, path, Duration::from_secs(3) + slack);
        page.shows(503, &[page.header("x-request-id")]);
        assert!(page.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    }
    let began = Instant::now();
    assert_eq!(desk.send("/admin/settings", &[("version", "0")]).status, 503);
    assert!(began.elapsed() < Duration::from_secs(3) + slack, "{:?}", began.elapsed());
    let ready = open_within(anybody, "/readyz", Duration::from_secs(1) + slack);
    assert_eq!(ready.status, 503);
    assert!(!ready.header("retry-after").is_empty());
    assert_eq!(open_within(anybody, "/healthz", slack).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_does_not_answer_is_told_in_time() {
    let (folder, url) = (TestFolder::new(), postgres_with_certificates().await);
    let add = ["user", "add", "quantri@vidu.vn", "--role", "administrator", "--name", "Trị", "--area", "56"];
    with_database(folder.camket(&add).words(&["--password-stdin"]).stdin(PASSWORD), &url).run().succeeded();
    let code = ProgramDatabase::open(&url).await.until(VALID).await;
    let (proxy, address) = start_proxy(&url).await;
    let mut node = with_database(folder.serve(), &address)
        .env("CAMKET_SESSIONS__SECOND_FACTOR_OF_STAFF", "false")
        .start();
    let (mut desk, mut anybody) = (node.visitor(), node.visitor());
    desk.log_in("quantri@vidu.vn", PASSWORD);
    assert_eq!(desk.open("/admin/settings").status, 200, "logged in");
    for visitor in [&mut desk, &mut anybody] {
        visitor.open(&format!("/v/{code}")).shows(200, &[]);
    }

    proxy.hold_answers();
    assert_told_in_time(&mut desk, &mut anybody, &code);
    proxy.release_answers();
    wait_for_status(&mut desk, "/admin/settings", 200);
    wait_for_status(&mut anybody, "/readyz", 200);

    proxy.cut();
    assert_told_in_time(&mut desk, &mut anybody, &code);
    proxy.restore();
    wait_for_status(&mut desk, "/admin/settings", 200);
    wait_for_status(&mut anybody, "/readyz", 200);
    let said = node.stop().succeeded();
    assert!(!said.err.contains("a use case failed"), "{}", said.err);
}

/// The address on which a node answers while it waits.
fn find_waiting_address(node: &mut RunningCamket) -> String {
    let log = node.wait_for_log("answering meanwhile");
    let line = log.lines().find(|line| line.contains("answering meanwhile")).expect("just seen");
    let address = line.split_once("address=").expect("the log names the address").1;
    format!("http://{}", address.split_whitespace().next().expect("an address"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_waits_for_its_postgres() {
    let (folder, url) = (TestFolder::new(), empty_postgres().await);
    let (proxy, address) = start_proxy(&url).await;
    proxy.cut();
    let mut node = with_database(folder.serve(), &address).start();
    let site = find_waiting_address(&mut node);
    let mut visitor = Visitor::of(&site);
    assert_eq!(visitor.open("/healthz").status, 200);
    for path in ["/", "/readyz", "/v/FH3AZ-N73DA"] {
        let answer = visitor.open(path);
        assert_eq!(answer.status, 503, "{path}");
        assert!(!answer.header("retry-after").is_empty() && answer.header("connection") == "close");
    }
    visitor.open("/").shows(503, &["Hệ thống đang bận"]);
    assert!(node.log().contains("camket doctor"), "{}", node.log());
    proxy.restore();
    assert_eq!(node.site(), site, "on the same port");
    wait_for_status(&mut visitor, "/readyz", 200);
    visitor.open("/v/FH3AZ-N73DA").shows(404, &[]);
    node.stop().succeeded();
    let log = folder.camket(&["doctor"]);
    with_database(log, &url).run().succeeded();
}
