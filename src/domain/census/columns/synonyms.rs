//! What the words of a header mean.

use super::words::{WORDS, find_source_words};
use super::{CensusColumn, GuessEvidence};
use crate::census::SourceKind;
use crate::census::matching::ratio;

/// Fewest characters of words that a typing error may change.
const MIN_TYPO_CHARS: usize = 6;

/// Guesses the meaning of a folded header. The words that stand first decide, as Vietnamese puts the noun before what
/// describes it ("số điện thoại chủ cơ sở" is a telephone number); of those the longest.
pub(super) fn guess(header: &str, source: SourceKind) -> (Option<CensusColumn>, GuessEvidence) {
    if header.is_empty() {
        return (None, GuessEvidence::None);
    }
    if let Some((meaning, words)) = find_words(header, source) {
        return (Some(meaning), GuessEvidence::Words(words));
    }
    let similar = all_words(source).find(|(_, words)| is_typo_of(header, words));
    similar.map_or((None, GuessEvidence::None), |(meaning, words)| {
        (Some(meaning), GuessEvidence::Similar(words))
    })
}

/// Whether a folded text is a header as it stands, whatever the source.
pub(super) fn is_header_text(text: &str, source: SourceKind) -> bool {
    all_words(source).any(|(_, words)| words == text)
}

fn all_words(source: SourceKind) -> impl Iterator<Item = (CensusColumn, &'static str)> {
    let lists = find_source_words(source).iter().chain(WORDS);
    lists.flat_map(|(meaning, words)| words.iter().map(|words| (*meaning, *words)))
}

fn find_words(header: &str, source: SourceKind) -> Option<(CensusColumn, &'static str)> {
    let mut best: Option<(usize, usize, CensusColumn, &'static str)> = None;
    for (meaning, words) in all_words(source) {
        let Some(at) = find_whole_words(header, words) else { continue };
        // A single short word names a column only if it is the whole header, or its first word.
        if at > 0 && !words.contains(' ') {
            continue;
        }
        // The source's own words come first in the list, so an equal later one does not replace them.
        if best
            .is_none_or(|(start, length, _, _)| (at, usize::MAX - words.len()) < (start, usize::MAX - length))
        {
            best = Some((at, words.len(), meaning, words));
        }
    }
    best.map(|(_, _, meaning, words)| (meaning, words))
}

fn find_whole_words(text: &str, words: &str) -> Option<usize> {
    let bounded = |at: &usize| {
        let after = text.as_bytes().get(at + words.len());
        (*at == 0 || text.as_bytes()[at - 1] == b' ') && after.is_none_or(|byte| *byte == b' ')
    };
    text.match_indices(words).map(|(at, _)| at).find(bounded)
}

fn is_typo_of(header: &str, words: &str) -> bool {
    let long_enough = words.len() >= MIN_TYPO_CHARS && header.len().abs_diff(words.len()) <= 2;
    long_enough && ratio::is_similar(header, words)
}

#[cfg(test)]
mod tests;
