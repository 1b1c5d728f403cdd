//! The four faces for documents: parsed and compressed once per process.
//!
//! They are in `fonts/`, already reduced, so that most documents embed a face as it was compressed once: to Vietnamese, and,
//! for the rare document with a foreigner's name, to Latin with all its marks.

mod embedding;
mod subset;
mod typeface;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use camket_domain::text::printable::{self, UnprintableSign};
use pdf_writer::Name;

use crate::DocumentError;
use crate::pdf_file::compress;

pub(crate) use embedding::write_fonts;
use typeface::{FontProgram, Typeface};

/// The characters that a document uses in each face.
pub(crate) type UsedCharacters = [BTreeSet<char>; 4];

/// A face of the family that NĐ 30/2020 requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FontFace {
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

/// A face of which a document uses at most this many characters is reduced to them: a tenth of the size, and quickly
/// compressed.
const MAX_SUBSET_CHARACTERS: usize = 40;

/// The faces of nearly every document: Vietnamese, and the Latin letters of Western Europe.
static TYPEFACES: LazyLock<[Typeface; 4]> = LazyLock::new(|| {
    [
        Typeface::load(include_bytes!("../../fonts/TinosVN-Regular.ttf")),
        Typeface::load(include_bytes!("../../fonts/TinosVN-Bold.ttf")),
        Typeface::load(include_bytes!("../../fonts/TinosVN-Italic.ttf")),
        Typeface::load(include_bytes!("../../fonts/TinosVN-BoldItalic.ttf")),
    ]
});

/// The same faces with every letter that [`check_printable`] allows.
static WIDE_TYPEFACES: LazyLock<[Typeface; 4]> = LazyLock::new(|| {
    [
        Typeface::load(include_bytes!("../../fonts/TinosLatin-Regular.ttf")),
        Typeface::load(include_bytes!("../../fonts/TinosLatin-Bold.ttf")),
        Typeface::load(include_bytes!("../../fonts/TinosLatin-Italic.ttf")),
        Typeface::load(include_bytes!("../../fonts/TinosLatin-BoldItalic.ttf")),
    ]
});

/// Which faces a document uses, all of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaceRange {
    Vietnamese,
    Latin,
}

impl FaceRange {
    /// The range that holds all these characters.
    pub(crate) fn covering(shown: &UsedCharacters) -> Self {
        let known = |c: &char| FontFace::Regular.typeface(Self::Vietnamese).find_advance(*c).is_some();
        if shown.iter().flatten().all(known) { Self::Vietnamese } else { Self::Latin }
    }
}

impl FontFace {
    pub(crate) const ALL: [FontFace; 4] =
        [FontFace::Regular, FontFace::Bold, FontFace::Italic, FontFace::BoldItalic];

    fn typeface(self, range: FaceRange) -> &'static Typeface {
        match range {
            FaceRange::Vietnamese => &TYPEFACES[self as usize],
            FaceRange::Latin => &WIDE_TYPEFACES[self as usize],
        }
    }

    /// Name of the font in the pages.
    pub(crate) fn resource(self) -> Name<'static> {
        Name([b"R".as_slice(), b"B", b"I", b"BI"][self as usize])
    }

    /// Name of the font.
    fn name(self) -> &'static str {
        ["TinosVN-Regular", "TinosVN-Bold", "TinosVN-Italic", "TinosVN-BoldItalic"][self as usize]
    }

    /// The font program for a document that uses these characters.
    fn program(self, range: FaceRange, shown: &BTreeSet<char>) -> Cow<'static, FontProgram> {
        let reduced = shown.len() <= MAX_SUBSET_CHARACTERS || range == FaceRange::Latin;
        let subset = reduced.then(|| self.subset_to(range, shown)).flatten();
        subset.map_or(Cow::Borrowed(&self.typeface(range).program), Cow::Owned)
    }

    fn subset_to(self, range: FaceRange, shown: &BTreeSet<char>) -> Option<FontProgram> {
        let typeface = self.typeface(range);
        let glyphs = shown.iter().filter_map(|c| typeface.find_glyph(*c)).collect();
        subset::subset_font(typeface.bytes, Some(&glyphs)).map(|face| FontProgram::new(&face, compress))
    }

    fn advance(self, character: char) -> Option<u16> {
        let ranges = [FaceRange::Vietnamese, FaceRange::Latin];
        ranges.into_iter().find_map(|range| self.typeface(range).find_advance(character))
    }

    /// Width of a text at a size, in points. A missing character has no width; `check_printable` refuses it.
    pub(crate) fn measure_width(self, text: &str, size: f32) -> f32 {
        let thousandths: u32 = text.chars().filter_map(|c| self.advance(c)).map(u32::from).sum();
        thousandths as f32 * size / 1000.0
    }
}

