//! `camket demo`: its line of JSON, its sample data, and its separation from real data.

use std::{collections::BTreeSet, fs};

use camket_domain::calendar::{Holidays, VIETNAM};
use serde_json::Value;
use time::macros::time;
use time::{OffsetDateTime, Time};

use super::{
    database::ProgramDatabase,
    folder::TestFolder,
    process::{CommandOutput, RunningCamket},
    visitor::Visitor,
};

/// The parsed line of JSON.
#[derive(Debug)]
pub(super) struct DemoLine(Value);

impl DemoLine {
    /// Waits for the line, which the demo prints when it is ready.
    #[track_caller]
    pub(super) fn read_from(demo: &mut RunningCamket) -> Self {
        Self(serde_json::from_str(&demo.first_line()).expect("JSON"))
    }

    #[track_caller]
    fn text(&self, path: &str) -> &str {
        self.0
            .pointer(path)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no text at {path}: {}", self.0))
    }

    pub(super) fn url(&self) -> &str {
        self.text("/url")
    }

    /// Role, log-in and password of each account.
    pub(super) fn accounts(&self) -> Vec<[&str; 3]> {
        let count = self.0["accounts"].as_array().expect("a list").len();
        let text = |at: usize, key: &str| self.text(&format!("/accounts/{at}/{key}"));
        (0..count).map(|at| ["role", "login", "password"].map(|key| text(at, key))).collect()
    }

    /// Role and API token of each account.
    fn tokens(&self) -> Vec<[&str; 2]> {
        let count = self.0["api_tokens"].as_array().expect("a list").len();
        let text = |at: usize, key: &str| self.text(&format!("/api_tokens/{at}/{key}"));
        (0..count).map(|at| ["role", "token"].map(|key| text(at, key))).collect()
    }

    #[track_caller]
    fn keys(&self, path: &str) -> BTreeSet<&str> {
        let object = self.0.pointer(path).and_then(Value::as_object).expect("an object");
        object.keys().map(String::as_str).collect()
    }
}

#[test]
fn the_demo_line_has_everything_for_a_first_try() {
    let folder = TestFolder::with_demo();
    let mut demo = folder.demo().start();
    let shown = DemoLine::read_from(&mut demo);
    check_line_format(&shown);
    check_addresses(&shown);
    check_log_ins(&shown);
    let outcome = demo.stop().succeeded();
    assert_eq!(outcome.out.lines().count(), 1, "{}", outcome.out);
    assert!(outcome.err.contains("answered") && outcome.err.contains("stopping"), "logs go to stderr");
    // The tokens must be on the line only, not in the log.
    let token = shown.text("/certificate/pdf_url").rsplit_once('/').expect("a path").1;
    for key in [shown.accounts()[0][2], shown.tokens()[0][1], token, "camket.example"] {
        assert!(!outcome.err.contains(key), "{key}");
    }
}

/// Without `--json`: short enough for one screen, each address one that can be typed, and nothing about the database.
#[test]
fn a_newcomer_reads_where_to_log_in_and_what_to_try() {
    let folder = TestFolder::with_demo();
    let mut demo = folder.camket(&["demo", "--listen", "127.0.0.1:0"]).start();
    let text = demo.wait_for_output("Ctrl+C");
    // Before anyone asks for a page: each answer is a line.
    let log = demo.log();
    for address in text
        .split_whitespace()
        .map(|word| word.trim_end_matches(';'))
        .filter(|word| word.starts_with("http://"))
    {
        let status = Visitor::of(address).open(address).status;
        assert!([200, 303].contains(&status), "{status} at {address}");
    }
    demo.stop().succeeded();
    assert!(text.lines().count() <= 32 && text.lines().all(|line| line.chars().count() <= 110), "{text}");
    let url = text.split_once("Camket demo: ").expect("the address").1.lines().next().expect("a line");
    assert!(text.contains(&format!("Log in at {url}/log-in; the password of all is camket-")), "{text}");
    let roles = camket_domain::accounts::Role::ALL.map(|role| role.code().replace('_', " "));
    for role in &roles {
        let of_role = |line: &&str| line.trim_start().starts_with(role);
        assert!(text.lines().filter(of_role).any(|line| line.contains("@camket.example")), "{role}: {text}");
        assert!(text.lines().filter(of_role).any(|line| line.contains(url)), "{role}: {text}");
    }
    assert!(text.contains(&format!("{url}/demo/mailbox")), "{text}");
    assert!(!log.contains("igration") && log.lines().count() < 10, "{log}");
}

