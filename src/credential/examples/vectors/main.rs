//! Generates the test vectors: `cargo run -p camket-credential --example vectors`.
//!
//! The tests of this crate and of the phone's scanner read them (`vectors/README.md`). Signatures are random, so
//! each run changes the files. Run it when the format of a token, a list or the verdict changes, and review the
//! difference. The expected results are written here by hand, not computed by the code under test.

#[path = "../../vectors/claims_json.rs"]
mod claims_json;
mod keys;
mod lists;
mod raw;
mod texts;
mod tokens;
mod verdicts;

use std::path::PathBuf;
use std::{fs, io};

use serde_json::Value;

fn main() -> io::Result<()> {
    let keys = keys::load()?;
    write("tokens.json", &tokens::build_vectors(&keys), "cases")?;
    write("lists.json", &lists::build_vectors(&keys), "cases")?;
    write("verdicts.json", &verdicts::build_vectors(), "cases")
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// Writes one case a line, so that differences are readable.
fn write(name: &str, vectors: &Value, lines: &str) -> io::Result<()> {
    let mut text = String::from("{");
    for (key, value) in vectors.as_object().into_iter().flatten() {
        let separator = if text.len() == 1 { "" } else { "," };
        text += &format!("{separator}\n\"{key}\":");
        let cases = value.as_array().filter(|_| key == lines);
        text += &cases.map_or_else(|| value.to_string(), |cases| format!("[\n{}\n]", join_lines(cases)));
    }
    fs::write(folder().join(name), text + "\n}\n")
}

fn join_lines(cases: &[Value]) -> String {
    cases.iter().map(Value::to_string).collect::<Vec<_>>().join(",\n")
}
