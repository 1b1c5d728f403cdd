//! The scanner's texts as JSON for its scripts, which hold no texts of their own.

use serde_json::{Map, Value};

use camket_shell::l10n::Lang;

/// The locale files whose messages scripts use. Scripts fill placeholders but cannot select plural forms.
const FILES: [(Lang, [&str; 3]); 2] = [
    (
        Lang::Vi,
        [
            include_str!("../locales/vi/inspect.ftl"),
            include_str!("../locales/vi/verify.ftl"),
            include_str!("../locales/vi/codes.ftl"),
        ],
    ),
    (
        Lang::En,
        [
            include_str!("../locales/en/inspect.ftl"),
            include_str!("../locales/en/verify.ftl"),
            include_str!("../locales/en/codes.ftl"),
        ],
    ),
];

/// Prefixes of the keys that are sent to the scripts.
const KEY_PREFIXES: [&str; 4] = ["inspect-", "verify-verdict-", "codes-kind-", "codes-neutral-"];

/// `{"inspect-…": "…{ $name }…"}`; the scripts fill the placeholders.
pub fn build_json(lang: Lang) -> String {
    let files = FILES.iter().filter(|(own, _)| *own == lang).flat_map(|(_, files)| files);
    let lines = files.flat_map(|file| file.lines()).filter_map(|line| line.split_once(" = "));
    let needed = lines.filter(|(key, _)| KEY_PREFIXES.iter().any(|beginning| key.starts_with(beginning)));
    let words: Map<_, _> =
        needed.map(|(key, words)| (key.to_owned(), Value::String(words.to_owned()))).collect();
    Value::Object(words).to_string()
}
