//! Tests that `config/camket.example.toml` documents exactly the keys of the sections.

use std::io::Write;

use super::{Config, Environment, Given, known};

const EXAMPLE: &str = include_str!("../../../config/camket.example.toml");

/// The example with every `#key = value` enabled; a comment in words has a space after its `#`.
fn switched_on() -> String {
    let on = |line: &str| {
        line.strip_prefix('#').filter(|rest| !rest.starts_with([' ', '#'])).unwrap_or(line).to_owned()
    };
    EXAMPLE.lines().map(on).collect::<Vec<_>>().join("\n")
}

fn load(text: &str) -> Config {
    let mut at = tempfile::NamedTempFile::new().unwrap();
    at.write_all(text.as_bytes()).unwrap();
    let given = Given { config: Some(at.path().to_owned()), ..Given::default() };
    Config::load(&given, &Environment::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_key_in_it_is_known_and_usable() {
    // The only two keys that exclude each other.
    let one_master_secret = switched_on().replace("\nmaster_secret = ", "\n# ");
    load(&one_master_secret);
}

#[test]
fn as_it_stands_it_changes_nothing() {
    let shown = |config: &Config| serde_json::to_value(config).unwrap();
    assert_eq!(shown(&load(EXAMPLE)), shown(&Config::default()));
}

#[test]
fn every_known_key_stands_in_it() {
    let mut section = String::new();
    let mut keys = Vec::new();
    for line in switched_on().lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name.to_owned();
        } else if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            keys.push(format!("{section}.{key}"));
        }
    }
    for known in known::keys() {
        assert!(keys.contains(&known.path), "config/camket.example.toml does not document {}", known.path);
    }
}
