//! Tests that `config/camket.example.toml` documents exactly the keys of the sections.

use std::io::Write;

use super::{Config, ConfigOverrides, Environment, known_keys};

const EXAMPLE: &str = include_str!("../../../config/camket.example.toml");

/// The example with every `#key = value` enabled; a comment in words has a space after its `#`.
fn enable_all_keys() -> String {
    let on = |line: &str| {
        line.strip_prefix('#').filter(|rest| !rest.starts_with([' ', '#'])).unwrap_or(line).to_owned()
    };
    EXAMPLE.lines().map(on).collect::<Vec<_>>().join("\n")
}

fn load_config(text: &str) -> Config {
    let mut at = tempfile::NamedTempFile::new().unwrap();
    at.write_all(text.as_bytes()).unwrap();
    let given = ConfigOverrides { config: Some(at.path().to_owned()), ..ConfigOverrides::default() };
    Config::load(&given, &Environment::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_key_of_the_example_is_known_and_usable() {
    // The only two keys that exclude each other.
    let one_master_secret = enable_all_keys().replace("\nmaster_secret = ", "\n# ");
    load_config(&one_master_secret);
}

#[test]
fn the_unchanged_example_changes_nothing() {
    let shown = |config: &Config| serde_json::to_value(config).unwrap();
    assert_eq!(shown(&load_config(EXAMPLE)), shown(&Config::default()));
}

#[test]
fn the_example_contains_every_known_key() {
    let mut section = String::new();
    let mut keys = Vec::new();
    for line in enable_all_keys().lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name.to_owned();
        } else if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            keys.push(format!("{section}.{key}"));
        }
    }
    for known in known_keys::list_keys() {
        assert!(keys.contains(&known.path), "config/camket.example.toml does not document {}", known.path);
    }
}
