//! The words and the law of the registry: every capability is in the glossary, every act that is cited in `docs/law.md`.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{find_files, read_text, root};

/// What an act is called in Vietnamese before its number.
const KINDS_OF_ACTS: [&str; 14] = [
    "BLDS",
    "BLLĐ",
    "Luật",
    "NĐ",
    "NQ",
    "Nghị định",
    "Nghị quyết",
    "PL",
    "Pháp lệnh",
    "QĐ",
    "Quyết định",
    "TT",
    "TTLT",
    "Thông tư",
];
/// Most characters between the kind of an act and its number, such as its name.
const MAX_NAME_CHARS: usize = 40;

#[test]
fn every_capability_is_in_the_glossary() {
    let glossary = read_text("docs/glossary.md");
    let is_noun = |noun: &String| noun != "lib" && root().join(format!("src/app/{noun}.rs")).exists();
    let files = find_files("src/web", "rs");
    let web = root().join("src/web");
    let nouns: BTreeSet<String> = files
        .iter()
        .filter(|file| file.parent() == Some(&web))
        .map(|file| file.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .filter(is_noun)
        .collect();
    assert!(nouns.len() > 15, "the capabilities were not found");
    let missing: BTreeSet<&str> = nouns
        .iter()
        .map(String::as_str)
        .filter(|noun| {
            !glossary.contains(&format!("/{noun}.rs`")) && !glossary.contains(&format!("/{noun}/"))
        })
        .collect();
    assert!(missing.is_empty(), "no path of theirs is in docs/glossary.md: {missing:?}");
}

#[test]
fn every_cited_act_is_in_the_document_of_the_law() {
    let law = read_text("docs/law.md");
    let mut cited: BTreeMap<String, String> = BTreeMap::new();
    for (folder, ending) in
        [("src", "rs"), ("src", "ftl"), ("src", "html"), ("src", "js"), ("src", "json"), ("docs", "md")]
    {
        for file in find_files(folder, ending) {
            for act in list_cited_acts(&read_text(&file)) {
                cited.entry(act).or_insert_with(|| file.display().to_string());
            }
        }
    }
    assert!(cited.len() > 15, "the citations were not found");
    cited.retain(|act, _| !law.contains(act.as_str()));
    assert!(cited.is_empty(), "not in docs/law.md: {cited:#?}");
}

/// The numbers of the acts in a text, such as "178/2004".
fn list_cited_acts(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (slash, _) in text.match_indices('/') {
        let before = text[..slash].trim_end_matches(|c: char| c.is_ascii_digit());
        let number = &text[before.len()..slash];
        let year: String = text[slash + 1..].chars().take_while(char::is_ascii_digit).collect();
        let is_number = (1..=3).contains(&number.len()) && year.len() == 4 && year.starts_with(['1', '2']);
        // A date, such as 10/12/2025, has another number before it.
        if is_number && !before.ends_with('/') && names_an_act(before) {
            found.insert(format!("{number}/{year}"));
        }
    }
    found
}

/// Whether the line ends with the kind of an act and perhaps its name.
fn names_an_act(before: &str) -> bool {
    let line = before.rsplit(['\n', '/', ';', '"']).next().unwrap_or_default();
    let start = line.char_indices().rev().nth(MAX_NAME_CHARS).map_or(0, |(at, _)| at);
    let near = &line[start..];
    KINDS_OF_ACTS.iter().any(|kind| {
        near.rsplit_once(kind).is_some_and(|(left, right)| {
            !left.ends_with(char::is_alphanumeric)
                && right.starts_with(' ')
                && !right.contains(|c: char| c.is_ascii_digit())
        })
    })
}

#[test]
fn an_act_is_found_with_its_name_and_a_date_is_not() {
    let text = "NĐ 178/2004, Luật Phòng, chống ma túy số 120/2025/QH15, từ ngày 10/12/2025; 178/2005 and (TT 05/2006 Điều 2)";
    assert_eq!(list_cited_acts(text), ["178/2004", "120/2025", "05/2006"].map(String::from).into());
}
