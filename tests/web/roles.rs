//! Pages ask the permission table, never a role: a change of the table must change the buttons.

use std::path::{Path, PathBuf};

use camket_domain::accounts::Role;

/// Files that show a role or choose what it sees first: its name, navigation, start page. These are no permissions.
const NAVIGATION: [&str; 3] = ["codes.rs", "navigation.rs", "start_page.rs"];

#[test]
fn only_the_navigation_of_web_names_a_role() {
    let mut files = Vec::new();
    for folder in ["src/web", "src/shell"] {
        collect_sources(Path::new(folder), &mut files);
    }
    assert!(files.len() > 100, "{} files", files.len());
    let offenders: Vec<_> = files.iter().filter(|file| names_role(file)).collect();
    assert!(offenders.is_empty(), "ask actor.may(Action) instead: {offenders:?}");
}

fn collect_sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            collect_sources(&path, files);
        } else if name.ends_with(".rs") && name != "tests.rs" && !NAVIGATION.contains(&name.as_str()) {
            files.push(path);
        }
    }
}

fn names_role(file: &Path) -> bool {
    let source = std::fs::read_to_string(file).unwrap();
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    Role::ALL.iter().any(|role| code.contains(&format!("Role::{role:?}")))
}
