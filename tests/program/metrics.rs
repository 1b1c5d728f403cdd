//! Figures for a monitor: on an address of their own, off by default, behind a token, and named in the rules of alarms.

use std::collections::BTreeSet;

use super::folder::TestFolder;
use super::process::{CamketCommand, RunningCamket};
use super::visitor::Visitor;

const TOKEN: &str = "what the monitor knows";
const ALARMS: &str = include_str!("../../packaging/prometheus/alarms.yml");
const GUIDE: &str = include_str!("../../docs/operations.md");

fn with_metrics(camket: CamketCommand) -> CamketCommand {
    camket.env("CAMKET_METRICS__LISTEN", "127.0.0.1:0")
}

/// The address of the figures.
fn find_monitor(node: &mut RunningCamket) -> String {
    let log = node.wait_for_log("figures are served");
    let line = log.lines().find(|line| line.contains("figures are served")).expect("just seen");
    let address = line.split_once("address=").expect("the log names the address").1;
    format!("http://{}", address.split_whitespace().next().expect("an address"))
}

/// The value of the sample with this name and these labels.
#[track_caller]
fn read_value(text: &str, sample: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{sample} is missing: {text}")).trim().parse().expect("a number")
}

/// The names of figures in a text.
fn list_names(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '_';
    let words = text.split(|c: char| !is_part(c));
    // A package's file is `camket_VERSION…`.
    words.filter(|word| word.starts_with("camket_") && *word != "camket_").map(str::to_owned).collect()
}

#[tokio::test]
async fn figures_are_those_of_the_node() {
    let (folder, backups) = (TestFolder::with_certificates(), TestFolder::new());
    folder.camket(&["backup"]).word(backups.data()).run().succeeded();
    let node = with_metrics(folder.serve()).env("CAMKET_BACKUP__DIR", backups.data());
    let mut node = node.env("CAMKET_METRICS__TOKEN", TOKEN).start();
    let monitor = find_monitor(&mut node);
    let mut visitor = node.visitor();
    let code = folder.database().await.until("SELECT code FROM certificate LIMIT 1").await;
    for _ in 0..3 {
        visitor.open(&format!("/v/{code}"));
    }
    visitor.open("/no-such-page");
    visitor.log_in("an@example.vn", "not the password").shows(422, &[]);
    visitor.log_in("an@example.vn", "not the password").shows(422, &[]);

    assert_eq!(Visitor::of(&monitor).open("/metrics").status, 401, "without the token");
    assert_eq!(
        Visitor::of(&monitor).with_header("authorization", "Bearer another one").open("/metrics").status,
        401
    );
    assert_eq!(visitor.open("/metrics").status, 404, "not where the public is");
    let mut reader = Visitor::of(&monitor).with_header("authorization", &format!("Bearer {TOKEN}"));
    let began = std::time::Instant::now();
    // Counted by a task of its own.
    let text = loop {
        let text = reader.open("/metrics").text();
        if text.contains("camket_certificates{") {
            break text;
        }
        assert!(began.elapsed() < crate::support::waiting::LONGEST_WAIT, "{text}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    };
    let look_ups = "camket_requests_total{route=\"/v/{code}\",method=\"GET\",status=\"2xx\"}";
    assert!(read_value(&text, look_ups) >= 3.0, "{text}");
    assert_eq!(
        read_value(&text, "camket_requests_total{route=\"unmatched\",method=\"GET\",status=\"4xx\"}"),
        2.0
    );
    assert_eq!(
        read_value(&text, "camket_requests_total{route=\"/log-in\",method=\"POST\",status=\"4xx\"}"),
        2.0
    );
    assert!(read_value(&text, "camket_request_seconds_count{route=\"/v/{code}\"}") >= 3.0);
    assert!(!text.contains(&code), "no address, only its pattern");
    assert_eq!(read_value(&text, "camket_log_in_failures_total"), 2.0);
    assert_eq!(read_value(&text, "camket_database_up"), 1.0);
    assert_eq!(read_value(&text, "camket_database_set_back"), 0.0);
    assert!(read_value(&text, "camket_register_lag_seconds") < 5.0);
    assert!(read_value(&text, "camket_status_list_age_seconds") < 60.0);
    assert!(read_value(&text, "camket_status_list_sequence") > 0.0);
    assert!(read_value(&text, "camket_disk_free_bytes") > 1_000_000.0);
    assert!(read_value(&text, "camket_backup_age_seconds") < 300.0);
    let pool = ["used", "idle"]
        .map(|state| read_value(&text, &format!("camket_pool_connections{{state=\"{state}\"}}")));
    assert!(pool[0] + pool[1] >= 1.0, "{pool:?}");
    let states = ["valid", "expired", "suspended", "revoked", "superseded"];
    let counts = states.map(|state| read_value(&text, &format!("camket_certificates{{state=\"{state}\"}}")));
    let rows = folder.database().await.count("certificate").await;
    #[expect(clippy::cast_precision_loss, reason = "few")]
    let rows = rows as f64;
    assert!(counts[0] >= 20.0 && (counts.iter().sum::<f64>() - rows).abs() < 0.5, "{counts:?} of {rows}");
    for lane in ["urgent", "other"] {
        assert!(read_value(&text, &format!("camket_outbox_oldest_seconds{{lane=\"{lane}\"}}")) >= 0.0);
    }
    check_names(&text);
    node.stop().succeeded();
}

/// Every figure that a rule or the guide names is one that is served, and each rule is about one.
#[track_caller]
fn check_names(text: &str) {
    let served = list_names(text);
    for (place, named) in [("alarms.yml", list_names(ALARMS)), ("operations.md", list_names(GUIDE))] {
        let unknown: Vec<_> = named.difference(&served).collect();
        assert!(unknown.is_empty(), "{place} names {unknown:?}, which /metrics does not have");
    }
    let rules: Vec<&str> = ALARMS.lines().filter_map(|line| line.trim().strip_prefix("expr: ")).collect();
    assert!(rules.len() >= 12, "{rules:?}");
    let foreign: Vec<_> =
        rules.iter().filter(|rule| list_names(rule).is_empty() && !rule.starts_with("up{")).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    let alerts = ALARMS.lines().filter(|line| line.trim().starts_with("- alert: ")).count();
    let told = ALARMS.lines().filter(|line| line.trim().starts_with("do: ")).count();
    assert_eq!((alerts, told), (rules.len(), rules.len()), "each alarm says what to do");
}

#[test]
fn nothing_is_counted_unless_it_is_asked_for() {
    let folder = TestFolder::new();
    let mut node = folder.serve().start();
    assert_eq!(node.visitor().open("/metrics").status, 404);
    assert!(!node.stop().succeeded().err.contains("figures are served"));
    let open = folder.serve().env("CAMKET_METRICS__LISTEN", "0.0.0.0:0");
    open.run().refused(&["metrics.token is not set"]);
}
