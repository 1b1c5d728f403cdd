//! The look-up of a key in the embedded locale files: this crate's own, then those that the crate above registered.

use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, OnceLock};

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{FluentBundle, LanguageIdentifier, StaticLoader, langid, static_loader};
use parking_lot::{Mutex, RwLock};

use super::Lang;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "vi",
        customise: |bundle| { configure_bundle(bundle); },
    };
}

/// The locale files of the crate above.
static REGISTERED: OnceLock<&'static StaticLoader> = OnceLock::new();

/// Registers the locale files of the crate above, made by `static_loader!` with `customise: configure_bundle`. To be
/// called before the first look-up; every call after the first changes nothing.
pub fn register(locales: &'static StaticLoader) {
    REGISTERED.get_or_init(|| locales);
}

/// Sets up the messages of one language.
pub fn configure_bundle<R>(bundle: &mut FluentBundle<R>) {
    // Isolation marks would appear in titles, mails and copied text; both languages are written left to right.
    bundle.set_use_isolating(false);
    let vietnamese = bundle.locales.first() == Some(&VIETNAMESE);
    bundle.set_formatter(Some(if vietnamese { format_vietnamese } else { format_english }));
}

const VIETNAMESE: LanguageIdentifier = langid!("vi");
const ENGLISH: LanguageIdentifier = langid!("en");

/// The value of a placeholder `{ $name }`: text, or a whole number (which can select a plural form).
pub trait Arg {
    /// The value in Fluent's type.
    fn value(&self) -> FluentValue<'static>;
}

impl Arg for str {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Arg for String {
    fn value(&self) -> FluentValue<'static> {
        self.as_str().value()
    }
}

impl<T: Arg + ?Sized> Arg for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

macro_rules! number_args {
    ($($kind:ty),*) => { $(impl Arg for $kind {
        fn value(&self) -> FluentValue<'static> {
            FluentValue::from(*self)
        }
    })* };
}
number_args!(u8, u16, u32, u64, usize, i32, i64);

/// The text of a key. A key that is not in the locale file is returned itself, and logged once.
#[must_use]
pub fn translate(lang: Lang, key: &str) -> String {
    let kept = &TEXTS[lang as usize];
    if let Some(words) = kept.read().get(key) {
        return words.as_ref().to_owned();
    }
    let words = translate_with(lang, key, &[]);
    if words != key {
        kept.write().insert(key.into(), words.as_str().into());
    }
    words
}

/// Texts without placeholders by key, formatted once: a page uses about forty of them.
static TEXTS: LazyLock<[RwLock<TextCache>; 2]> = LazyLock::new(Default::default);

type TextCache = HashMap<Box<str>, Box<str>>;

/// The text of a key with its placeholders filled.
#[must_use]
pub fn translate_with(lang: Lang, key: &str, args: &[(&str, &dyn Arg)]) -> String {
    let locale = match lang {
        Lang::Vi => VIETNAMESE,
        Lang::En => ENGLISH,
    };
    let args: HashMap<&str, FluentValue<'static>> =
        args.iter().map(|(name, value)| (*name, value.value())).collect();
    let own = LOCALES.lookup_single_language(&locale, key, Some(&args));
    let found = own.or_else(|_| find_registered().lookup_single_language(&locale, key, Some(&args)));
    found.unwrap_or_else(|problem| {
        warn_once(lang, key, &problem.to_string());
        key.to_owned()
    })
}

/// # Panics
/// If nothing was registered: a mistake of ours that the first page shows.
fn find_registered() -> &'static StaticLoader {
    REGISTERED.get().expect("l10n::register must be called before the first text is looked up")
}

/// A number with the language's thousands separator: `1.234` or `1,234`.
#[must_use]
pub fn format_number(lang: Lang, value: i64) -> String {
    match lang {
        Lang::Vi => group_thousands(value, '.'),
        Lang::En => group_thousands(value, ','),
    }
}

fn group_thousands(value: i64, mark: char) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::from(if value < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

fn format_vietnamese<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    to_integer(value).map(|value| format_number(Lang::Vi, value))
}

fn format_english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    to_integer(value).map(|value| format_number(Lang::En, value))
}

/// Only whole numbers are passed (`Arg`), so nothing is cut off here.
#[expect(
    clippy::cast_possible_truncation,
    reason = "made from integers by `Arg`; money stays far below 2^53"
)]
fn to_integer(value: &FluentValue<'_>) -> Option<i64> {
    match value {
        FluentValue::Number(number) => Some(number.value as i64),
        _ => None,
    }
}

/// A page may use a missing key on every request; it is logged once.
fn warn_once(lang: Lang, key: &str, problem: &str) {
    static WARNED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut warned = WARNED.lock();
    if warned.insert(format!("{}/{key}", lang.code())) {
        tracing::warn!(lang = lang.code(), key, problem, "words are missing");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_is_shown_as_itself() {
        register(&LOCALES);
        assert_eq!(translate(Lang::Vi, "shell-no-such-key"), "shell-no-such-key");
    }

    #[test]
    fn placeholders_are_filled_without_invisible_marks_and_thousands_are_set_apart() {
        let words = translate_with(Lang::Vi, "errors-too-long", &[("what", &"x"), ("max", &1234)]);
        assert!(words.contains("1.234"), "{words}");
        assert!(!words.contains(['\u{2068}', '\u{2069}']), "{words:?}");
        assert_eq!(format_number(Lang::En, -1_234_567), "-1,234,567");
        assert_eq!(format_number(Lang::Vi, 999), "999");
    }
}