#[track_caller]
fn check_line_format(shown: &DemoLine) {
    assert_eq!(shown.keys(""), ["accounts", "api_tokens", "certificate", "url"].into());
    assert_eq!(shown.keys("/accounts/0"), ["login", "password", "role"].into());
    assert_eq!(shown.keys("/api_tokens/0"), ["role", "token"].into());
    assert_eq!(shown.tokens().len(), shown.accounts().len());
    assert_eq!(shown.keys("/certificate"), ["code", "number", "pdf_url", "verify_url"].into());
    let port = shown.url().strip_prefix("http://127.0.0.1:").expect("this machine's address");
    assert!(port.parse::<u16>().is_ok_and(|port| port > 0), "{port}");
    let token = shown.text("/certificate/verify_url").strip_prefix(&format!("{}/v/", shown.url()));
    let base32 = |c: char| c.is_ascii_uppercase() || ('2'..='7').contains(&c);
    assert!(token.is_some_and(|token| token.len() > 200 && token.chars().all(base32)), "{token:?}");
    let pdf = shown.text("/certificate/pdf_url").strip_prefix(shown.url()).expect("an address of its own");
    assert!(pdf.starts_with('/') && !pdf.starts_with("/demo"), "{pdf}");
}

#[track_caller]
fn check_addresses(shown: &DemoLine) {
    let mut stranger = Visitor::of(shown.url());
    assert_eq!(stranger.open(shown.url()).status, 200);
    stranger.open(shown.text("/certificate/verify_url")).shows(200, &[shown.text("/certificate/number")]);
    let pdf = stranger.open(shown.text("/certificate/pdf_url"));
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
    assert!(pdf.body.starts_with(b"%PDF-"));
    // Only the program can sign such links.
    let (rest, _) = shown.text("/certificate/pdf_url").split_at(shown.text("/certificate/pdf_url").len() - 4);
    assert_eq!(stranger.open(&format!("{rest}AAAA")).status, 404);
}

#[track_caller]
fn check_log_ins(shown: &DemoLine) {
    let desks = [
        ("owner", "/venues"),
        ("commune_officer", "/dashboard"),
        ("labour_officer", "/dashboard"),
        ("approver", "/dashboard"),
        ("inspector", "/dashboard"),
        ("administrator", "/"),
        ("coordinator", "/dashboard"),
        ("observer", "/dashboard"),
    ];
    let there: BTreeSet<_> = shown.accounts().iter().map(|[role, ..]| *role).collect();
    assert_eq!(there, desks.map(|(role, _)| role).into());
    for [role, login, password] in shown.accounts() {
        let mut person = Visitor::of(shown.url());
        let desk = desks.iter().find(|(own, _)| *own == role).expect("just compared").1;
        person.log_in(login, password).redirects_to(desk);
        let first = person.open(desk);
        if desk == "/" {
            // Only a part of the province has its offices.
            first.redirects_to("/admin/start");
        } else {
            assert_eq!(first.status, 200, "{role}");
        }
    }
}