/// Checks that a text can be printed, by the rule that every field has passed.
///
/// # Errors
/// [`DocumentError::UnprintableCharacter`] or [`DocumentError::NotComposed`], naming the first such character.
pub(crate) fn check_printable(text: &str) -> Result<(), DocumentError> {
    printable::check_printable(text).map_err(|UnprintableSign(character)| match character {
        mark @ '\u{0300}'..='\u{036F}' => DocumentError::NotComposed { mark },
        character => DocumentError::UnprintableCharacter { character },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_held(face: FontFace, range: FaceRange) -> BTreeSet<char> {
        ('\0'..='\u{FFFF}').filter(|c| face.typeface(range).find_glyph(*c).is_some()).collect()
    }

    #[test]
    fn every_face_holds_the_characters_that_the_rule_allows() {
        let not_drawn = |c: &char| matches!(c, '\u{AD}' | '\u{0300}'..='\u{036F}');
        let allowed: BTreeSet<char> = ('!'..='\u{FFFF}').filter(|c| !c.is_whitespace()).collect();
        let allowed: BTreeSet<char> = allowed
            .into_iter()
            .filter(|c| printable::check_printable(c.encode_utf8(&mut [0; 4])).is_ok())
            .collect();
        for face in FontFace::ALL {
            let held: BTreeSet<char> = list_held(face, FaceRange::Latin)
                .into_iter()
                .filter(|c| !not_drawn(c) && !c.is_whitespace())
                .collect();
            assert_eq!(held, allowed, "{face:?}");
            assert_eq!(
                list_held(face, FaceRange::Vietnamese),
                list_held(FontFace::Regular, FaceRange::Vietnamese)
            );
            assert!(
                list_held(face, FaceRange::Vietnamese).is_subset(&list_held(face, FaceRange::Latin)),
                "{face:?}"
            );
        }
    }

    #[test]
    fn both_ranges_have_the_same_widths() {
        for (face, c) in FontFace::ALL.into_iter().flat_map(|face| [(face, 'Ệ'), (face, 'w'), (face, '…')])
        {
            let width = |range| face.typeface(range).find_advance(c);
            assert!(
                width(FaceRange::Latin).is_some() && width(FaceRange::Latin) == width(FaceRange::Vietnamese)
            );
        }
    }

    #[test]
    fn only_a_text_beyond_vietnamese_takes_the_wide_faces() {
        let range = |text: &str| {
            FaceRange::covering(&[text.chars().collect(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new()])
        };
        assert_eq!(range("Nguyễn Thị Sen"), FaceRange::Vietnamese);
        assert_eq!(range("Łukasz Żółć"), FaceRange::Latin);
        check_printable("Łukasz Żółć, Đặng Žižek, Ōe Şahin, ʻIolani, Ə; 10 €, ™").unwrap();
    }

    #[test]
    fn all_vietnamese_letters_are_printable() {
        let vowels = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ";
        check_printable(vowels).unwrap();
        check_printable(&vowels.to_uppercase()).unwrap();
        check_printable("“Khách sạn” – 1.000.000 ₫ № 5 & Co. (50 %)…\n\t").unwrap();
    }

    #[test]
    fn what_the_typeface_lacks_is_named() {
        for character in ['✓', '旅', '한', 'я', '😀', '\u{200B}', '\u{AD}', '\u{7}'] {
            let error = check_printable(&format!("Nhà {character}")).unwrap_err();
            assert!(
                matches!(error, DocumentError::UnprintableCharacter { character: c } if c == character),
                "{error}"
            );
        }
        assert_eq!(
            check_printable("10 ✓").unwrap_err().to_string(),
            "the typeface has no sign for '✓' (U+2713)"
        );
    }

    #[test]
    fn decomposed_text_is_refused() {
        let error = check_printable("Hoa\u{0300}").unwrap_err();
        assert!(matches!(error, DocumentError::NotComposed { mark: '\u{0300}' }), "{error}");
    }
}
