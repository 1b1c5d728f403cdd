//! Matching of typed names of units: accents, tone placement, kinds, ranking.

use std::sync::Arc;

use super::AreaKind;
use crate::text::{fold_words, sort_key};

/// The names of a unit for the search.
#[derive(Clone, Debug, Default)]
pub(super) struct SearchNames {
    /// Folded name without kind: "phan rang".
    pub words: String,
    /// Folded names of the parent units with their kinds: "tinh khanh hoa".
    pub context: Arc<str>,
}

/// A unit to be matched by a query.
#[derive(Clone, Copy)]
pub(super) struct MatchTarget<'a> {
    pub names: &'a SearchNames,
    /// Name without kind, with accents.
    pub bare: &'a str,
    pub kind: Option<AreaKind>,
}

/// How well a name matches, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum MatchQuality {
    /// The whole name with accents.
    Exact,
    /// The whole name without accents.
    Whole,
    /// The beginning of the name.
    Prefix,
    /// The beginning of a later word.
    WordPrefix,
    /// Anywhere in the name.
    Within,
}

/// One interpretation of a query: which words name the unit, and which its parents.
#[derive(Debug)]
struct QueryReading {
    name: String,
    key: String,
    context: Vec<String>,
    kind: Option<AreaKind>,
}

/// The folded names of a table in one text, so that one pass finds the candidate rows.
#[derive(Debug)]
pub(super) struct NameIndex {
    text: String,
    /// Start of each row's name.
    starts: Vec<usize>,
}

impl NameIndex {
    pub fn build<'a>(names: impl Iterator<Item = &'a SearchNames>) -> Self {
        let mut index = Self { text: String::new(), starts: Vec::new() };
        for row in names {
            index.starts.push(index.text.len());
            index.text.push('\n');
            index.text.push_str(&row.words);
        }
        index
    }

    /// The candidate rows in order: those that contain the first word of a reading.
    pub fn find_candidates(&self, query: &NameQuery) -> Vec<usize> {
        let mut places: Vec<usize> = query.first_words().flat_map(|word| self.find_rows(word)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// A single letter is in nearly every name, so it is matched only at the beginning of a word.
    fn find_rows(&self, word: &str) -> Vec<usize> {
        let row = |(at, _)| self.starts.partition_point(|start| *start <= at) - 1;
        if word.len() > 1 {
            return self.text.match_indices(word).map(row).collect();
        }
        let (first, later) = (format!("\n{word}"), format!(" {word}"));
        self.text.match_indices(&first).chain(self.text.match_indices(&later)).map(row).collect()
    }
}

/// A typed query in all its interpretations.
#[derive(Debug)]
pub(super) struct NameQuery {
    readings: Vec<QueryReading>,
}

impl NameQuery {
    pub fn parse(text: &str) -> Self {
        let typed: Vec<&str> = text.split(|c: char| c.is_whitespace() || ",.;/-".contains(c)).collect();
        let typed: Vec<String> =
            typed.into_iter().flat_map(split_number).filter(|w| !fold_words(w).is_empty()).collect();
        let mut readings = split_readings(&typed, None);
        if let Some((kind, length)) = find_leading_kind(&typed) {
            readings.extend(split_readings(&typed[length..], Some(kind)));
        }
        Self { readings }
    }

    /// The first words of the readings: that of the query, and the one after a kind.
    fn first_words(&self) -> impl Iterator<Item = &str> {
        let mut words: Vec<&str> = self.readings.iter().filter_map(|r| r.name.split(' ').next()).collect();
        words.dedup();
        words.into_iter()
    }

    /// The `limit` best of `candidates`; equal ones keep their order.
    pub fn find_best<'a, T>(
        &self,
        candidates: impl Iterator<Item = &'a T>,
        limit: usize,
        target: impl Fn(&'a T) -> MatchTarget<'a>,
    ) -> Vec<&'a T> {
        let ranked =
            candidates.enumerate().filter_map(|(place, one)| Some((self.rank(target(one))?, place, one)));
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_unstable_by_key(|(rank, place, _)| (*rank, *place));
        ranked.into_iter().take(limit).map(|(_, _, one)| one).collect()
    }

    /// The best fit of all readings; of equal ones, a reading without parent units ranks first.
    fn rank(&self, target: MatchTarget<'_>) -> Option<(MatchQuality, bool)> {
        self.readings.iter().filter_map(|reading| reading.match_target(target)).min()
    }
}

