//! Letters as search compares them: a table for those of Vietnamese and its neighbours, Unicode's own tables for all others.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The code points of the table: up to the last Vietnamese letter.
const TABLE_SIZE: u32 = 0x1F00;

/// What becomes of a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Folded {
    /// This one letter.
    Letter(char),
    /// Nothing: it is a mark on the letter before.
    Nothing,
    /// Several letters, or what depends on the letters around it.
    Other,
}

static TABLE: LazyLock<Vec<Folded>> = LazyLock::new(|| (0..TABLE_SIZE).map(fold_code).collect());

fn fold_code(code: u32) -> Folded {
    // The lower case of a sigma depends on its place in the word.
    let Some(letter) = char::from_u32(code).filter(|letter| *letter != 'Σ') else { return Folded::Other };
    let folded = fold_any(&letter.to_string());
    let mut letters = folded.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Folded::Nothing,
        (Some(letter), None) => Folded::Letter(letter),
        (Some(_), Some(_)) => Folded::Other,
    }
}

/// Lower case, compatibility decomposition (NFKD) without its marks, đ as d.
pub(super) fn fold_letters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match TABLE.get(letter as usize) {
            Some(Folded::Letter(plain)) => folded.push(*plain),
            Some(Folded::Nothing) => {}
            Some(Folded::Other) | None => return fold_any(text),
        }
    }
    folded
}

fn fold_any(text: &str) -> String {
    text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).map(fold_d).collect()
}

/// đ has no decomposition in Unicode, so it is replaced here.
fn fold_d(c: char) -> char {
    if c == 'đ' { 'd' } else { c }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_of_the_table_are_as_in_unicode() {
        assert_eq!(fold_letters("Đường Hòa Ba\u{300}"), "duong hoa ba");
        assert_eq!(fold_letters("ΛΟΓΟΣ ½ ﬁ 東"), fold_any("ΛΟΓΟΣ ½ ﬁ 東"));
        let known = TABLE.iter().filter(|folded| **folded != Folded::Other).count();
        assert!(known > TABLE.len() * 9 / 10, "{known}");
    }

    proptest! {
        #[test]
        fn any_text_is_folded_as_by_unicode(text in "[a-zA-ZĐđÀ-ỹ\u{300}-\u{323}ΣσİŒ½ -~]{0,20}", other in any::<String>()) {
            prop_assert_eq!(fold_letters(&text), fold_any(&text));
            prop_assert_eq!(fold_letters(&other), fold_any(&other));
        }
    }
}
