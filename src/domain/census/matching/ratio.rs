//! Similarity of texts: edits by their length.

/// Least similarity of texts that may be the same but for typing errors, in per cent.
pub(super) const MIN_PERCENT: usize = 85;

/// A text as it is compared, with a mark for each of its letters, so that most different texts are told apart without
/// counting edits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ComparedText {
    letters: Vec<char>,
    /// A bit for each letter that it has; several letters may share one.
    present: u64,
}

impl ComparedText {
    pub fn new(text: &str) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let present = letters.iter().fold(0, |present, letter| present | 1 << (u32::from(*letter) % 64));
        Self { letters, present }
    }

    pub fn letters(&self) -> &[char] {
        &self.letters
    }

    /// Similarity in per cent, rounded down: 100 less the share of characters to change, add or remove (Levenshtein) in the
    /// longer text. `None` below [`MIN_PERCENT`].
    pub fn compare(&self, other: &Self) -> Option<u8> {
        let longest = self.letters.len().max(other.letters.len());
        if longest == 0 {
            return Some(100);
        }
        let allowed = longest * (100 - MIN_PERCENT) / 100;
        // One edit changes at most two of the marks.
        if (self.present ^ other.present).count_ones() as usize > 2 * allowed {
            return None;
        }
        let edits = count_edits(&self.letters, &other.letters, allowed)?;
        u8::try_from(100 - (edits * 100).div_ceil(longest)).ok()
    }
}

pub(in crate::census) fn is_similar(a: &str, b: &str) -> bool {
    ComparedText::new(a).compare(&ComparedText::new(b)).is_some()
}

/// The edits between two texts, if they are at most `allowed`.
fn count_edits(a: &[char], b: &[char], allowed: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    if a.len().abs_diff(b.len()) > allowed || allowed == 0 {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let (mut diagonal, mut least) = (row[0], i + 1);
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
            least = least.min(row[j + 1]);
        }
        if least > allowed {
            return None;
        }
    }
    row.last().copied().filter(|edits| *edits <= allowed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratio(a: &str, b: &str) -> Option<u8> {
        ComparedText::new(a).compare(&ComparedText::new(b))
    }

    #[test]
    fn one_error_in_seven_letters_is_a_typing_error() {
        for (a, b, percent) in [
            ("sen vang", "sen vang", Some(100)),
            ("sen vang", "sen vamg", Some(87)),
            ("sen vang", "senvang", Some(87)),
            ("hoamai", "hoamau", None),
            ("sen hong", "sen vang", None),
            ("hoang gia palace", "hoang ga palaces", Some(87)),
            ("", "", Some(100)),
            ("", "sen", None),
        ] {
            assert_eq!(ratio(a, b), percent, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn it_is_symmetric_and_never_higher_than_the_edits_allow(a in "[a-c ]{0,20}", b in "[a-c ]{0,20}") {
            prop_assert_eq!(ratio(&a, &b), ratio(&b, &a));
            prop_assert_eq!(ratio(&a, &a), Some(100));
            if let Some(percent) = ratio(&a, &b) {
                prop_assert!(percent >= 85 && (percent == 100) == (a == b));
            }
        }
    }
}
