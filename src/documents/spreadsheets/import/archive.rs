//! ZIP archives (APPNOTE.TXT of PKWARE, 4.3): a list of parts, each unpacked on request and measured meanwhile.
//!
//! Sizes that the archive claims can only lead to an earlier refusal. Parts that overlap, which make a small archive
//! unpack to terabytes, count each time.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::error::{ImportError, LimitKind};
use super::limits::ReadLimits;

/// Most parts of an archive. A workbook has one per sheet, picture and comment.
const MAX_PARTS: usize = 5_000;
/// Parts below this size may be packed as well as they like.
const RATIO_FROM_BYTES: usize = 4 << 20;
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const MAX_COMMENT_BYTES: usize = 0xFFFF;
const ENTRY_SIGNATURE: &[u8] = b"PK\x01\x02";
const ENTRY_BYTES: usize = 46;
const LOCAL_SIGNATURE: &[u8] = b"PK\x03\x04";
const LOCAL_BYTES: usize = 30;

const DAMAGED: ImportError = ImportError::Damaged("archive");

pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    limits: &'a ReadLimits,
    parts: Vec<Part>,
    /// Unpacked until now.
    unpacked: usize,
}

struct Part {
    /// Lower case, with "/" between folders.
    name: String,
    is_stored: bool,
    checksum: u32,
    packed_bytes: usize,
    /// Where its local header begins.
    start: usize,
}

impl<'a> Archive<'a> {
    /// Reads the list of parts.
    pub(super) fn open(bytes: &'a [u8], limits: &'a ReadLimits) -> Result<Self, ImportError> {
        let end = find_end(bytes).ok_or(DAMAGED)?;
        let (count, length, offset) =
            (read_u16(bytes, end + 10)?, read_u32(bytes, end + 12)?, read_u32(bytes, end + 16)?);
        if count > MAX_PARTS {
            return Err(LimitKind::Parts.exceeded(MAX_PARTS));
        }
        let list = end.checked_sub(length).ok_or(DAMAGED)?;
        // Bytes before the archive shift all offsets.
        let shift = list.checked_sub(offset).ok_or(DAMAGED)?;
        let mut archive = Self { bytes, limits, parts: Vec::with_capacity(count), unpacked: 0 };
        let (mut at, mut claimed) = (list, 0_usize);
        for _ in 0..count {
            let entry = bytes.get(at..end).filter(|rest| rest.starts_with(ENTRY_SIGNATURE)).ok_or(DAMAGED)?;
            let (part, unpacked_bytes, next) = parse_entry(entry, shift)?;
            claimed = claimed.saturating_add(unpacked_bytes);
            archive.check_ratio(unpacked_bytes, part.packed_bytes)?;
            archive.parts.push(part);
            at += next;
        }
        if claimed > limits.unpacked_bytes {
            return Err(LimitKind::UnpackedBytes.exceeded(limits.unpacked_bytes));
        }
        Ok(archive)
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name == name)
    }

    /// The names of all parts, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// The text of a part, which must be UTF-8, without a byte order mark. `None` if there is no such part.
    pub(super) fn read_text(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        let mut text = String::from_utf8(bytes).map_err(|_| ImportError::Damaged("encoding"))?;
        if text.starts_with('\u{FEFF}') {
            text.drain(..'\u{FEFF}'.len_utf8());
        }
        Ok(Some(text))
    }

    fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let name = name.to_ascii_lowercase();
        let Some(part) = self.parts.iter().find(|part| part.name == name) else { return Ok(None) };
        let local =
            self.bytes.get(part.start..).filter(|rest| rest.starts_with(LOCAL_SIGNATURE)).ok_or(DAMAGED)?;
        let header = LOCAL_BYTES + read_u16(local, 26)? + read_u16(local, 28)?;
        let packed = local.get(header..).and_then(|rest| rest.get(..part.packed_bytes)).ok_or(DAMAGED)?;
        let content = if part.is_stored { self.copy(packed)? } else { self.inflate(packed)? };
        let mut checksum = Crc::new();
        checksum.update(&content);
        if checksum.sum() != part.checksum {
            return Err(DAMAGED);
        }
        self.unpacked += content.len();
        Ok(Some(content))
    }

    fn copy(&self, stored: &[u8]) -> Result<Vec<u8>, ImportError> {
        self.check_size(stored.len())?;
        Ok(stored.to_vec())
    }

    fn inflate(&self, packed: &[u8]) -> Result<Vec<u8>, ImportError> {
        let mut decoder = DeflateDecoder::new(packed);
        let mut content = Vec::new();
        let mut chunk = vec![0; 64 << 10];
        loop {
            match decoder.read(&mut chunk).map_err(|_| DAMAGED)? {
                0 => return Ok(content),
                count => content.extend_from_slice(&chunk[..count]),
            }
            self.check_size(content.len())?;
            self.check_ratio(content.len(), packed.len())?;
        }
    }

    fn check_size(&self, part_bytes: usize) -> Result<(), ImportError> {
        let (most, most_part) = (self.limits.unpacked_bytes, self.limits.part_bytes);
        if part_bytes > most_part {
            return Err(LimitKind::UnpackedBytes.exceeded(most_part));
        }
        if self.unpacked + part_bytes > most { Err(LimitKind::UnpackedBytes.exceeded(most)) } else { Ok(()) }
    }

    fn check_ratio(&self, unpacked_bytes: usize, packed_bytes: usize) -> Result<(), ImportError> {
        let most = self.limits.packing_ratio;
        let is_too_dense = unpacked_bytes > RATIO_FROM_BYTES && unpacked_bytes / most > packed_bytes;
        if is_too_dense { Err(LimitKind::PackingRatio.exceeded(most)) } else { Ok(()) }
    }
}

/// Where the record of the end begins. It is the last one; a comment may follow.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let first = last.saturating_sub(MAX_COMMENT_BYTES);
    (first..=last).rev().find(|at| bytes[*at..].starts_with(END_SIGNATURE))
}

/// A part, the size that it claims to unpack to, and the length of its entry in the list.
fn parse_entry(entry: &[u8], shift: usize) -> Result<(Part, usize, usize), ImportError> {
    let (flags, method) = (read_u16(entry, 8)?, read_u16(entry, 10)?);
    if flags & 1 != 0 {
        return Err(ImportError::Password);
    }
    let is_stored = match method {
        0 => true,
        8 => false,
        _ => return Err(ImportError::Damaged("compression")),
    };
    let name_bytes = read_u16(entry, 28)?;
    let name = entry.get(ENTRY_BYTES..ENTRY_BYTES + name_bytes).ok_or(DAMAGED)?;
    let part = Part {
        name: String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase(),
        is_stored,
        checksum: u32::from_le_bytes(read_array(entry, 16)?),
        packed_bytes: read_u32(entry, 20)?,
        start: read_u32(entry, 42)?.saturating_add(shift),
    };
    let length = ENTRY_BYTES + name_bytes + read_u16(entry, 30)? + read_u16(entry, 32)?;
    Ok((part, read_u32(entry, 24)?, length))
}

fn read_array<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], ImportError> {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(DAMAGED)
}

fn read_u16(bytes: &[u8], at: usize) -> Result<usize, ImportError> {
    Ok(u16::from_le_bytes(read_array(bytes, at)?).into())
}

fn read_u32(bytes: &[u8], at: usize) -> Result<usize, ImportError> {
    usize::try_from(u32::from_le_bytes(read_array(bytes, at)?)).map_err(|_| DAMAGED)
}
