//! ZIP archives (APPNOTE.TXT of PKWARE, 4.3) into a sink that cannot go back: sizes and checksum follow each part (4.3.9).

use std::borrow::Cow;
use std::io::{Error, ErrorKind, Result, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Bytes that are gathered before they leave.
pub(crate) const CHUNK_BYTES: usize = 32 << 10;

/// 2.0, for folders and deflate.
const VERSION: u16 = 20;
/// Sizes follow the part (bit 3), and names are UTF-8 (bit 11).
const FLAGS: u16 = 1 << 3 | 1 << 11;
const DEFLATE: u16 = 8;
/// Time and date of all parts, the first of January 1980: the same list gives the same file.
const MODIFIED: u32 = 0x21 << 16;

/// Packs one part, into memory; the bytes are taken from there.
#[derive(Debug)]
pub(crate) struct PartEncoder {
    deflate: DeflateEncoder<Vec<u8>>,
    checksum: Crc,
    /// Bytes that were taken.
    taken: usize,
}

impl PartEncoder {
    pub(crate) fn new() -> Self {
        // Half of the time of the next level, for a file that is a third larger.
        let deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        Self { deflate, checksum: Crc::new(), taken: 0 }
    }

    pub(crate) fn write(&mut self, content: &str) -> Result<()> {
        self.write_bytes(content.as_bytes())
    }

    fn write_bytes(&mut self, content: &[u8]) -> Result<()> {
        self.checksum.update(content);
        self.deflate.write_all(content)
    }

    /// Sends what is packed to the archive if it is a whole chunk.
    pub(crate) fn send_chunk<W: Write>(&mut self, archive: &mut ArchiveWriter<W>) -> Result<()> {
        let packed = self.deflate.get_mut();
        if packed.len() >= CHUNK_BYTES {
            archive.write(packed)?;
            self.taken += packed.len();
            packed.clear();
        }
        Ok(())
    }
}

#[derive(Debug)]
pub(crate) struct ArchiveWriter<W> {
    sink: W,
    written: usize,
    parts: Vec<Part>,
}

/// A part that has been written or is being written.
#[derive(Debug)]
struct Part {
    name: Cow<'static, str>,
    start: u32,
    checksum: u32,
    packed: u32,
    unpacked: u32,
}

impl<W: Write> ArchiveWriter<W> {
    pub(crate) fn new(sink: W) -> Self {
        Self { sink, written: 0, parts: Vec::new() }
    }

    /// Writes a whole part.
    pub(crate) fn add_part(&mut self, name: impl Into<Cow<'static, str>>, content: &str) -> Result<()> {
        self.add_bytes(name, content.as_bytes())
    }

    /// Writes a whole part that is no text.
    pub(crate) fn add_bytes(&mut self, name: impl Into<Cow<'static, str>>, content: &[u8]) -> Result<()> {
        let mut part = PartEncoder::new();
        part.write_bytes(content)?;
        self.start_part(name)?;
        self.end_part(part)
    }

    /// Writes the header of a part. Its bytes follow by [`PartEncoder::send_chunk`] and [`Self::end_part`].
    pub(crate) fn start_part(&mut self, name: impl Into<Cow<'static, str>>) -> Result<()> {
        let (name, start) = (name.into(), to_u32(self.written)?);
        let mut header = b"PK\x03\x04".to_vec();
        add_numbers(&mut header, &[VERSION, FLAGS, DEFLATE]);
        add_long_numbers(&mut header, &[MODIFIED, 0, 0, 0]);
        add_numbers(&mut header, &[to_u16(name.len())?, 0]);
        header.extend_from_slice(name.as_bytes());
        self.parts.push(Part { name, start, checksum: 0, packed: 0, unpacked: 0 });
        self.write(&header)
    }

    /// Writes the rest of the part that was started last.
    pub(crate) fn end_part(&mut self, encoder: PartEncoder) -> Result<()> {
        let PartEncoder { deflate, checksum, taken } = encoder;
        // Asked before the end of the stream, which takes the encoder.
        let unpacked = deflate.total_in();
        let rest = deflate.finish()?;
        self.write(&rest)?;
        let sizes =
            [checksum.sum(), to_u32(taken + rest.len())?, u32::try_from(unpacked).map_err(|_| too_large())?];
        if let Some(part) = self.parts.last_mut() {
            [part.checksum, part.packed, part.unpacked] = sizes;
        }
        let mut descriptor = b"PK\x07\x08".to_vec();
        add_long_numbers(&mut descriptor, &sizes);
        self.write(&descriptor)
    }

    /// Writes the list of parts.
    pub(crate) fn finish(mut self) -> Result<W> {
        let start = to_u32(self.written)?;
        let mut list = Vec::new();
        for part in &self.parts {
            list.extend_from_slice(b"PK\x01\x02");
            add_numbers(&mut list, &[VERSION, VERSION, FLAGS, DEFLATE]);
            add_long_numbers(&mut list, &[MODIFIED, part.checksum, part.packed, part.unpacked]);
            // Lengths of name, extra field and comment; disk, attributes.
            add_numbers(&mut list, &[to_u16(part.name.len())?, 0, 0, 0, 0]);
            add_long_numbers(&mut list, &[0, part.start]);
            list.extend_from_slice(part.name.as_bytes());
        }
        let (length, count) = (to_u32(list.len())?, to_u16(self.parts.len())?);
        list.extend_from_slice(b"PK\x05\x06");
        add_numbers(&mut list, &[0, 0, count, count]);
        add_long_numbers(&mut list, &[length, start]);
        add_numbers(&mut list, &[0]);
        self.write(&list)?;
        Ok(self.sink)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.written += bytes.len();
        self.sink.write_all(bytes)
    }
}

fn add_numbers(bytes: &mut Vec<u8>, numbers: &[u16]) {
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn add_long_numbers(bytes: &mut Vec<u8>, numbers: &[u32]) {
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn to_u16(number: usize) -> Result<u16> {
    u16::try_from(number).map_err(|_| too_large())
}

fn to_u32(number: usize) -> Result<u32> {
    u32::try_from(number).map_err(|_| too_large())
}

fn too_large() -> Error {
    Error::new(ErrorKind::InvalidInput, "the file would be larger than 4 GB")
}
