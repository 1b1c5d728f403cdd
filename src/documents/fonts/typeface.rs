//! A parsed face: its glyphs and widths by character, and what is embedded of it.

use std::collections::BTreeMap;

use pdf_writer::Rect;
use ttf_parser::{Face, GlyphId};

use super::subset;
use crate::pdf_file::compress_once;

/// A parsed face, with the data to measure text and to embed it.
pub(super) struct Typeface {
    pub(super) bytes: &'static [u8],
    /// Glyph of each character by code point; `NO_GLYPH` if the face does not have it.
    glyphs: Vec<u16>,
    /// The same as a compressed map of a PDF.
    pub(super) glyph_map: Vec<u8>,
    /// Width of each character by code point, in thousandths of the size.
    advances: Vec<u16>,
    pub(super) metrics: Metrics,
    /// With all glyphs.
    pub(super) program: FontProgram,
}

/// Properties of a face, in thousandths of the size; the angle in degrees.
pub(super) struct Metrics {
    pub(super) bounds: Rect,
    pub(super) ascent: f32,
    pub(super) descent: f32,
    pub(super) cap_height: f32,
    pub(super) italic_angle: f32,
    /// Width of a vertical stem.
    pub(super) stem: f32,
}

/// A font program as it is embedded.
#[derive(Clone)]
pub(super) struct FontProgram {
    pub(super) compressed: Vec<u8>,
    /// Length before it was compressed.
    pub(super) length: i32,
}

/// The glyph that stands for a missing one.
const NO_GLYPH: u16 = 0;

impl Typeface {
    pub(super) fn load(bytes: &'static [u8]) -> Self {
        let face = Face::parse(bytes, 0).expect("the embedded typefaces can be parsed");
        let glyphs = list_glyphs(&face);
        let advances = glyphs.iter().map(|glyph| measure_advance(&face, *glyph)).collect();
        let map: Vec<u8> = glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
        let program = subset::subset_font(bytes, None).expect("the embedded typefaces can be cut");
        Self {
            bytes,
            glyphs,
            glyph_map: compress_once(&map),
            advances,
            metrics: Metrics::of(&face),
            program: FontProgram::new(&program, compress_once),
        }
    }

    pub(super) fn find_glyph(&self, character: char) -> Option<u16> {
        self.glyphs.get(character as usize).copied().filter(|glyph| *glyph != NO_GLYPH)
    }

    pub(super) fn find_advance(&self, character: char) -> Option<u16> {
        self.find_glyph(character).map(|_| self.advances[character as usize])
    }
}

impl Metrics {
    fn of(face: &Face<'_>) -> Self {
        let thousandths = |units: i16| (f32::from(units) * 1000.0 / f32::from(face.units_per_em())).round();
        let bounds = face.global_bounding_box();
        let [left, bottom, right, top] =
            [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(thousandths);
        Self {
            bounds: Rect::new(left, bottom, right, top),
            ascent: thousandths(face.ascender()),
            descent: thousandths(face.descender()),
            cap_height: thousandths(face.capital_height().unwrap_or_else(|| face.ascender())),
            italic_angle: face.italic_angle(),
            stem: if face.is_bold() { 140.0 } else { 80.0 },
        }
    }
}

impl FontProgram {
    pub(super) fn new(face: &[u8], compress: fn(&[u8]) -> Vec<u8>) -> Self {
        Self { compressed: compress(face), length: i32::try_from(face.len()).unwrap_or(i32::MAX) }
    }
}

/// The glyph of each character, by code point.
fn list_glyphs(face: &Face<'_>) -> Vec<u16> {
    let mut glyphs = BTreeMap::new();
    let tables = face.tables().cmap.into_iter().flat_map(|map| map.subtables);
    for table in tables.filter(ttf_parser::cmap::Subtable::is_unicode) {
        table.codepoints(|code| {
            glyphs.extend(table.glyph_index(code).map(|GlyphId(glyph)| (code as usize, glyph)));
        });
    }
    glyphs.retain(|_, glyph| *glyph != NO_GLYPH);
    let last = glyphs.last_key_value().map_or(0, |(code, _)| *code);
    (0..=last).map(|code| glyphs.get(&code).copied().unwrap_or(NO_GLYPH)).collect()
}

/// The width in thousandths, rounded down as it is in the PDF, so that justified lines end at the margin.
fn measure_advance(face: &Face<'_>, glyph: u16) -> u16 {
    let units = u32::from(face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0));
    u16::try_from(units * 1000 / u32::from(face.units_per_em())).unwrap_or(u16::MAX)
}
