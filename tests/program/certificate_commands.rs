//! `camket verify`, `keys` and `status-list`; the rate limit on look-ups; and two processes over one PostgreSQL.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::database::{ProgramDatabase, VALID};
use super::folder::{TestFolder, master_secret, postgres_with_certificates};
use super::process::CamketCommand;
use super::visitor::Visitor;
use crate::support::waiting::LONGEST_WAIT;

fn run_verify(words: &[&str]) -> (i32, String) {
    let outcome = CamketCommand::new(&["verify"]).words(words).run();
    assert!(outcome.code.is_some_and(|code| code != 1), "{outcome:#?}");
    (outcome.code.unwrap_or(-1), outcome.out)
}

/// Checks verdict and exit code; returns the output.
#[track_caller]
fn check_verdict(words: &[&str], code: i32, verdict: &str) -> String {
    let (found, out) = run_verify(words);
    assert_eq!((found, out.lines().next()), (code, Some(verdict)), "{out}");
    out
}

fn save_download(visitor: &mut Visitor, address: &str, folder: &Path, name: &str) -> String {
    let file = folder.join(name);
    std::fs::write(&file, visitor.open(address).body).expect("our own folder");
    file.display().to_string()
}

#[test]
fn the_command_line_does_what_a_phone_does() {
    let folder = TestFolder::with_demo();
    let mut demo = folder.demo().start();
    let shown: Value = serde_json::from_str(&demo.first_line()).expect("JSON");
    let text = |path: &str| shown.pointer(path).and_then(Value::as_str).expect("a text").to_owned();
    let (site, qr, number) = (text("/url"), text("/certificate/verify_url"), text("/certificate/number"));
    assert!(qr.len() > 200 && qr.starts_with(&format!("{site}/v/")), "the QR carries the token: {qr}");
    let mut visitor = Visitor::of(&site);
    let data = folder.data();
    let pdf = save_download(&mut visitor, &text("/certificate/pdf_url"), &data, "paper.pdf");
    let picture = data.join("page");
    let drawn =
        Command::new("pdftoppm").args(["-r", "150", "-png", "-singlefile", &pdf]).arg(&picture).status();
    assert!(drawn.expect("poppler-utils is installed by test.sh").success());
    let picture = picture.with_extension("png").display().to_string();
    let code = text("/certificate/code");
    for given in [qr.as_str(), &code, &pdf, &picture] {
        let out = check_verdict(&[given, "--url", &site], 0, "valid");
        assert!(out.contains(&number), "{out}");
    }
    let forged = format!("{}AAAA", &qr[..qr.len() - 4]);
    check_verdict(&[&forged, "--url", &site], 22, "forged");
    check_verdict(&[&qr, "--url", "https://camket.example.vn"], 23, "not_ours");
    check_verdict(&["11111-11111", "--url", &site], 24, "mistyped");

    let keys = save_download(&mut visitor, "/.well-known/camket/keys.json", &data, "keys.json");
    let cose = save_download(&mut visitor, "/.well-known/camket/keys.cbor", &data, "keys.cbor");
    let list = save_download(&mut visitor, "/.well-known/camket/status-list", &data, "status-list");
    // The server is stopped from here on.
    demo.stop().succeeded();
    for given in [qr.as_str(), &pdf, &picture] {
        for keys in [&keys, &cose] {
            let out =
                check_verdict(&[given, "--offline", "--keys", keys, "--status-list", &list], 0, "valid");
            assert!(out.contains(&number), "{out}");
        }
    }
    check_verdict(&[&qr, "--offline", "--keys", &keys], 20, "cannot_say");
    check_verdict(&[&code, "--offline", "--keys", &keys, "--status-list", &list], 20, "cannot_say");
    check_verdict(&[&forged, "--offline", "--keys", &keys, "--status-list", &list], 22, "forged");
    let elsewhere = qr.replace(&site, "https://camket.example.vn");
    check_verdict(&[&elsewhere, "--offline", "--keys", &keys, "--status-list", &list], 23, "not_ours");
    // A list that was changed is refused.
    let mut bytes = std::fs::read(&list).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&list, bytes).unwrap();
    let bent =
        CamketCommand::new(&["verify", &qr, "--offline", "--keys", &keys, "--status-list", &list]).run();
    bent.refused(&["cannot be used as the status list"]);
}