#[tokio::test]
async fn every_demo_holds_the_same_registry_under_its_own_password() {
    let (here, there) = (TestFolder::with_demo(), TestFolder::with_demo());
    leave_an_interrupted_start(&there);
    let (mut first, mut second) = (here.demo().start(), there.demo().start());
    let (shown, other) = (DemoLine::read_from(&mut first), DemoLine::read_from(&mut second));
    compare_registries(&here.database().await, &there.database().await).await;
    assert_ne!(shown.accounts()[0][2], other.accounts()[0][2], "the password is the folder's own");
    second.stop().succeeded();
    assert!(!there.data().join("filling.sqlite").exists());

    check_folder_is_refused(&here);
    assert_eq!(Visitor::of(shown.url()).open("/healthz").status, 200, "the first one goes on");
    first.stop().succeeded();

    let mut again = here.camket(&["demo", "--json", "--listen", "0.0.0.0:0", "--allow-remote"]).start();
    let again = (DemoLine::read_from(&mut again), again);
    assert_eq!(again.0.accounts(), shown.accounts());
    assert_eq!(again.0.text("/certificate/code"), shown.text("/certificate/code"));
    check_remote_log_in_is_refused(&again.0);
    again.1.stop().succeeded();
}

/// Leaves a new demo's folder whose first start was interrupted while it filled the database.
fn leave_an_interrupted_start(folder: &TestFolder) {
    for name in ["camket.sqlite", "master.secret"] {
        fs::remove_file(folder.data().join(name)).unwrap();
    }
    fs::write(folder.data().join("filling.sqlite"), "half of a database").unwrap();
}

async fn compare_registries(one: &ProgramDatabase, other: &ProgramDatabase) {
    let venues = "SELECT name || '|' || kind || '|' || address || '|' || coalesce(commune, '') FROM venue";
    let (mut here, mut there) = (one.texts(venues).await, other.texts(venues).await);
    here.sort();
    there.sort();
    assert_eq!(here.len(), 486, "484 of owners, and two entered at the counter");
    assert_eq!(here, there);
    let communes = "SELECT DISTINCT commune FROM venue WHERE commune IS NOT NULL";
    assert_eq!(one.texts(communes).await.len(), 24);
    assert_eq!(one.texts("SELECT DISTINCT kind FROM venue").await.len(), 17, "every kind");
    let mut states = one.texts("SELECT DISTINCT state FROM application").await;
    states.sort();
    // A draft venue has no application.
    assert_eq!(states, ["accepted", "in-review", "issued", "refused", "returned", "withdrawn"]);
    let drafts = "SELECT name FROM venue WHERE id NOT IN (SELECT venue_id FROM application)";
    assert!(one.texts(drafts).await.len() > 10);
}

#[track_caller]
fn check_folder_is_refused(folder: &TestFolder) {
    folder.demo().run().refused(&["another camket already runs", "--data"]);
    folder.serve().run().refused(&["demo's folder", "--data"]);
    folder.camket(&["migrate"]).run().refused(&["demo's folder"]);
}

#[track_caller]
fn check_remote_log_in_is_refused(shown: &DemoLine) {
    let mut visitor = Visitor::of(&shown.url().replace("0.0.0.0", "127.0.0.1"));
    let [_, login, password] = shown.accounts()[0];
    visitor.log_in(login, password).shows(403, &["https://"]);
    assert!(!visitor.is_logged_in());
    assert_eq!(visitor.open("/").status, 200);
}

#[test]
fn a_folder_that_is_no_demos_is_left_alone() {
    let folder = TestFolder::new();
    fs::create_dir(folder.data()).unwrap();
    fs::write(folder.data().join("thesis.txt"), "years of work").unwrap();
    folder.demo().run().refused(&["not empty", "--data"]);
    let left: Vec<_> = fs::read_dir(folder.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["thesis.txt"]);
}

#[test]
fn other_machines_reach_the_demo_only_with_a_flag() {
    let folder = TestFolder::new();
    let at = |address: &str| -> CommandOutput { folder.camket(&["demo", "--listen", address]).run() };
    at("0.0.0.0:0").refused(&["--allow-remote", "127.0.0.1:0"]);
    at("[::]:0").refused(&["--allow-remote"]);
    assert!(!folder.data().exists(), "it looked before it leapt");
}

