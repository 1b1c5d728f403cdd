//! Subsetting of a TrueType face: only the tables that a PDF needs and, optionally, only some glyphs.
//!
//! Glyph numbers do not change, so references to them stay valid.

use std::collections::{BTreeMap, BTreeSet};

/// The tables that PDF readers use. Names, character maps and layout rules are in the PDF itself.
const TABLES: [[u8; 4]; 6] = [*b"glyf", *b"head", *b"hhea", *b"hmtx", *b"loca", *b"maxp"];

/// The face with only these tables, and only the outlines of the given glyphs (with `None`, all). Returns `None` if the
/// bytes are not a TrueType face with short offsets.
pub(super) fn subset_font(face: &[u8], glyphs: Option<&BTreeSet<u16>>) -> Option<Vec<u8>> {
    let mut tables = find_tables(face)?;
    let Some(glyphs) = glyphs else { return Some(join_tables(&tables)) };
    let outlines = Outlines::parse(tables[b"loca"], tables[b"glyf"])?;
    let (loca, glyf) = outlines.keep_only(&outlines.with_components(glyphs)?);
    tables.insert(*b"loca", &loca);
    tables.insert(*b"glyf", &glyf);
    Some(join_tables(&tables))
}

fn find_tables(face: &[u8]) -> Option<BTreeMap<[u8; 4], &[u8]>> {
    let count = usize::from(read_u16(face, 4)?);
    let mut tables = BTreeMap::new();
    for record in face.get(12..12 + 16 * count)?.chunks_exact(16) {
        let (tag, start, length) =
            (record[..4].try_into().ok()?, read_u32(record, 8)?, read_u32(record, 12)?);
        if TABLES.contains(&tag) {
            tables.insert(tag, face.get(start..start + length)?);
        }
    }
    let short_offsets = read_u16(tables.get(b"head")?, 50)? == 0;
    (short_offsets && tables.len() == TABLES.len()).then_some(tables)
}

/// The outlines of a face by glyph number; some are empty.
struct Outlines<'a>(Vec<&'a [u8]>);

impl<'a> Outlines<'a> {
    fn parse(loca: &[u8], glyf: &'a [u8]) -> Option<Self> {
        let offsets: Vec<_> = loca
            .chunks_exact(2)
            .map(|pair| 2 * usize::from(u16::from_be_bytes([pair[0], pair[1]])))
            .collect();
        offsets.windows(2).map(|ends| glyf.get(ends[0]..ends[1])).collect::<Option<_>>().map(Self)
    }

    /// The glyphs, their components, and glyph 0 (missing glyph).
    fn with_components(&self, glyphs: &BTreeSet<u16>) -> Option<BTreeSet<u16>> {
        let mut all = BTreeSet::new();
        let mut waiting: Vec<u16> = glyphs.iter().copied().chain([0]).collect();
        while let Some(glyph) = waiting.pop() {
            if all.insert(glyph) {
                waiting.extend(list_components(self.0.get(usize::from(glyph))?)?);
            }
        }
        Some(all)
    }

    fn keep_only(&self, kept: &BTreeSet<u16>) -> (Vec<u8>, Vec<u8>) {
        let (mut loca, mut glyf) = (vec![0, 0], Vec::new());
        for (glyph, outline) in (0_u16..).zip(&self.0) {
            if kept.contains(&glyph) {
                glyf.extend_from_slice(outline);
            }
            // Fits: the subset is never longer than the original table, whose half offsets fit in 16 bits.
            loca.extend(u16::try_from(glyf.len() / 2).unwrap_or(u16::MAX).to_be_bytes());
        }
        (loca, glyf)
    }
}

/// The components of a composite outline; empty for a simple one.
fn list_components(outline: &[u8]) -> Option<Vec<u16>> {
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    let mut parts = Vec::new();
    let composite = read_u16(outline, 0).is_some_and(|contours| contours >= 0x8000);
    let mut at = 10;
    let mut more = composite;
    while more {
        let flags = read_u16(outline, at)?;
        parts.push(read_u16(outline, at + 2)?);
        let scales = [(SCALE, 2), (TWO_SCALES, 4), (MATRIX, 8)];
        let scale: usize =
            scales.iter().filter(|(flag, _)| flags & flag != 0).map(|(_, length)| length).sum();
        at += 4 + if flags & WORDS == 0 { 2 } else { 4 } + scale;
        more = flags & MORE != 0;
    }
    Some(parts)
}

/// Writes a face with these tables. PDF readers do not check checksums, so they are zero.
fn join_tables(tables: &BTreeMap<[u8; 4], &[u8]>) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(0);
    let (power, range) = (count.ilog2(), 16_u16 << count.ilog2());
    let mut face = vec![0, 1, 0, 0];
    let selector = u16::try_from(power).unwrap_or(0);
    face.extend([count, range, selector, 16 * count - range].into_iter().flat_map(u16::to_be_bytes));
    let mut start = face.len() + 16 * tables.len();
    for (tag, table) in tables {
        face.extend_from_slice(tag);
        face.extend(
            [0, start, table.len()].into_iter().flat_map(|n| u32::try_from(n).unwrap_or(0).to_be_bytes()),
        );
        start += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        face.extend_from_slice(table);
        face.resize(face.len().next_multiple_of(4), 0);
    }
    face
}

fn read_u16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn read_u32(bytes: &[u8], at: usize) -> Option<usize> {
    let number: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(number)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{FaceRange, FontFace};

    fn outline_lengths(face: &[u8]) -> Vec<usize> {
        let tables = find_tables(face).unwrap();
        let outlines = Outlines::parse(tables[b"loca"], tables[b"glyf"]).unwrap();
        outlines.0.iter().map(|outline| outline.len()).collect()
    }

    #[test]
    fn a_cut_face_keeps_its_glyphs_with_their_parts_and_nothing_else() {
        let font = FontFace::Regular.typeface(FaceRange::Vietnamese);
        let glyph = |c: char| font.find_glyph(c).unwrap();
        let cut = subset_font(font.bytes, Some(&BTreeSet::from([glyph('ố')]))).unwrap();
        let (whole, left) = (outline_lengths(font.bytes), outline_lengths(&cut));
        assert_eq!(whole.len(), left.len(), "glyph numbers stay");
        let kept: Vec<_> = (0..left.len()).filter(|glyph| left[*glyph] > 0).collect();
        assert!(kept.contains(&usize::from(glyph('ố'))) && kept.contains(&0));
        assert!(kept.len() < 8, "{kept:?}");
        assert!(kept.iter().all(|glyph| left[*glyph] == whole[*glyph]));
    }

    #[test]
    fn every_composite_finds_its_parts() {
        let both = [FaceRange::Vietnamese, FaceRange::Latin];
        for (face, range) in FontFace::ALL.into_iter().flat_map(|face| both.map(|range| (face, range))) {
            let tables = find_tables(face.typeface(range).bytes).unwrap();
            let outlines = Outlines::parse(tables[b"loca"], tables[b"glyf"]).unwrap();
            let all: BTreeSet<u16> = (0_u16..).zip(&outlines.0).map(|(glyph, _)| glyph).collect();
            assert_eq!(outlines.with_components(&all), Some(all), "{face:?}");
        }
    }

    #[test]
    fn what_is_no_face_is_not_cut() {
        assert_eq!(subset_font(b"not a face", None), None);
    }
}
