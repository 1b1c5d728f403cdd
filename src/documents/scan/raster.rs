//! Pictures of a foreign PDF that are kept as compressed rows of pixels (ISO 32000-1, 7.4.4 and 8.9): written as PNG, which
//! keeps rows in the same way (RFC 2083).

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::objects::Objects;
use super::values::{Dictionary, Value};

/// Kinds of pixels that scanners write: black and white, grey, and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pixels {
    Bits,
    Grey,
    Colour,
}

/// A picture as rows of pixels.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Raster {
    width: u32,
    height: u32,
    pixels: Pixels,
    /// Whether each row begins with the filter of PNG.
    has_filters: bool,
}

impl Raster {
    /// `None` for a kind of picture that is not read here.
    pub(super) fn of(objects: &Objects<'_>, image: &Dictionary) -> Option<Self> {
        let count = |key: &[u8]| objects.entry(image, key).and_then(Value::as_count);
        let (width, height) = (u32::try_from(count(b"Width")?).ok()?, u32::try_from(count(b"Height")?).ok()?);
        let pixels = match (count(b"BitsPerComponent")?, count_components(objects, image)?) {
            (1, 1) => Pixels::Bits,
            (8, 1) => Pixels::Grey,
            (8, 3) => Pixels::Colour,
            _ => return None,
        };
        // Reversed pixels are rare, and would be read as a negative.
        let is_plain = image.get(b"Decode").is_none() && width > 0 && height > 0;
        let raster = Self { width, height, pixels, has_filters: false };
        let has_filters = match objects.entry(image, b"DecodeParms").map(Value::as_list) {
            Some([parameters]) => raster.has_filters(objects.resolve(parameters)?.as_dictionary()?)?,
            Some(_) => return None,
            None => false,
        };
        is_plain.then_some(Self { has_filters, ..raster })
    }

    /// Whether the predictor is PNG's, for rows as these; `None` for another one.
    fn has_filters(&self, parameters: &Dictionary) -> Option<bool> {
        let value = |key: &[u8], other: usize| parameters.integer(key).unwrap_or(other);
        let fits = value(b"Columns", 1) == usize::try_from(self.width).ok()?
            && value(b"Colors", 1) == self.pixels.components()
            && value(b"BitsPerComponent", 8) == self.pixels.bits();
        match value(b"Predictor", 1) {
            1 => Some(false),
            10..=15 if fits => Some(true),
            _ => None,
        }
    }

    /// The picture as PNG; `None` if the rows are damaged.
    pub(super) fn write_png(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let filtered;
        let data = match self.has_filters {
            true => bytes,
            false => {
                filtered = self.add_filters(bytes)?;
                &filtered
            }
        };
        let (bits, kind) = match self.pixels {
            Pixels::Bits => (1, 0),
            Pixels::Grey => (8, 0),
            Pixels::Colour => (8, 2),
        };
        let mut header = [self.width.to_be_bytes(), self.height.to_be_bytes()].concat();
        header.extend([bits, kind, 0, 0, 0]);
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (name, content) in [(b"IHDR", header.as_slice()), (b"IDAT", data), (b"IEND", &[])] {
            png.extend(u32::try_from(content.len()).ok()?.to_be_bytes());
            let mut checksum = flate2::Crc::new();
            checksum.update(name);
            checksum.update(content);
            png.extend(name);
            png.extend(content);
            png.extend(checksum.sum().to_be_bytes());
        }
        Some(png)
    }

    /// The rows with the filter "none" before each.
    fn add_filters(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let bits = usize::try_from(self.width).ok()? * self.pixels.components() * self.pixels.bits();
        let mut row = vec![0; bits.div_ceil(8)];
        let mut rows = ZlibDecoder::new(bytes);
        let mut filtered = ZlibEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..self.height {
            rows.read_exact(&mut row).ok()?;
            filtered.write_all(&[0]).ok()?;
            filtered.write_all(&row).ok()?;
        }
        filtered.finish().ok()
    }
}

impl Pixels {
    fn components(self) -> usize {
        if self == Self::Colour { 3 } else { 1 }
    }

    fn bits(self) -> usize {
        if self == Self::Bits { 1 } else { 8 }
    }
}

/// Number of components of the colour space: grey or red, green, blue, also with a profile. A mask is black and white.
fn count_components(objects: &Objects<'_>, image: &Dictionary) -> Option<usize> {
    let Some(space) = objects.entry(image, b"ColorSpace") else {
        return image.get(b"ImageMask").map(|_| 1);
    };
    let (name, rest) = space.as_list().split_first()?;
    match objects.resolve(name)?.as_name()? {
        b"DeviceGray" | b"CalGray" => Some(1),
        b"DeviceRGB" | b"CalRGB" => Some(3),
        b"ICCBased" => objects.resolve(rest.first()?)?.as_dictionary()?.integer(b"N"),
        _ => None,
    }
}