#[test]
fn an_office_configuration_does_not_reach_the_demo() {
    let folder = TestFolder::with_demo();
    // The configuration has many errors, so the demo would fail if it read it.
    let demo = folder.demo().env("DATABASE_URL", "postgres://127.0.0.1:1/office");
    let mut demo = demo.env("CAMKET_SERVER__LISTEN", "nonsense").env("CAMKET_CONFIG", "/nowhere").start();
    let shown = DemoLine::read_from(&mut demo);
    assert_eq!(Visitor::of(shown.url()).open("/readyz").status, 200);
    demo.stop().succeeded();
}

#[tokio::test]
async fn the_demo_contains_inspections() {
    let folder = TestFolder::with_demo();
    let mut demo = folder.demo().start();
    let shown = DemoLine::read_from(&mut demo);
    let register = folder.database().await;
    for (what, rows) in [
        ("SELECT conclusion FROM inspection ORDER BY started_at", vec!["pass", "record", "reminder"]),
        ("SELECT level FROM team ORDER BY level", vec!["commune", "province"]),
        ("SELECT state FROM visit_plan", vec!["approved"]),
        (
            "SELECT d.state FROM demand d JOIN inspection i ON i.id = d.inspection_id WHERE i.conclusion = 'reminder' ORDER BY 1",
            vec!["met", "open"],
        ),
        (
            "SELECT p.state FROM proposal p JOIN inspection i ON i.id = p.inspection_id WHERE i.conclusion = 'record'",
            vec!["endorsed"],
        ),
        ("SELECT kind FROM alert ORDER BY kind", vec!["collect-paper", "far-from-venue"]),
    ] {
        assert_eq!(register.texts(what).await, rows, "{what}");
    }
    let [_, login, password] = *shown.accounts().iter().find(|[role, ..]| *role == "inspector").expect("one");
    let mut inspector = Visitor::of(shown.url());
    inspector.log_in(login, password);
    inspector.open("/inspections").shows(200, &["BB-ĐKT178"]);
    demo.stop().succeeded();
}

/// Offices work Monday to Friday from 07:30 to 11:30 and from 13:30 to 17:00, except on days off.
fn is_office_time(at: OffsetDateTime) -> bool {
    let within = |from: Time, to: Time| (from..to).contains(&at.time());
    Holidays::default_table().is_working_day(at.date())
        && (within(time!(7:30), time!(11:30)) || within(time!(13:30), time!(17:00)))
}

#[tokio::test]
async fn officers_of_the_demo_act_in_office_hours_and_owners_by_day() {
    let folder = TestFolder::with_demo();
    let mut demo = folder.demo().start();
    DemoLine::read_from(&mut demo);
    // The tokens and the key of the audit log are made when the demo starts.
    let events = "SELECT at || '|' || coalesce(actor_role, '') || '|' || deed FROM audit_event \
                  WHERE deed NOT LIKE 'api-token-%' AND deed <> 'audit-key-made' ORDER BY at";
    let events = folder.database().await.texts(events).await;
    assert!(events.len() > 5_000, "{}", events.len());
    for event in &events {
        let (at, who) = event.split_once('|').expect("three parts");
        let micros = at.parse::<i128>().expect("a number");
        let at =
            OffsetDateTime::from_unix_timestamp_nanos(micros * 1_000).expect("a time").to_offset(VIETNAM);
        let by_day = (time!(7:30)..time!(21:30)).contains(&at.time());
        match who.split_once('|').expect("two parts").0 {
            "owner" | "" => assert!(by_day, "{at} {event}"),
            _ => assert!(is_office_time(at), "{at} {event}"),
        }
    }
    demo.stop().succeeded();
}
