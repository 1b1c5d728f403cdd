//! Which characters of two texts differ, for marking side by side. What the comparison does not count is not marked: case, the
//! place of a tone mark, spaces, words of the kind of a venue.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::words::Word;

/// The differing characters of both texts, as ranges of bytes.
pub(super) type Differences = (Vec<Range<usize>>, Vec<Range<usize>>);

/// A letter of a compared word.
struct Letter {
    /// In small letters, with the marks that make it another letter, without tone.
    base: String,
    carries_tone: bool,
    /// Place of its word, and whether that has the same letters but another tone.
    word: usize,
    range: Range<usize>,
}

/// Marks the letters of the words that have no counterpart, and the tones of words that differ in them. With
/// `plain`, accents are not compared, as one text has none.
pub(super) fn find_differences(
    (left_text, left): (&str, &[Word]),
    (right_text, right): (&str, &[Word]),
    plain: bool,
) -> Differences {
    let (own, other) = (list_letters(left_text, left, plain), list_letters(right_text, right, plain));
    let pairs = align(&own, &other);
    let (mut own_marked, mut other_marked) = (vec![true; own.len()], vec![true; other.len()]);
    for (i, j) in pairs {
        let tone_differs = !plain
            && tone(&left[own[i].word]) != tone(&right[other[j].word])
            && (own[i].carries_tone || other[j].carries_tone);
        own_marked[i] = tone_differs;
        other_marked[j] = tone_differs;
    }
    (collect_ranges(&own, &own_marked), collect_ranges(&other, &other_marked))
}

fn tone(word: &Word) -> Option<char> {
    word.marked.chars().last().filter(|last| is_tone(*last))
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}')
}

fn list_letters(text: &str, words: &[Word], plain: bool) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for (word, found) in words.iter().enumerate() {
        let part = text.get(found.range.clone()).unwrap_or_default();
        for (at, c) in part.char_indices() {
            let start = found.range.start + at;
            let range = start..start + c.len_utf8();
            let decomposed: Vec<char> = c.to_lowercase().nfd().collect();
            if is_combining_mark(c)
                && let Some(last) = letters.last_mut()
            {
                last.range.end = range.end;
                last.carries_tone |= is_tone(c);
                continue;
            }
            let kept = decomposed.iter().filter(|c| !is_tone(**c) && (!plain || !is_combining_mark(**c)));
            let base = kept.map(|c| if plain && *c == 'đ' { 'd' } else { *c }).collect();
            letters.push(Letter { base, carries_tone: decomposed.iter().any(|c| is_tone(*c)), word, range });
        }
    }
    letters
}

/// The pairs of a longest common subsequence.
fn align(own: &[Letter], other: &[Letter]) -> Vec<(usize, usize)> {
    let width = other.len() + 1;
    let mut lengths = vec![0_u16; (own.len() + 1) * width];
    for i in (0..own.len()).rev() {
        for j in (0..other.len()).rev() {
            lengths[i * width + j] = if own[i].base == other[j].base {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    while i < own.len() && j < other.len() {
        if own[i].base == other[j].base {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The ranges of the marked letters, those beside each other as one.
fn collect_ranges(letters: &[Letter], marked: &[bool]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (letter, _) in letters.iter().zip(marked).filter(|(_, marked)| **marked) {
        match ranges.last_mut() {
            Some(last) if last.end == letter.range.start => last.end = letter.range.end,
            _ => ranges.push(letter.range.clone()),
        }
    }
    ranges
}
