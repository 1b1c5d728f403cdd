//! Compares the locale files with each other and with the keys that code and templates use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Keys that are formatted at run time: every key with one of these beginnings counts as used.
const DYNAMIC: &[&str] = &[
    "shell-error-",
    "api-",
    "account-data-what-",
    "account-data-why-",
    "concerns-tab-",
    "concerns-empty-",
    "concerns-outcome-",
    "codes-",
    // Named by scripts; `inspect/tests.rs` checks them.
    "inspect-",
    "messages-",
    "agencies-means-",
    "settings-means-",
    "settings-weekday-",
    "staff-does-",
    "readiness-met-",
    "readiness-missing-",
    "readiness-replaced-",
    "applications-review-title-",
    "applications-review-tab-",
    "applications-review-empty-",
    "applications-review-column-",
    "applications-review-free-",
    "applications-review-accept-",
    "applications-review-return-",
    "applications-review-refuse-",
    "labour-import-count-",
    "labour-changes-column-",
    "labour-question-",
    "labour-reason-",
    "labour-rule-",
    "labour-short-",
    "census-column-",
    "census-import-head-",
    "census-import-problem-",
    "census-import-refused-",
    "census-reason-hint-",
    "census-seen-",
    "venue-register-column-",
    "venue-register-condition-",
    "venue-register-demanded-",
    "venue-register-head-",
    "venue-register-silent-",
    "venue-register-visited-",
    "letters-column-",
    "activities-column-",
    "reports-column-",
    "reports-view-",
    "reports-frozen-",
    "targets-column-",
    "targets-figures-",
    "targets-first-",
    "targets-kind-hint-",
    "targets-progress-",
    "targets-second-",
    "healthy-communes-column-",
    "integrated-plans-column-",
    "police-totals-cases",
    "police-totals-column-",
    "police-totals-hot-spots",
    "police-totals-people",
    "police-totals-venues-",
    "training-area-",
    "training-class-",
    "training-roster-",
    "dashboard-ageing-",
    "outbox-do",
    "outbox-error",
    "outbox-recipient",
    "outbox-state",
    "outbox-written",
    "risk-class",
    "risk-commune",
    "risk-factor",
    "risk-high",
    "risk-legend-",
    "risk-low",
    "risk-medium",
    "risk-name",
    "risk-points",
    "risk-reasons",
    "risk-unit-",
    "risk-units",
    "risk-venue",
    "risk-weight-head",
    "coverage-by-",
    "coverage-column-",
    "coverage-file-",
    "coverage-legend-",
    "open-data-field-",
    "targets-score-column-",
    "certificates-decisions-lead-",
    "certificates-decisions-effect-",
    "certificates-decisions-do-",
];

/// Files that belong to no single noun.
const SHARED_FILES: &[&str] = &["shell", "errors", "codes", "messages", "api", "navigation"];

/// Literals that look like keys and are none.
const EXEMPT: &[&str] = &["shell-no-such-key"];

/// Placeholders of each key, by file (`venues`) and key.
type LocaleKeys = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// This crate and the frame below it: each has locale files, and both name the keys of both.
fn crate_roots() -> [PathBuf; 2] {
    ["", "../shell"].map(|folder| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder))
}

/// The beginning of every key of a file: `api-tokens-` for `api_tokens.ftl`.
fn key_prefix(file: &str) -> String {
    format!("{}-", file.replace('_', "-"))
}

fn collect_files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_files(&path, endings, found);
        } else if endings.iter().any(|ending| path.extension().is_some_and(|found| found == *ending)) {
            found.push(path);
        }
    }
}

fn load_locale(lang: &str) -> LocaleKeys {
    let mut paths = Vec::new();
    for root in crate_roots() {
        collect_files(&root.join("locales").join(lang), &["ftl"], &mut paths);
    }
    let noun = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (noun(path), parse_messages(&fs::read_to_string(path).unwrap(), path))).collect()
}

/// The messages of a file: `key = ...` and the indented lines below it.
fn parse_messages(source: &str, path: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            key = line.split([' ', '=']).next().unwrap().to_owned();
            let known = messages.insert(key.clone(), BTreeSet::new());
            assert!(known.is_none(), "{key} stands twice in {}", path.display());
        }
        for placeholder in line.split('$').skip(1) {
            let name: String =
                placeholder.chars().take_while(|next| next.is_alphanumeric() || *next == '_').collect();
            messages.get_mut(&key).unwrap().insert(name);
        }
    }
    messages
}

