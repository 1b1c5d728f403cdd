//! Compound files, which hold old Excel workbooks and encrypted new ones ([MS-CFB]).
//!
//! Chains of sectors are followed for at most as many steps as there are sectors, so a circle ends.

use super::error::ImportError;

pub(super) const SIGNATURE: [u8; 8] = *b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const HEADER_BYTES: usize = 512;
/// Entries of the list of FAT sectors in the header.
const HEADER_FAT_SECTORS: usize = 109;
const ENTRY_BYTES: usize = 128;
const MINI_SECTOR_BYTES: usize = 64;
/// Streams below this size are in the mini stream.
const MINI_STREAM_BELOW: usize = 4096;
/// Sector numbers from here on have other meanings, e.g. the end of a chain.
const MAX_SECTOR: u32 = 0xFFFF_FFFA;

const DAMAGED: ImportError = ImportError::Damaged("compound file");

pub(super) struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    /// For each sector the next of its chain.
    chains: Vec<u32>,
    mini_chains: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    bytes: usize,
}

impl<'a> CompoundFile<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let sector_bytes = match read_u16(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return Err(DAMAGED),
        };
        let mut file = Self {
            bytes,
            sector_bytes,
            chains: Vec::new(),
            mini_chains: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.chains = file.read_chains()?;
        let directory = file.read_chain(read_u32(bytes, 48)?, usize::MAX)?;
        file.entries = directory.chunks_exact(ENTRY_BYTES).map(parse_entry).collect::<Result<_, _>>()?;
        let root = file.entries.first().map(|root| (root.start, root.bytes)).ok_or(DAMAGED)?;
        if read_u32(bytes, 64)? > 0 {
            let chains = file.read_chain(read_u32(bytes, 60)?, usize::MAX)?;
            file.mini_chains = split_numbers(&chains);
            file.mini_stream = file.read_chain(root.0, root.1)?;
        }
        Ok(file)
    }

    /// Whether there is a stream or a folder of this name; case does not count.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The content of a stream.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(entry) = self.find(name) else { return Ok(None) };
        let content = if entry.bytes < MINI_STREAM_BELOW {
            let sector = |number: usize| {
                let start = number.saturating_mul(MINI_SECTOR_BYTES);
                self.mini_stream.get(start..)
            };
            follow(&self.mini_chains, entry.start, entry.bytes, MINI_SECTOR_BYTES, sector)?
        } else {
            self.read_chain(entry.start, entry.bytes)?
        };
        Ok(Some(content))
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn sector(&self, number: usize) -> Option<&'a [u8]> {
        // The header takes the place of one sector.
        self.bytes
            .get(number.checked_add(1)?.checked_mul(self.sector_bytes)?..)
            .filter(|rest| !rest.is_empty())
    }

    fn read_chain(&self, start: u32, bytes: usize) -> Result<Vec<u8>, ImportError> {
        follow(&self.chains, start, bytes, self.sector_bytes, |number| self.sector(number))
    }

    /// The file allocation table: its sectors are listed in the header, and further in sectors of their own.
    fn read_chains(&self) -> Result<Vec<u32>, ImportError> {
        let header = self.bytes.get(HEADER_BYTES - 4 * HEADER_FAT_SECTORS..HEADER_BYTES).ok_or(DAMAGED)?;
        let mut tables = split_numbers(header);
        let most = self.bytes.len() / self.sector_bytes;
        let mut next = read_u32(self.bytes, 68)?;
        for _ in 0..most {
            let Some(sector) = (next < MAX_SECTOR).then(|| self.sector(index(next))).flatten() else { break };
            let mut numbers = split_numbers(&sector[..sector.len().min(self.sector_bytes)]);
            next = numbers.pop().ok_or(DAMAGED)?;
            tables.extend(numbers);
        }
        let mut chains = Vec::new();
        for table in tables.into_iter().filter(|number| *number < MAX_SECTOR).take(most) {
            let sector = self.sector(index(table)).ok_or(DAMAGED)?;
            chains.extend(split_numbers(&sector[..sector.len().min(self.sector_bytes)]));
            if chains.len() > most {
                break;
            }
        }
        Ok(chains)
    }
}

/// The content of a chain: at most `bytes`, and no more sectors than there are.
fn follow<'a>(
    chains: &[u32],
    start: u32,
    bytes: usize,
    sector_bytes: usize,
    sector: impl Fn(usize) -> Option<&'a [u8]>,
) -> Result<Vec<u8>, ImportError> {
    let mut content = Vec::new();
    let mut next = start;
    for _ in 0..chains.len() {
        if next >= MAX_SECTOR || content.len() >= bytes {
            break;
        }
        let rest = sector(index(next)).ok_or(DAMAGED)?;
        content.extend_from_slice(&rest[..rest.len().min(sector_bytes)]);
        next = *chains.get(index(next)).ok_or(DAMAGED)?;
    }
    content.truncate(bytes);
    Ok(content)
}

fn parse_entry(entry: &[u8]) -> Result<Entry, ImportError> {
    let units = entry[..64].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let name = char::decode_utf16(units.take_while(|unit| *unit != 0)).map(|c| c.unwrap_or('\u{FFFD}'));
    Ok(Entry { name: name.collect(), start: read_u32(entry, 116)?, bytes: index(read_u32(entry, 120)?) })
}

fn split_numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn read_u16(bytes: &[u8], at: usize) -> Result<u16, ImportError> {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map(|two| u16::from_le_bytes(*two)).ok_or(DAMAGED)
}

fn read_u32(bytes: &[u8], at: usize) -> Result<u32, ImportError> {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map(|four| u32::from_le_bytes(*four)).ok_or(DAMAGED)
}
