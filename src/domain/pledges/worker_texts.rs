//! The text of the worker's own pledge in the languages that workers read.
//!
//! The Vietnamese text is part of the terms and is the one that holds. A translation is a file of
//! `terms/worker_texts/v<version>.<language>.json`, which the build finds by itself: Korean, Chinese or Russian need a file and
//! nothing else. Files that have landed are never edited, because signed pledges keep the digest of what was read.

use std::sync::LazyLock;

use serde::Deserialize;

use super::terms::{Terms, WorkerTerms};

/// The contents of the files, in the order of their names.
const FILES: &[&str] = include!(concat!(env!("OUT_DIR"), "/worker_texts.rs"));

/// The language of the terms.
const ORIGINAL: (&str, &str) = ("vi", "Tiếng Việt");

static TRANSLATIONS: LazyLock<Vec<Translation>> = LazyLock::new(|| {
    let read = |file: &&str| {
        serde_json::from_str(file).expect("translations are part of the program and read by its tests")
    };
    FILES.iter().map(read).collect()
});

#[derive(Clone, PartialEq, Debug, Deserialize)]
struct Translation {
    /// Of the terms.
    version: u32,
    language: String,
    /// What the language calls itself.
    language_name: String,
    #[serde(flatten)]
    terms: WorkerTerms,
}

/// The worker's pledge in one language.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct WorkerText {
    pub version: u32,
    /// "vi", "en".
    pub language: &'static str,
    /// What the language calls itself.
    pub language_name: &'static str,
    pub terms: &'static WorkerTerms,
}

impl WorkerText {
    /// The text in the language of the terms.
    pub fn original(terms: &'static Terms) -> Self {
        let (language, language_name) = ORIGINAL;
        Self { version: terms.version, language, language_name, terms: &terms.worker }
    }

    /// The text in `language`; where there is none, the original, which names its own language.
    pub fn find(terms: &'static Terms, language: &str) -> Self {
        Self::list(terms)
            .into_iter()
            .find(|text| text.language == language)
            .unwrap_or_else(|| Self::original(terms))
    }

    /// The texts of a version in all languages, the original first.
    pub fn list(terms: &'static Terms) -> Vec<Self> {
        let translated = TRANSLATIONS.iter().filter(|found| found.version == terms.version);
        let text = |found: &'static Translation| Self {
            version: found.version,
            language: &found.language,
            language_name: &found.language_name,
            terms: &found.terms,
        };
        std::iter::once(Self::original(terms)).chain(translated.map(text)).collect()
    }

    /// Whether it is the text that holds.
    pub fn is_original(&self) -> bool {
        self.language == ORIGINAL.0
    }

    /// The text in one fixed form, for hashing.
    pub fn canonical_text(&self) -> String {
        let head = format!("camket-worker-terms {} {}\n", self.version, self.language);
        head + &self.terms.canonical_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::to_nfc;

    fn first() -> &'static Terms {
        Terms::find_version(1).expect("the first version")
    }

    #[test]
    fn a_language_without_a_text_gets_the_original() {
        assert_eq!(WorkerText::find(first(), "en").language_name, "English");
        for language in ["vi", "ko", "", "EN"] {
            let text = WorkerText::find(first(), language);
            assert_eq!((text.language, text.language_name), ORIGINAL, "{language}");
            assert!(text.is_original());
        }
        let languages: Vec<&str> = WorkerText::list(first()).iter().map(|text| text.language).collect();
        assert_eq!(languages, ["vi", "en"]);
    }

    #[test]
    fn a_translation_has_the_clauses_of_its_original() {
        for translation in TRANSLATIONS.iter() {
            let terms = Terms::find_version(translation.version).expect("a translation of known terms");
            let parts = |terms: &WorkerTerms| -> Vec<(u8, usize)> {
                terms.clauses.iter().map(|clause| (clause.number, clause.bases.len())).collect()
            };
            assert_eq!(parts(&translation.terms), parts(&terms.worker), "{}", translation.language);
            assert_ne!(translation.language, ORIGINAL.0);
            let text = translation.terms.canonical_text();
            assert_eq!(text, to_nfc(&text));
            assert!(!text.contains("  "));
        }
    }

    /// The file of a version and language never changes, so the hash of a signed pledge can be computed again.
    #[test]
    fn canonical_text_is_fixed() {
        let sum = |language| {
            let text = WorkerText::find(first(), language).canonical_text();
            text.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
        };
        assert_eq!((sum("vi"), sum("en")), (16_709_062_791_866_724_765, 10_811_305_963_048_330_929));
    }
}
