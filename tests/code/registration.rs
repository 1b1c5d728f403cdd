//! Places where a new capability must register and that neither the compiler nor its own tests miss.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::source::{Function, list_functions, read_crate};

/// Functions of app that commit without an audit event, each with the reason.
const WITHOUT_EVENT: &[(&str, &str)] = &[
    ("accounts::session::log_out", "a session, which the trail does not follow"),
    ("certificates::backfill::backfill_search_texts", "a column that the register itself fills"),
    ("throttle::count_attempt", "counters of tries"),
    ("upkeep::sweep", "no person acts, and what is deleted has ended"),
];

#[test]
fn every_command_with_a_key_is_tested_for_repeats() {
    let tested = read("tests/idempotency.rs");
    let commands = list_app_functions().into_iter().filter(|(module, function)| {
        module != "idempotency" && function.names("begin") && function.signature.contains("key : Uuid")
    });
    let missing: Vec<String> = commands
        // By the use case itself, or by a person of `tests/world`.
        .filter(|(_, Function { name, .. })| {
            !tested.contains(&format!("::{name}(")) && !tested.contains(&format!(".tries_to_{name}"))
        })
        .map(|(module, function)| format!("{module}::{}", function.name))
        .collect();
    assert!(missing.is_empty(), "not in tests/idempotency.rs: {missing:?}");
}

#[test]
fn every_use_case_that_commits_records_an_event() {
    let functions = list_app_functions();
    let recording = list_callers(&functions, &["audit", "build_event", "AuditEvent"]);
    let silent: BTreeSet<String> = functions
        .iter()
        .filter(|(module, function)| {
            module != "idempotency" && (function.names("commit") || function.names("finish"))
        })
        .filter(|(_, function)| !recording.contains(&function.name))
        .map(|(module, function)| format!("{module}::{}", function.name))
        .collect();
    let expected: BTreeSet<String> = WITHOUT_EVENT.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(silent, expected);
}

#[test]
fn every_file_of_tests_is_a_module() {
    let mut files = Vec::new();
    collect_files(&root().join("tests"), "rs", &mut files);
    assert!(files.len() > 100, "the tests were not found");
    let forgotten: Vec<_> = files.iter().filter(|file| !is_declared(file)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

#[test]
fn every_script_is_loaded_by_something() {
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    for ending in ["js", "html", "rs"] {
        let mut files = Vec::new();
        collect_files(&root().join("src"), ending, &mut files);
        texts.extend(files.into_iter().map(|file| (file.clone(), fs::read_to_string(&file).expect("text"))));
    }
    let scripts = texts.keys().filter(|file| file.extension().is_some_and(|ending| ending == "js"));
    let mut count = 0;
    let forgotten: Vec<_> = scripts
        .filter(|script| {
            count += 1;
            let stem = script.file_stem().unwrap_or_default().to_string_lossy();
            let names = [format!("{stem}.js"), format!("\"{stem}\"")];
            let is_named = |text: &String| names.iter().any(|name| text.contains(name));
            !texts.iter().any(|(file, text)| file != *script && is_named(text))
        })
        .collect();
    assert!(count > 50, "the scripts were not found");
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

/// Every function of the app crate with the path of its module.
fn list_app_functions() -> Vec<(String, Function)> {
    let modules = read_crate("src/app");
    let functions: Vec<_> = modules
        .iter()
        .flat_map(|(path, module)| {
            list_functions(module).into_iter().map(|function| (path.join("::"), function))
        })
        .collect();
    assert!(functions.len() > 200, "the use cases were not found");
    functions
}

/// Names of the functions that name one of `words`, or a function that does.
fn list_callers(functions: &[(String, Function)], words: &[&str]) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = words.iter().map(|word| (*word).to_owned()).collect();
    loop {
        let before = found.len();
        let callers = functions
            .iter()
            .map(|(_, function)| function)
            .filter(|function| found.iter().any(|name| function.names(name)))
            .map(|function| function.name.clone())
            .collect::<Vec<_>>();
        found.extend(callers);
        if found.len() == before {
            return found;
        }
    }
}

/// Whether a `mod` names this file: in the file of its folder, or in `main.rs`.
fn is_declared(file: &Path) -> bool {
    let folder = file.parent().expect("a file has a folder");
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    if stem == "main" {
        return true;
    }
    let (folder, name) = match &*stem {
        "mod" => {
            (folder.parent().expect("not the root"), folder.file_name().unwrap_or_default().to_string_lossy())
        }
        _ => (folder, stem),
    };
    let parents = [
        folder.join("main.rs"),
        folder.join("mod.rs"),
        folder.with_extension("rs"),
        root().join("tests/main.rs"),
    ];
    parents
        .iter()
        .filter_map(|parent| fs::read_to_string(parent).ok())
        .any(|text| text.contains(&format!("mod {name};")))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file of the repository")
}

fn collect_files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect_files(&path, ending, found);
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
}
