//! The API against its OpenAPI description: PyPI `schemathesis` generates valid and invalid calls to every operation,
//! without a token, as an inspector and as an officer. No response may be a server error (5xx) or undocumented.

use std::process::Command;

use serde_json::Value;

use super::{folder::TestFolder, process::RunningCamket};

/// Generated calls per operation and caller: enough for every kind of call, few enough for a short run.
const EXAMPLES: &str = "20";

#[test]
fn no_made_up_call_finds_what_is_not_described() {
    let folder = TestFolder::with_demo();
    let mut demo = folder.demo().start();
    let shown: Value = serde_json::from_str(&demo.first_line()).expect("JSON");
    let url = shown["url"].as_str().expect("an address").to_owned();
    let token = |role: &str| {
        let of_role = |one: &&Value| one["role"] == role;
        let tokens = shown["api_tokens"].as_array().expect("tokens");
        tokens.iter().find(of_role).and_then(|one| one["token"].as_str()).expect("a token").to_owned()
    };
    std::thread::scope(|callers| {
        for caller in [None, Some("inspector"), Some("commune_officer")] {
            let (url, token) = (&url, caller.map(token));
            callers.spawn(move || run_schemathesis(url, caller.unwrap_or("nobody"), token.as_deref()));
        }
    });
    check_no_panic(demo);
}

#[expect(clippy::disallowed_methods, reason = "test.sh tells the tests where the Python is")]
fn python_path() -> String {
    std::env::var("CAMKET_TEST_PYTHON").expect(
        "CAMKET_TEST_PYTHON is not set: run ./test.sh, which makes a Python with the package schemathesis",
    )
}

/// Runs schemathesis as one caller.
fn run_schemathesis(url: &str, who: &str, token: Option<&str>) {
    let mut command = Command::new(python_path());
    command.args(["-m", "schemathesis.cli", "run", &format!("{url}/api/openapi.json")]);
    command.args(["--max-examples", EXAMPLES, "--seed", "178", "--no-shrink"]);
    command.args(["--request-timeout", "60"]);
    command.args(["--continue-on-failure", "--warnings", "off", "--no-color", "--checks", "all"]);
    // A schema cannot describe the device's signature or the legal rules: a call that fits it may be refused.
    // A caller without the right gets 404, even if headers are missing.
    command.args(["--exclude-checks", "positive_data_acceptance,missing_required_header"]);
    // Hypothesis keeps what it finds in the folder it runs in.
    let folder = tempfile::tempdir().expect("a folder");
    command.current_dir(folder.path());
    if let Some(token) = token {
        command.args(["--header", &format!("Authorization: Bearer {token}")]);
    }
    let output = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "as {who}:\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("passed"), "as {who} nothing was tried:\n{said}");
}

/// Stops the demo and checks that its log contains no panic.
fn check_no_panic(demo: RunningCamket) {
    let outcome = demo.stop().succeeded();
    assert!(!outcome.err.contains("panicked"), "{}", outcome.err);
}
