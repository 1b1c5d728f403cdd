//! Fonts in a PDF file (ISO 32000-1, 9.7). Text is in UTF-16, so it does not depend on the faces that are chosen when all
//! pages are drawn: a map from codes to glyphs is in the font, and the map from codes to Unicode is the identity.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Filter, Name, Ref, Str};

use super::{FaceRange, FontFace, UsedCharacters};
use crate::pdf_file::{PdfFile, compress_once};

const CODES: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The last high byte of a code.
const LAST_ROW: u8 = 0x22;

/// The compressed map from codes to Unicode, for text to be copied and searched.
static UNICODE_MAP: LazyLock<Vec<u8>> = LazyLock::new(|| compress_once(build_unicode_map().as_bytes()));

/// Writes the fonts of a document, and returns them under their names in the pages.
pub(crate) fn write_fonts(file: &mut PdfFile, shown: &UsedCharacters) -> Vec<(Name<'static>, Ref)> {
    let to_unicode = file.write_stream(&UNICODE_MAP);
    let mut fonts = Fonts { range: FaceRange::covering(shown), to_unicode, glyph_maps: BTreeMap::new() };
    let used = FontFace::ALL.into_iter().zip(shown).filter(|(_, characters)| !characters.is_empty());
    used.map(|(face, characters)| (face.resource(), fonts.write(file, face, characters))).collect()
}

/// The fonts of a document, and what they share.
struct Fonts {
    range: FaceRange,
    to_unicode: Ref,
    /// Upright faces have the same glyphs under the same numbers, and so have slanted ones.
    glyph_maps: BTreeMap<&'static [u8], Ref>,
}

impl Fonts {
    fn write(&mut self, file: &mut PdfFile, face: FontFace, shown: &BTreeSet<char>) -> Ref {
        let (id, descendant) = (file.allot(), file.allot());
        let name = Name(face.name().as_bytes());
        let mut font = file.pdf.type0_font(id);
        font.base_font(name).encoding_predefined(Name(b"Identity-H"));
        font.descendant_font(descendant).to_unicode(self.to_unicode);
        drop(font);
        let glyph_map = face.typeface(self.range).glyph_map.as_slice();
        let glyph_map = *self.glyph_maps.entry(glyph_map).or_insert_with(|| file.write_stream(glyph_map));
        let descriptor = write_descriptor(file, face, self.range, shown);
        let mut font = file.pdf.cid_font(descendant);
        font.subtype(CidFontType::Type2).base_font(name).system_info(CODES);
        font.font_descriptor(descriptor).cid_to_gid_map_stream(glyph_map);
        let mut widths = font.widths();
        for (first, advances) in list_widths(face, self.range, shown) {
            widths.consecutive(first, advances);
        }
        id
    }
}

/// The widths of the characters, each run of consecutive codes with its first one.
fn list_widths(face: FontFace, range: FaceRange, shown: &BTreeSet<char>) -> Vec<(u16, Vec<f32>)> {
    let mut runs: Vec<(u16, Vec<f32>)> = Vec::new();
    for character in shown {
        let code = u16::try_from(*character).unwrap_or_default();
        let advance = face.typeface(range).find_advance(*character).unwrap_or_default();
        match runs.last_mut() {
            Some((first, advances)) if usize::from(*first) + advances.len() == usize::from(code) => {
                advances.push(advance.into());
            }
            _ => runs.push((code, vec![advance.into()])),
        }
    }
    runs
}

fn write_descriptor(file: &mut PdfFile, face: FontFace, range: FaceRange, shown: &BTreeSet<char>) -> Ref {
    let (id, stream) = (file.allot(), file.allot());
    let program = face.program(range, shown);
    let mut written = file.pdf.stream(stream, &program.compressed);
    written.filter(Filter::FlateDecode).pair(Name(b"Length1"), program.length);
    drop(written);
    let metrics = &face.typeface(range).metrics;
    let slant = if metrics.italic_angle == 0.0 { FontFlags::empty() } else { FontFlags::ITALIC };
    let mut descriptor = file.pdf.font_descriptor(id);
    descriptor.name(Name(face.name().as_bytes())).flags(FontFlags::SERIF | FontFlags::SYMBOLIC | slant);
    descriptor.bbox(metrics.bounds).italic_angle(metrics.italic_angle).stem_v(metrics.stem);
    descriptor.ascent(metrics.ascent).descent(metrics.descent).cap_height(metrics.cap_height);
    descriptor.font_file2(stream);
    id
}

/// The identity, row by row: a range may not pass from one high byte to the next (ISO 32000-1, 9.10.3).
fn build_unicode_map() -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    // Writing into a string cannot fail.
    let _ = writeln!(map, "{} beginbfrange", u16::from(LAST_ROW) + 1);
    for row in 0..=LAST_ROW {
        let _ = writeln!(map, "<{row:02X}00> <{row:02X}FF> <{row:02X}00>");
    }
    map + "endbfrange\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_has_a_code_in_the_map_to_unicode() {
        let last = char::from_u32(u32::from(LAST_ROW) << 8 | 0xFF).unwrap();
        for (face, range) in FontFace::ALL
            .into_iter()
            .flat_map(|face| [(face, FaceRange::Vietnamese), (face, FaceRange::Latin)])
        {
            let beyond = (last..='\u{FFFF}').skip(1);
            assert_eq!(
                beyond.filter(|c| face.typeface(range).find_glyph(*c).is_some()).count(),
                0,
                "{face:?}"
            );
        }
    }
}
