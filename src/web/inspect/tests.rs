//! Scripts use only locale keys that exist, and every key of the scanner is used.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use camket_shell::l10n::Lang;

const MESSAGES: &str = include_str!("../locales/vi/inspect.ftl");

fn collect_sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_sources(&path, found);
        } else if path
            .extension()
            .is_some_and(|ending| ["js", "html", "rs"].iter().any(|known| ending == *known))
        {
            found.push(path);
        }
    }
}

/// All sources that may name a locale key of the scanner.
fn read_sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["static/inspect", "templates/inspect", "inspect"] {
        collect_sources(&root.join(folder), &mut paths);
    }
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>().join("\n")
}

fn list_keys() -> BTreeSet<&'static str> {
    MESSAGES
        .lines()
        .filter(|line| line.starts_with("inspect-"))
        .filter_map(|line| line.split(" = ").next())
        .collect()
}

#[test]
fn every_word_of_the_scripts_exists_and_none_is_unused() {
    let (sources, keys) = (read_sources(), list_keys());
    let named: BTreeSet<&str> = sources.split('"').filter(|text| is_key(text)).collect();
    let missing: Vec<_> = named.difference(&keys).collect();
    assert!(missing.is_empty(), "no words for {missing:?}");
    // A key that is put together would hide those that nobody uses.
    assert!(!sources.contains(concat!("t(", "`inspect-")), "write the keys out");
    let unused: Vec<_> = keys.difference(&named).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

fn is_key(text: &str) -> bool {
    text.starts_with("inspect-")
        && !text.ends_with('-')
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[test]
fn words_arrive_in_the_scripts_as_they_stand() {
    for lang in Lang::ALL {
        let words: serde_json::Value = serde_json::from_str(&super::words::build_json(lang)).unwrap();
        for key in list_keys() {
            let said = words[key].as_str().unwrap_or_else(|| panic!("{key} in {}", lang.code()));
            assert!(!said.contains('\n') && !said.is_empty(), "{key}");
        }
        assert!(words["verify-verdict-valid"].is_string() && words["codes-kind-hotel"].is_string());
        assert!(words.get("codes-role-owner").is_none(), "no more than is needed");
    }
}

/// The phone and the office call an answer of the checklist the same.
#[test]
fn answers_have_one_name() {
    crate::content::register();
    let name = |list: &str, answer: &str| {
        camket_shell::l10n::translate(Lang::Vi, &format!("{list}-answer-{answer}"))
    };
    for answer in ["yes", "no", "na"] {
        assert_eq!(name("inspect", answer), name("codes", answer));
    }
}
