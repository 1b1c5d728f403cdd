//! The four faces for documents: parsed and compressed once per process.
//!
//! They are in `fonts/`, already reduced to Latin and Vietnamese, because printpdf embeds complete faces.

mod subset;

use std::collections::BTreeSet;
use std::sync::LazyLock;

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

static TYPEFACES: LazyLock<[Typeface; 4]> = LazyLock::new(|| {
    [
        Typeface::load("TinosVN-Regular", include_bytes!("../../fonts/TinosVN-Regular.ttf")),
        Typeface::load("TinosVN-Bold", include_bytes!("../../fonts/TinosVN-Bold.ttf")),
        Typeface::load("TinosVN-Italic", include_bytes!("../../fonts/TinosVN-Italic.ttf")),
        Typeface::load("TinosVN-BoldItalic", include_bytes!("../../fonts/TinosVN-BoldItalic.ttf")),
    ]
});

impl Typeface {
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

    fn typeface(self) -> &'static Typeface {
        &TYPEFACES[self as usize]
    }

    /// A fixed name: names from printpdf are random, and the same input must give the same file.
    pub(crate) fn id(self) -> FontId {
        FontId(["R", "B", "I", "BI"][self as usize].into())
    }

    pub(crate) fn handle(self) -> PdfFontHandle {
        PdfFontHandle::External(self.id())
    }

    pub(crate) fn pdf_font(self) -> PdfFont {
        self.typeface().font.clone()
    }

    /// Name of the font in its descriptor in the file.
    pub(crate) fn name(self) -> &'static str {
        self.typeface().font.parsed_font.font_name.as_deref().unwrap_or_default()
    }

    /// The font program for a document that uses these characters.
    pub(crate) fn program(self, shown: &BTreeSet<char>) -> lopdf::Stream {
        let few = (shown.len() <= MAX_SUBSET_CHARACTERS).then(|| self.subset_to(shown)).flatten();
        few.unwrap_or_else(|| self.typeface().program.clone())
    }

    fn subset_to(self, shown: &BTreeSet<char>) -> Option<lopdf::Stream> {
        let font = &self.typeface().font.parsed_font;
        let glyphs = shown.iter().filter_map(|c| font.lookup_glyph_index(u32::from(*c))).collect();
        subset::subset_font(&font.original_bytes, Some(&glyphs)).map(compress_font)
    }

    fn advance(self, character: char) -> Option<u16> {
        let advance = self.typeface().advances.get(character as usize).copied();
        advance.filter(|width| *width != NO_GLYPH)
    }

    /// Width of a text at a size, in points. A missing character has no width; `check_printable` refuses it.
    pub(crate) fn measure_width(self, text: &str, size: f32) -> f32 {
        let thousandths: u32 = text.chars().filter_map(|c| self.advance(c)).map(u32::from).sum();
        thousandths as f32 * size / 1000.0
    }
}

/// Checks that a text can be printed: every character is in the typeface, and the text is composed (NFC). White space of
/// any kind is allowed. Forms check it before saving.
///
/// # Errors
/// [`DocumentError::UnprintableCharacter`] or [`DocumentError::NotComposed`], naming the first such character.
pub fn check_printable(text: &str) -> Result<(), DocumentError> {
    text.chars().filter(|c| !c.is_whitespace()).try_for_each(check_printable_character)
}

fn check_printable_character(character: char) -> Result<(), DocumentError> {
    const SOFT_HYPHEN: char = '\u{AD}';
    match character {
        // The faces have some of them, but draw them beside the letter and not above it.
        mark @ '\u{0300}'..='\u{036F}' => Err(DocumentError::NotComposed { mark }),
        SOFT_HYPHEN => Err(DocumentError::UnprintableCharacter { character }),
        // All four faces have the same characters.
        _ if FontFace::Regular.advance(character).is_some() => Ok(()),
        _ => Err(DocumentError::UnprintableCharacter { character }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_holds_the_same_characters() {
        let held =
            |face: FontFace| face.typeface().font.parsed_font.codepoint_to_glyph.keys().collect::<Vec<_>>();
        for face in FontFace::ALL {
            assert_eq!(held(face), held(FontFace::Regular), "{face:?}");
        }
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
        for character in ['€', '™', '旅', '😀', '\u{200B}', '\u{AD}', '\u{7}'] {
            let error = check_printable(&format!("Nhà {character}")).unwrap_err();
            assert!(
                matches!(error, DocumentError::UnprintableCharacter { character: c } if c == character),
                "{error}"
            );
        }
        assert_eq!(
            check_printable("10 €").unwrap_err().to_string(),
            "the typeface has no sign for '€' (U+20AC)"
        );
    }

    #[test]
    fn decomposed_text_is_refused() {
        let error = check_printable("Hoa\u{0300}").unwrap_err();
        assert!(matches!(error, DocumentError::NotComposed { mark: '\u{0300}' }), "{error}");
    }
}
