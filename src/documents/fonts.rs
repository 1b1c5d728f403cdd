//! The four faces for documents: parsed and compressed once per process.
//!
//! They are in `fonts/`, already reduced, because printpdf embeds complete faces and their tables: to Vietnamese, and, for
//! the rare document with a foreigner's name, to Latin with all its marks.

mod subset;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use camket_domain::text::printable::{self, UnprintableSign};
use printpdf::{FontId, ParsedFont, PdfFont, PdfFontHandle};

use crate::DocumentError;

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

/// A parsed face, with the data to measure text and to embed it.
struct Typeface {
    font: PdfFont,
    /// Width of each character by code point, in thousandths of the size; `NO_GLYPH` if the face does not have it.
    advances: Vec<u16>,
    /// The compressed font program for the file.
    program: lopdf::Stream,
}

const NO_GLYPH: u16 = u16::MAX;

/// A face of which a document uses at most this many characters is reduced to them: a tenth of the size, and quickly
/// compressed.
const MAX_SUBSET_CHARACTERS: usize = 40;

/// The faces of nearly every document: Vietnamese, and the Latin letters of Western Europe.
static TYPEFACES: LazyLock<[Typeface; 4]> = LazyLock::new(|| {
    [
        Typeface::load("TinosVN-Regular", include_bytes!("../../fonts/TinosVN-Regular.ttf")),
        Typeface::load("TinosVN-Bold", include_bytes!("../../fonts/TinosVN-Bold.ttf")),
        Typeface::load("TinosVN-Italic", include_bytes!("../../fonts/TinosVN-Italic.ttf")),
        Typeface::load("TinosVN-BoldItalic", include_bytes!("../../fonts/TinosVN-BoldItalic.ttf")),
    ]
});

/// The same faces with every letter that [`check_printable`] allows.
static WIDE_TYPEFACES: LazyLock<[Typeface; 4]> = LazyLock::new(|| {
    [
        Typeface::load("TinosVN-Regular", include_bytes!("../../fonts/TinosLatin-Regular.ttf")),
        Typeface::load("TinosVN-Bold", include_bytes!("../../fonts/TinosLatin-Bold.ttf")),
        Typeface::load("TinosVN-Italic", include_bytes!("../../fonts/TinosLatin-Italic.ttf")),
        Typeface::load("TinosVN-BoldItalic", include_bytes!("../../fonts/TinosLatin-BoldItalic.ttf")),
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

impl Typeface {
    fn find_advance(&self, character: char) -> Option<u16> {
        self.advances.get(character as usize).copied().filter(|width| *width != NO_GLYPH)
    }

    fn load(name: &str, bytes: &[u8]) -> Self {
        let mut font =
            ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).expect("the embedded typefaces can be parsed");
        font.font_name = Some(name.into());
        let advances = measure_advances(&font);
        let program =
            compress_font(subset::subset_font(bytes, None).expect("the embedded typefaces can be cut"));
        Self { font: PdfFont::new(font), advances, program }
    }
}

/// Widths rounded down as printpdf writes them into the PDF, so that justified lines end at the margin.
fn measure_advances(font: &ParsedFont) -> Vec<u16> {
    let last = font.codepoint_to_glyph.last_key_value().map_or(0, |(code, _)| *code as usize);
    let mut advances = vec![NO_GLYPH; last + 1];
    for (code, glyph) in &font.codepoint_to_glyph {
        let units = u32::from(font.get_glyph_width(*glyph).unwrap_or(0));
        let thousandths = units * 1000 / u32::from(font.units_per_em);
        advances[*code as usize] = u16::try_from(thousandths).unwrap_or(NO_GLYPH);
    }
    advances
}

fn compress_font(face: Vec<u8>) -> lopdf::Stream {
    let length = i64::try_from(face.len()).unwrap_or(i64::MAX);
    let mut stream = lopdf::Stream::new(lopdf::dictionary! { "Length1" => length }, face);
    stream.compress().expect("compressing in memory cannot fail");
    // Otherwise `Document::compress` would compress it again.
    stream.with_compression(false)
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

    /// A fixed name: names from printpdf are random, and the same input must give the same file.
    pub(crate) fn id(self) -> FontId {
        FontId(["R", "B", "I", "BI"][self as usize].into())
    }

    pub(crate) fn handle(self) -> PdfFontHandle {
        PdfFontHandle::External(self.id())
    }

    pub(crate) fn pdf_font(self, range: FaceRange) -> PdfFont {
        self.typeface(range).font.clone()
    }

    /// Name of the font in its descriptor in the file.
    pub(crate) fn name(self) -> &'static str {
        self.typeface(FaceRange::Vietnamese).font.parsed_font.font_name.as_deref().unwrap_or_default()
    }

    /// The font program for a document that uses these characters.
    pub(crate) fn program(self, range: FaceRange, shown: &BTreeSet<char>) -> lopdf::Stream {
        let reduced = shown.len() <= MAX_SUBSET_CHARACTERS || range == FaceRange::Latin;
        let subset = reduced.then(|| self.subset_to(range, shown)).flatten();
        subset.unwrap_or_else(|| self.typeface(range).program.clone())
    }

    fn subset_to(self, range: FaceRange, shown: &BTreeSet<char>) -> Option<lopdf::Stream> {
        let font = &self.typeface(range).font.parsed_font;
        let glyphs = shown.iter().filter_map(|c| font.lookup_glyph_index(u32::from(*c))).collect();
        subset::subset_font(&font.original_bytes, Some(&glyphs)).map(compress_font)
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
        let codes = face.typeface(range).font.parsed_font.codepoint_to_glyph.keys();
        codes.filter_map(|code| char::from_u32(*code)).collect()
    }

    #[test]
    fn every_face_holds_the_characters_that_the_rule_allows() {
        // U+FFFF ends the table of a face.
        let not_drawn = |c: &char| matches!(c, '\u{AD}' | '\u{0300}'..='\u{036F}' | '\u{FFFF}');
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
