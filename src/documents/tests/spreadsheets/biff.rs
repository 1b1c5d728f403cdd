//! Old Excel files made by hand: records ([MS-XLS]) in a compound file ([MS-CFB]).

pub const UNICODE: u16 = 0x0600;
pub const CODE_PAGE: u16 = 0x0500;

const SECTOR: usize = 512;
const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
const FAT: u32 = 0xFFFF_FFFD;

pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A record whose data are numbers of two bytes and then bytes.
pub fn record_of(kind: u16, numbers: &[u16], rest: &[u8]) -> Vec<u8> {
    let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    record(kind, &[&numbers, rest].concat())
}

/// A workbook of one sheet: records before the sheet's entry, and records of the sheet.
pub fn workbook(version: u16, globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind| record_of(0x0809, &[version, kind, 0, 0], &[0; 8]);
    let end = record(0x000A, &[]);
    let name = if version == UNICODE { b"\x03\0Old".to_vec() } else { b"\x03Old".to_vec() };
    let mut stream = [bof(5), globals.concat()].concat();
    let start = stream.len() + 4 + 6 + name.len() + end.len();
    let start = u32::try_from(start).unwrap().to_le_bytes();
    stream.extend(record(0x0085, &[&start[..], &[0, 0], &name].concat()));
    stream.extend(&end);
    stream.extend([bof(0x10), cells.concat(), end].concat());
    stream
}

/// A compound file with these streams; each is padded to the size from which it has sectors of its own.
pub fn compound_file(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let padded: Vec<Vec<u8>> = streams
        .iter()
        .map(|(_, content)| {
            let length = content.len().max(4096).next_multiple_of(SECTOR);
            let mut padded = content.to_vec();
            padded.resize(length, 0);
            padded
        })
        .collect();
    let directory_sectors = (streams.len() + 1).div_ceil(4);
    let content_sectors: usize = padded.iter().map(|content| content.len() / SECTOR).sum();
    // The FAT takes the first sectors.
    let fat_sectors = (1..).find(|count| count * 128 >= count + directory_sectors + content_sectors).unwrap();
    let mut chains = vec![FAT; fat_sectors];
    let chain = |chains: &mut Vec<u32>, sectors: usize| {
        let first = u32::try_from(chains.len()).unwrap();
        let last = first + u32::try_from(sectors).unwrap() - 1;
        chains.extend((first..last).map(|sector| sector + 1).chain([END]));
        first
    };
    let directory = chain(&mut chains, directory_sectors);
    let starts: Vec<u32> = padded.iter().map(|content| chain(&mut chains, content.len() / SECTOR)).collect();
    chains.resize(fat_sectors * 128, FREE);

    let mut file = header(fat_sectors, directory);
    file.extend(chains.iter().flat_map(|next| next.to_le_bytes()));
    let mut entries = entry("Root Entry", 5, END, 0);
    for ((name, _), (content, start)) in streams.iter().zip(padded.iter().zip(starts)) {
        entries.extend(entry(name, 2, start, u32::try_from(content.len()).unwrap()));
    }
    entries.resize(directory_sectors * SECTOR, 0);
    file.extend(entries);
    file.extend(padded.concat());
    file
}

fn header(fat_sectors: usize, directory: u32) -> Vec<u8> {
    let mut header = vec![0; SECTOR];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &u32::try_from(fat_sectors).unwrap().to_le_bytes());
    put(48, &directory.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for place in 0..109_u32 {
        let number = if usize::try_from(place).unwrap() < fat_sectors { place } else { FREE };
        put(76 + 4 * usize::try_from(place).unwrap(), &number.to_le_bytes());
    }
    header
}

fn entry(name: &str, kind: u8, start: u32, length: u32) -> Vec<u8> {
    let mut entry = vec![0; 128];
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..units.len()].copy_from_slice(&units);
    entry[64] = u8::try_from(units.len() + 2).unwrap();
    entry[66] = kind;
    entry[68..80].fill(0xFF);
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&length.to_le_bytes());
    entry
}
