//! The words of the scanner, for its scripts: no word stands in a script.

use serde_json::{Map, Value};

use crate::l10n::Lang;

/// The files that scripts read from, in both languages. Their messages have placeholders but choose no plural forms.
const FILES: [(Lang, [&str; 3]); 2] = [
    (
        Lang::Vi,
        [
            include_str!("../locales/vi/inspect.ftl"),
            include_str!("../locales/vi/verdict.ftl"),
            include_str!("../locales/vi/codes.ftl"),
        ],
    ),
    (
        Lang::En,
        [
            include_str!("../locales/en/inspect.ftl"),
            include_str!("../locales/en/verdict.ftl"),
            include_str!("../locales/en/codes.ftl"),
        ],
    ),
];

/// Of the codes, a phone at the door needs these.
const NEEDED: [&str; 4] = ["inspect-", "verdict-", "codes-kind-", "codes-neutral-"];

/// `{"inspect-…": "…{ $name }…"}`; the scripts fill the placeholders.
pub fn json(lang: Lang) -> String {
    let files = FILES.iter().filter(|(own, _)| *own == lang).flat_map(|(_, files)| files);
    let lines = files.flat_map(|file| file.lines()).filter_map(|line| line.split_once(" = "));
    let needed = lines.filter(|(key, _)| NEEDED.iter().any(|beginning| key.starts_with(beginning)));
    let words: Map<_, _> =
        needed.map(|(key, words)| (key.to_owned(), Value::String(words.to_owned()))).collect();
    Value::Object(words).to_string()
}