#[test]
fn keys_are_managed_from_the_command_line() {
    let folder = TestFolder::new();
    let first = folder.camket(&["keys", "list"]).run().succeeded().out;
    assert_eq!(first.lines().count(), 2, "{first}");
    let kid = first.lines().nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    assert!(folder.camket(&["keys", "list"]).run().succeeded().out.contains(&kid), "made once");
    folder.camket(&["keys", "rotate"]).run().succeeded();
    folder.camket(&["keys", "new", "--from", "2099-01-01T00:00:00+07:00"]).run().succeeded();
    folder.camket(&["keys", "new", "--from", "2020-01-01T00:00:00+07:00"]).run().refused(&["past"]);
    folder.camket(&["keys", "withdraw", &kid, "--reason", "mất máy"]).run().succeeded();
    folder.camket(&["keys", "withdraw", &kid, "--reason", "mất máy"]).run().refused(&["already"]);
    folder.camket(&["keys", "withdraw", "ffffffff", "--reason", "x"]).run().refused(&["no key"]);
    let all = folder.camket(&["keys", "list"]).run().succeeded().out;
    assert!(
        all.contains("withdrawn: mất máy") && all.contains("to come") && all.contains(" signs\n"),
        "{all}"
    );
    let jwk = folder.camket(&["keys", "export-public"]).run().succeeded().out;
    let set: Value = serde_json::from_str(&jwk).expect("a JWK set");
    assert_eq!(set["keys"].as_array().map(Vec::len), Some(3));
    assert!(!jwk.contains("\"d\""), "public parts alone");
    let file = folder.data().join("list");
    let list = folder.camket(&["status-list"]).word(&file).run().succeeded().out;
    assert!(list.contains("131072 places"), "{list}");
    assert!(std::fs::metadata(file).unwrap().len() > 1_000);
}

#[test]
fn look_ups_are_limited_per_address() {
    let folder = TestFolder::new();
    let serve = folder.serve().env("CAMKET_SERVER__LOOK_UPS_PER_MINUTE", "5");
    let mut camket = serve.env("CAMKET_SERVER__TRUSTED_PROXIES", "127.0.0.1").start();
    let site = camket.site();
    let from = |address: &str| Visitor::of(&site).with_header("x-forwarded-for", address);
    let mut eager = from("203.0.113.9");
    let (began, paths) = (Instant::now(), ["/v/01234-56784", "/api/v1/verify/01234-56784"]);
    for turn in 0..5 {
        assert_eq!(eager.open(paths[turn % 2]).status, 404, "not in this register");
    }
    let mut more = 0;
    for path in paths {
        let refused = loop {
            let answer = eager.open(path);
            if answer.status == 429 {
                break answer;
            }
            // One comes back each twelve seconds, and a slow machine may take that long.
            more += 1;
            assert_eq!(answer.status, 404, "not in this register");
            assert!(more <= began.elapsed().as_secs() / 12, "{more} more than five");
        };
        assert!(
            refused.header("retry-after").parse::<u32>().is_ok_and(|seconds| (1..=60).contains(&seconds))
        );
    }
    assert_eq!(eager.open("/.well-known/camket/keys.json").status, 200, "what caches carry is not counted");
    assert_eq!(from("203.0.113.10").open("/v/01234-56784").status, 404);
    camket.stop().succeeded();
}

#[tokio::test]
async fn what_is_revoked_on_one_process_the_other_says_within_a_second() {
    let url = postgres_with_certificates().await;
    let on_postgres = |camket: CamketCommand| {
        camket.env("DATABASE_URL", &url).env("CAMKET_SECRETS__MASTER_SECRET", master_secret())
    };
    let folders = [TestFolder::new(), TestFolder::new()];
    let mut nodes = folders.each_ref().map(|folder| on_postgres(folder.serve()).start());
    let mut visitors = nodes.each_mut().map(|node| node.visitor());
    let register = ProgramDatabase::open(&url).await;
    let code = register.until(VALID).await;
    let verdict = |visitor: &mut Visitor| {
        let answer = visitor.open(&format!("/api/v1/verify/{code}"));
        serde_json::from_slice::<Value>(&answer.body).expect("JSON")["verdict"].as_str().unwrap().to_owned()
    };
    for visitor in &mut visitors {
        assert_eq!(verdict(visitor), "valid");
    }
    register
        .run(&format!(
            "UPDATE register_state SET sequence = sequence + 1; UPDATE certificate SET status = 'revoked', \
             changed = (SELECT sequence FROM register_state) WHERE code = '{code}'"
        ))
        .await;
    // That this takes less than a second is for `cli::serving` to see to, which looks four times in one.
    let began = Instant::now();
    for visitor in &mut visitors {
        while verdict(visitor) != "revoked" {
            assert!(began.elapsed() < LONGEST_WAIT, "not told");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    for node in nodes {
        node.stop().succeeded();
    }
}
