//! The four faces on paper: parsed and compressed once for the life of the program.
//!
//! They come from `fonts/`, already cut to Latin and Vietnamese, since printpdf embeds a face whole.

mod cut;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use printpdf::{FontId, ParsedFont, PdfFont, PdfFontHandle};

use crate::DocumentError;

/// The characters that a paper shows in each face.
pub(crate) type Shown = [BTreeSet<char>; 4];

/// One of the four faces of the family that NĐ 30/2020 asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Face {
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

/// A parsed face, with what is needed to measure text and to embed it.
struct Typeface {
    font: PdfFont,
    /// Width of each character by code point, in thousandths of the size; `ABSENT` where the face has none.
    advances: Vec<u16>,
    /// The font program as it stands in the file, so that no certificate pays for compressing it again.
    program: lopdf::Stream,
}

const ABSENT: u16 = u16::MAX;

/// A face of which a paper shows no more characters than this is cut down to them: it takes a tenth of the room, and so
/// few outlines are compressed in no time.
const FEW: usize = 40;

static TYPEFACES: LazyLock<[Typeface; 4]> = LazyLock::new(|| {
    [
        Typeface::read("TinosVN-Regular", include_bytes!("../../fonts/TinosVN-Regular.ttf")),
        Typeface::read("TinosVN-Bold", include_bytes!("../../fonts/TinosVN-Bold.ttf")),
        Typeface::read("TinosVN-Italic", include_bytes!("../../fonts/TinosVN-Italic.ttf")),
        Typeface::read("TinosVN-BoldItalic", include_bytes!("../../fonts/TinosVN-BoldItalic.ttf")),
    ]
});

impl Typeface {
    fn read(name: &str, bytes: &[u8]) -> Self {
        let mut font =
            ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).expect("the embedded typefaces can be parsed");
        font.font_name = Some(name.into());
        let advances = advances(&font);
        let program = compressed(cut::cut(bytes, None).expect("the embedded typefaces can be cut"));
        Self { font: PdfFont::new(font), advances, program }
    }
}

/// Rounded down as printpdf rounds them into the PDF, so that a justified line ends where we think it ends.
fn advances(font: &ParsedFont) -> Vec<u16> {
    let last = font.codepoint_to_glyph.last_key_value().map_or(0, |(code, _)| *code as usize);
    let mut advances = vec![ABSENT; last + 1];
    for (code, glyph) in &font.codepoint_to_glyph {
        let units = u32::from(font.get_glyph_width(*glyph).unwrap_or(0));
        let thousandths = units * 1000 / u32::from(font.units_per_em);
        advances[*code as usize] = u16::try_from(thousandths).unwrap_or(ABSENT);
    }
    advances
}

fn compressed(face: Vec<u8>) -> lopdf::Stream {
    let length = i64::try_from(face.len()).unwrap_or(i64::MAX);
    let mut stream = lopdf::Stream::new(lopdf::dictionary! { "Length1" => length }, face);
    stream.compress().expect("compressing in memory cannot fail");
    // Or `Document::compress` would try once more.
    stream.with_compression(false)
}

impl Face {
    pub(crate) const ALL: [Face; 4] = [Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic];

    fn typeface(self) -> &'static Typeface {
        &TYPEFACES[self as usize]
    }

    /// A fixed name: printpdf's own are random, and the same input must give the same file.
    pub(crate) fn id(self) -> FontId {
        FontId(["R", "B", "I", "BI"][self as usize].into())
    }

    pub(crate) fn handle(self) -> PdfFontHandle {
        PdfFontHandle::External(self.id())
    }

    pub(crate) fn pdf_font(self) -> PdfFont {
        self.typeface().font.clone()
    }

    /// The name by which the font descriptor in the finished file is known again.
    pub(crate) fn name(self) -> &'static str {
        self.typeface().font.parsed_font.font_name.as_deref().unwrap_or_default()
    }

    /// The program to embed in a paper that shows these characters in this face.
    pub(crate) fn program(self, shown: &BTreeSet<char>) -> lopdf::Stream {
        let few = (shown.len() <= FEW).then(|| self.cut_to(shown)).flatten();
        few.unwrap_or_else(|| self.typeface().program.clone())
    }

    fn cut_to(self, shown: &BTreeSet<char>) -> Option<lopdf::Stream> {
        let font = &self.typeface().font.parsed_font;
        let glyphs = shown.iter().filter_map(|c| font.lookup_glyph_index(u32::from(*c))).collect();
        cut::cut(&font.original_bytes, Some(&glyphs)).map(compressed)
    }

    fn advance(self, character: char) -> Option<u16> {
        let advance = self.typeface().advances.get(character as usize).copied();
        advance.filter(|width| *width != ABSENT)
    }

    /// The width of a text at a size, in points. A missing character counts as nothing: `printable` is what refuses it.
    pub(crate) fn width(self, text: &str, size: f32) -> f32 {
        let thousandths: u32 = text.chars().filter_map(|c| self.advance(c)).map(u32::from).sum();
        thousandths as f32 * size / 1000.0
    }
}

/// Whether a text can stand on paper: every character is in the typeface, and the text is composed (NFC).
/// White space of any kind is fine, for lines are broken anew. Forms can ask before anything is saved.
///
/// # Errors
/// [`DocumentError::UnprintableCharacter`] or [`DocumentError::NotComposed`], naming the first such character.
pub fn printable(text: &str) -> Result<(), DocumentError> {
    text.chars().filter(|c| !c.is_whitespace()).try_for_each(printable_character)
}

fn printable_character(character: char) -> Result<(), DocumentError> {
    const SOFT_HYPHEN: char = '\u{AD}';
    match character {
        // The faces have some of them, but would draw them beside their letter, not above it.
        mark @ '\u{0300}'..='\u{036F}' => Err(DocumentError::NotComposed { mark }),
        SOFT_HYPHEN => Err(DocumentError::UnprintableCharacter { character }),
        // All four faces hold the same characters.
        _ if Face::Regular.advance(character).is_some() => Ok(()),
        _ => Err(DocumentError::UnprintableCharacter { character }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_holds_the_same_characters() {
        let held =
            |face: Face| face.typeface().font.parsed_font.codepoint_to_glyph.keys().collect::<Vec<_>>();
        for face in Face::ALL {
            assert_eq!(held(face), held(Face::Regular), "{face:?}");
        }
    }

    #[test]
    fn all_vietnamese_letters_are_printable() {
        let vowels = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ";
        printable(vowels).unwrap();
        printable(&vowels.to_uppercase()).unwrap();
        printable("“Khách sạn” – 1.000.000 ₫ № 5 & Co. (50 %)…\n\t").unwrap();
    }

    #[test]
    fn what_the_typeface_lacks_is_named() {
        for character in ['€', '™', '旅', '😀', '\u{200B}', '\u{AD}', '\u{7}'] {
            let error = printable(&format!("Nhà {character}")).unwrap_err();
            assert!(
                matches!(error, DocumentError::UnprintableCharacter { character: c } if c == character),
                "{error}"
            );
        }
        assert_eq!(printable("10 €").unwrap_err().to_string(), "the typeface has no sign for '€' (U+20AC)");
    }

    #[test]
    fn decomposed_text_is_refused() {
        let error = printable("Hoa\u{0300}").unwrap_err();
        assert!(matches!(error, DocumentError::NotComposed { mark: '\u{0300}' }), "{error}");
    }
}