/// Every literal that could be a key: small letters, digits and `-` between two quotes.
fn collect_literals() -> BTreeMap<String, PathBuf> {
    let mut paths = Vec::new();
    for root in crate_roots() {
        collect_files(&root, &["rs", "html"], &mut paths);
    }
    let mut found = BTreeMap::new();
    for path in paths {
        let source = fs::read_to_string(&path).unwrap();
        let html = path.extension().is_some_and(|ending| ending == "html");
        for part in if html { find_expressions(&source) } else { vec![source.as_str()] } {
            for after in part.split('"').filter(|text| is_key(text)) {
                found.insert(after.to_owned(), path.clone());
            }
        }
    }
    found
}

/// The expressions of a template. Outside of `{{ }}` and `{% %}` its quotes hold classes and ids, not keys.
fn find_expressions(source: &str) -> Vec<&str> {
    let opened = source.split("{{").skip(1).map(|rest| (rest, "}}"));
    let tags = source.split("{%").skip(1).map(|rest| (rest, "%}"));
    opened.chain(tags).filter_map(|(rest, end)| rest.split(end).next()).collect()
}

fn is_key(text: &str) -> bool {
    text.contains('-')
        && !text.ends_with('-')
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_placeholders() {
    let (vi, en) = (load_locale("vi"), load_locale("en"));
    assert_eq!(vi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "locale files");
    for (noun, messages) in &vi {
        let other = &en[noun];
        let only: Vec<_> = messages.keys().filter(|key| !other.contains_key(*key)).collect();
        let missing: Vec<_> = other.keys().filter(|key| !messages.contains_key(*key)).collect();
        assert!(
            only.is_empty() && missing.is_empty(),
            "{noun}.ftl: only in vi {only:?}, only in en {missing:?}"
        );
        for (key, placeholders) in messages {
            assert_eq!(placeholders, &other[key], "placeholders of {key}");
        }
    }
}

#[test]
fn every_key_begins_with_the_name_of_its_file() {
    let words = load_locale("vi");
    let prefixes: Vec<String> = words.keys().map(|noun| key_prefix(noun)).collect();
    for (noun, messages) in &words {
        for key in messages.keys() {
            let longest = prefixes.iter().filter(|prefix| key.starts_with(*prefix)).max_by_key(|p| p.len());
            assert_eq!(longest, Some(&key_prefix(noun)), "{key} does not belong in {noun}.ftl");
        }
    }
}

#[test]
fn every_file_is_named_by_a_noun_of_the_pages_or_is_shared() {
    for noun in load_locale("vi").keys().filter(|noun| !SHARED_FILES.contains(&noun.as_str())) {
        let [web, _] = crate_roots();
        assert!(web.join(noun).with_extension("rs").is_file(), "{noun}.ftl: no module");
        assert!(web.join("templates").join(noun).is_dir(), "{noun}.ftl: no templates");
    }
}

#[test]
fn every_named_key_exists_and_no_key_is_unused() {
    let words = load_locale("vi");
    let known: BTreeMap<&String, String> =
        words.iter().flat_map(|(noun, all)| all.keys().map(|key| (key, key_prefix(noun)))).collect();
    let named = collect_literals();
    let missing: Vec<_> = named
        .iter()
        .filter(|(key, _)| words.keys().any(|noun| key.starts_with(&key_prefix(noun))))
        .filter(|(key, _)| !known.contains_key(key) && !EXEMPT.contains(&key.as_str()))
        .collect();
    assert!(missing.is_empty(), "no words for {missing:#?}");
    let unused: Vec<_> = known
        .iter()
        .filter(|(key, _)| !named.contains_key(key.as_str()))
        .filter(|(key, file)| {
            !DYNAMIC.iter().any(|part| part.starts_with(file.as_str()) && key.starts_with(part))
        })
        // The common errors are for every form; not all of them are in use.
        .filter(|(key, _)| !key.starts_with("errors-"))
        .collect();
    assert!(unused.is_empty(), "unused keys: {unused:#?}");
}
