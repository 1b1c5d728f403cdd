//! What the documents and doc comments name exists: links, paths, names after a path, sections of the law, locale keys.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::source::{find_files, read_text, root};

/// Folders below the repository that a path in a document may begin with.
const ROOT_FOLDERS: [&str; 8] =
    ["src/", "tests/", "migrations/", "docs/", "benches/", "fuzz/", "fonts/", "config/"];
/// Folders below `src/`, for documents that leave out `src/`.
const CRATE_FOLDERS: [&str; 8] =
    ["app/", "cli/", "credential/", "documents/", "domain/", "shell/", "store/", "web/"];
/// Locale files whose keys documents and comments name.
const KEY_PREFIXES: [&str; 3] = ["codes-", "messages-", "shell-"];

#[test]
fn every_relative_link_in_the_documents_leads_to_a_file() {
    let mut broken = Vec::new();
    // The guides name their pictures; `src/web/help/guide.rs` compares them with the files.
    for document in
        find_files("", "md").into_iter().filter(|path| !path.starts_with(root().join("src/web/help")))
    {
        let text = read_text(&document);
        let folder = document.parent().expect("a file has a folder");
        for rest in text.split("](").skip(1) {
            let target = rest.split([')', '#']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains(':') && !folder.join(target).exists() {
                broken.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_path_in_the_documents_exists() {
    let mut missing = Vec::new();
    for document in find_files("", "md") {
        for token in list_code_tokens(&read_text(&document)) {
            let Some(path) = complete_path(token) else { continue };
            missing.extend(
                expand_braces(&path)
                    .into_iter()
                    .filter(|path| !is_there(path))
                    .map(|path| format!("{}: {path}", document.display())),
            );
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_name_in_parentheses_after_a_path_is_in_that_file() {
    let mut missing = Vec::new();
    for document in find_files("", "md") {
        for (path, name) in list_names_after_paths(&read_text(&document)) {
            let word = name.rsplit("::").next().unwrap_or_default();
            if !expand_braces(&path).iter().any(|path| is_there(&format!("{path}:{word}"))) {
                missing.push(format!("{}: {name} in {path}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_cited_section_of_the_law_exists() {
    let law = read_text("docs/law.md");
    let is_section = |number: &str| {
        [format!("## {number}. "), format!("### {number} "), format!("- **{number}** ")]
            .iter()
            .any(|heading| law.lines().any(|line| line.starts_with(heading)))
    };
    let mut missing = Vec::new();
    for file in
        ["rs", "md", "ftl", "json", "js", "html", "csv"].iter().flat_map(|ending| find_files("", ending))
    {
        for after in read_text(&file).split("docs/law.md ").skip(1) {
            let number =
                after.split(|next: char| !next.is_ascii_digit() && next != '.').next().unwrap_or_default();
            let number = number.trim_end_matches('.');
            if !number.is_empty() && !is_section(number) {
                missing.push(format!("{}: {number}", file.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_locale_key_in_documents_and_comments_exists() {
    let keys = load_locale_keys();
    let mut missing = Vec::new();
    let texts = find_files("", "md").into_iter().chain(find_files("", "rs"));
    for file in texts.filter(|file| !file.ends_with("tests/code/docs.rs")) {
        let text = read_text(&file);
        let named = if file.extension().is_some_and(|ending| ending == "rs") {
            text.lines()
                .map(str::trim_start)
                .filter(|line| line.starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n")
        } else {
            text
        };
        for token in list_code_tokens(&named).filter(|token| is_key_pattern(token)) {
            if !keys.iter().any(|key| matches_pattern(key, token)) {
                missing.push(format!("{}: {token}", file.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The words between backticks, without the punctuation around them.
fn list_code_tokens(text: &str) -> impl Iterator<Item = &str> {
    let spans = text.split('`').skip(1).step_by(2);
    spans
        .flat_map(str::split_whitespace)
        .map(|token| token.trim_matches([',', ';', '(', ')', '"', '\'', '[', ']']))
}

/// The pairs in "`path.rs` (`name`, `name`)".
fn list_names_after_paths(text: &str) -> Vec<(String, String)> {
    let pieces: Vec<&str> = text.split('`').collect();
    let (mut path, mut in_list, mut found) = (None, false, Vec::new());
    for at in (1..pieces.len()).step_by(2) {
        let word = pieces[at].chars().all(|next| next.is_alphanumeric() || "_:".contains(next));
        in_list = word && (pieces[at - 1] == " (" || in_list && pieces[at - 1] == ", ");
        match &path {
            Some(path) if in_list => found.push((String::clone(path), pieces[at].to_owned())),
            _ => {
                let complete = complete_path(pieces[at]);
                path = complete.filter(|path| path.contains('.') && !path.contains([':', ' ']));
            }
        }
    }
    found
}

/// The path from the root of the repository, if the token is one.
fn complete_path(token: &str) -> Option<String> {
    if ROOT_FOLDERS.iter().any(|folder| token.starts_with(folder)) {
        Some(token.to_owned())
    } else if CRATE_FOLDERS.iter().any(|folder| token.starts_with(folder)) {
        Some(format!("src/{token}"))
    } else {
        None
    }
}

/// Every alternative of `{a,b}`.
fn expand_braces(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let Some((inside, after)) = rest.split_once('}') else { return vec![path.to_owned()] };
    inside.split(',').flat_map(|part| expand_braces(&format!("{before}{part}{after}"))).collect()
}

/// Whether a file or folder has this path, and, if a name follows after `:`, whether its text contains the name. `*` and
/// `<noun>` stand for any text inside one name.
fn is_there(path: &str) -> bool {
    let (path, name) = path.split_once(':').unwrap_or((path, ""));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    list_matches(root().to_owned(), &parts).iter().any(|file| {
        name.is_empty() || file.is_file() && contains_word(&read_text(file), name.trim_matches(':'))
    })
}

fn list_matches(folder: PathBuf, parts: &[&str]) -> Vec<PathBuf> {
    let Some((first, rest)) = parts.split_first() else { return vec![folder] };
    if !first.contains(['*', '<']) {
        let next = folder.join(first);
        return if next.exists() { list_matches(next, rest) } else { Vec::new() };
    }
    let Ok(entries) = fs::read_dir(&folder) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter(|entry| matches_pattern(&entry.file_name().to_string_lossy(), first))
        .flat_map(|entry| list_matches(entry.path(), rest))
        .collect()
}

fn contains_word(text: &str, word: &str) -> bool {
    text.split(|next: char| !next.is_alphanumeric() && next != '_').any(|found| found == word)
}

/// Whether `text` is like `pattern`, in which `*`, `…` and `<code>` stand for any text.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    let fixed = split_pattern(pattern);
    let (first, last) = (fixed[0], fixed[fixed.len() - 1]);
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    if fixed.len() == 1 {
        return rest.is_empty();
    }
    for part in &fixed[1..fixed.len() - 1] {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

/// The texts between placeholders; at least one, which may be empty.
fn split_pattern(pattern: &str) -> Vec<&str> {
    let mut fixed = Vec::new();
    for (at, piece) in pattern.split('<').enumerate() {
        let outside = if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, after)| after) };
        fixed.extend(outside.split(['*', '…']));
    }
    fixed
}

fn is_key_pattern(token: &str) -> bool {
    let letter = |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || "-<>_…*".contains(next);
    KEY_PREFIXES.iter().any(|prefix| token.starts_with(prefix)) && token.chars().all(letter)
}

/// The keys of all locale files.
fn load_locale_keys() -> BTreeSet<String> {
    let is_key = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
    let first_word = |line: &str| line.split([' ', '=']).next().unwrap_or_default().to_owned();
    find_files("", "ftl")
        .iter()
        .flat_map(|file| read_text(file).lines().filter(is_key).map(first_word).collect::<Vec<_>>())
        .collect()
}