/// All ways to split the words into a name and the names of parents, the longest name first.
fn split_readings(typed: &[String], kind: Option<AreaKind>) -> Vec<QueryReading> {
    let split = |length: usize| {
        let (name, above) = typed.split_at(length);
        let context = above.iter().flat_map(|word| expand_abbreviation(&fold_words(word))).collect();
        QueryReading { name: fold_words(&name.join(" ")), key: sort_key(&name.join(" ")), context, kind }
    };
    (1..=typed.len()).rev().map(split).collect()
}

/// Splits abbreviations with a number: "p15" for "phường 15", "q1" for "quận 1".
fn split_number(word: &str) -> Vec<String> {
    match word.split_at_checked(1) {
        Some((letter, number)) if "pPqQ".contains(letter) && number.parse::<u16>().is_ok() => {
            vec![letter.to_owned(), number.to_owned()]
        }
        _ => vec![word.to_owned()],
    }
}

fn expand_abbreviation(word: &str) -> Vec<String> {
    match word {
        "tp" => vec!["thanh".into(), "pho".into()],
        "tx" => vec!["thi".into(), "xa".into()],
        _ => word.split(' ').map(String::from).collect(),
    }
}

/// The kind at the beginning of a query, and its number of words.
fn find_leading_kind(typed: &[String]) -> Option<(AreaKind, usize)> {
    let first = fold_words(typed.first()?);
    let second = typed.get(1).map(|word| fold_words(word)).unwrap_or_default();
    match (first.as_str(), second.as_str()) {
        ("phuong" | "p", _) => Some((AreaKind::Ward, 1)),
        ("xa" | "x", _) => Some((AreaKind::Commune, 1)),
        ("tt", _) => Some((AreaKind::Township, 1)),
        ("thi", "tran") => Some((AreaKind::Township, 2)),
        ("dac", "khu") => Some((AreaKind::SpecialZone, 2)),
        _ => None,
    }
}

impl QueryReading {
    fn match_target(&self, target: MatchTarget<'_>) -> Option<(MatchQuality, bool)> {
        if self.kind.is_some() && self.kind != target.kind {
            return None;
        }
        let fit = self.match_name(target)?;
        let narrowed = !self.context.is_empty();
        // A match within a name together with parent words is too weak.
        let noise = narrowed && fit == MatchQuality::Within;
        (!noise && self.matches_context(&target.names.context)).then_some((fit, narrowed))
    }

    fn match_name(&self, target: MatchTarget<'_>) -> Option<MatchQuality> {
        let words = target.names.words.as_str();
        let place = words.find(&self.name)?;
        let fit = match place {
            0 if words.len() > self.name.len() => MatchQuality::Prefix,
            0 if sort_key(target.bare) == self.key => MatchQuality::Exact,
            0 => MatchQuality::Whole,
            _ if self.starts_word_in(words) => MatchQuality::WordPrefix,
            _ => MatchQuality::Within,
        };
        Some(fit)
    }

    fn starts_word_in(&self, words: &str) -> bool {
        words.match_indices(&self.name).any(|(place, _)| words[..place].ends_with(' '))
    }

    /// Whether every word is the beginning of a word in the parents' names.
    fn matches_context(&self, context: &str) -> bool {
        self.context.iter().all(|typed| context.split(' ').any(|word| word.starts_with(typed.as_str())))
    }
}
