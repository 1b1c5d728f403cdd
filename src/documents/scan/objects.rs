//! Objects of a foreign PDF (ISO 32000-1, 7.3 and 7.5), found by reading the file once from its beginning: tables of
//! cross-references are often damaged, and objects say themselves where they begin. Bounded in objects, values and depth.

use std::collections::HashMap;
use std::io::Read;
use std::ops::Range;

use flate2::read::ZlibDecoder;

use super::values::{Dictionary, Value, Values};

/// Most objects of a file.
const MAX_OBJECTS: usize = 100_000;
/// Most values in all objects together.
const MAX_VALUES: usize = 1_000_000;
/// Most bytes of an object without its stream.
const MAX_OBJECT_BYTES: usize = 4 << 20;
/// Most bytes of all decompressed object streams together.
const MAX_OBJECT_STREAM_BYTES: usize = 8 << 20;
/// Most bytes before `obj` that hold its number and its generation.
const MAX_HEAD: usize = 24;

/// An object, and where its stream is in the file if it has one.
#[derive(Debug, Clone)]
struct Found {
    value: Value,
    stream: Option<Range<usize>>,
}

/// The objects of a file by number.
#[derive(Debug)]
pub(super) struct Objects<'a> {
    file: &'a [u8],
    found: HashMap<u32, Found>,
    catalog: Option<u32>,
}

impl<'a> Objects<'a> {
    /// Reads all objects; of several with one number the last counts. `None`: a bound is exceeded.
    pub(super) fn load(file: &'a [u8]) -> Option<Self> {
        let mut objects = Self { file, found: HashMap::new(), catalog: None };
        let mut room = MAX_VALUES;
        let mut at = 0;
        while let Some(keyword) = find(file, b"obj", at) {
            at = keyword + 3;
            let Some(number) = read_head(file, keyword) else { continue };
            let window = &file[at..file.len().min(at + MAX_OBJECT_BYTES)];
            let mut values = Values::new(window, room);
            let value = values.read()?;
            room = values.room();
            let stream = values.skip_stream_keyword();
            at += values.taken();
            let stream = stream.then(|| at..find(file, b"endstream", at).unwrap_or(file.len()));
            at = stream.as_ref().map_or(at, |stream| stream.end);
            objects.insert(number, Found { value, stream })?;
        }
        objects.read_object_streams(room)?;
        Some(objects)
    }

    fn insert(&mut self, number: u32, found: Found) -> Option<()> {
        if has_type(&found, b"Catalog") {
            self.catalog = Some(number);
        }
        self.found.insert(number, found);
        (self.found.len() <= MAX_OBJECTS).then_some(())
    }

    /// Reads the objects that are kept in compressed streams (7.5.7).
    fn read_object_streams(&mut self, mut room: usize) -> Option<()> {
        let streams: Vec<Found> = self.found.values().filter(|it| has_type(it, b"ObjStm")).cloned().collect();
        let mut left = MAX_OBJECT_STREAM_BYTES;
        for found in streams {
            let (Some(dictionary), Some(range)) = (found.value.as_dictionary(), found.stream) else {
                continue;
            };
            if !is_flate(dictionary) {
                continue;
            }
            let bytes = inflate(self.file.get(range)?, left)?;
            left -= bytes.len();
            for (number, value) in read_object_stream(dictionary, &bytes, &mut room)? {
                // What stands in the file itself was written later.
                if !self.found.contains_key(&number) {
                    self.insert(number, Found { value, stream: None })?;
                }
            }
        }
        Some(())
    }

    /// The root of the document.
    pub(super) fn catalog(&self) -> Option<&Dictionary> {
        self.found.get(&self.catalog?)?.value.as_dictionary()
    }

    /// The value itself, or the one that a reference names.
    pub(super) fn resolve<'v>(&'v self, value: &'v Value) -> Option<&'v Value> {
        match value {
            Value::Reference(number) => self.found.get(number).map(|found| &found.value),
            value => Some(value),
        }
    }

    /// The entry of a dictionary, resolved.
    pub(super) fn entry<'v>(&'v self, dictionary: &'v Dictionary, key: &[u8]) -> Option<&'v Value> {
        self.resolve(dictionary.get(key)?)
    }

    /// Dictionary and place of the stream that a reference names. The place reaches to the keyword that ends the stream, so
    /// some bytes may follow what it holds.
    pub(super) fn stream(&self, value: &Value) -> Option<(&Dictionary, Range<usize>)> {
        let Value::Reference(number) = value else { return None };
        let found = self.found.get(number)?;
        Some((found.value.as_dictionary()?, found.stream.clone()?))
    }

    /// The bytes of a stream that is text: as they are, or decompressed. `None` if it is longer than `most` or kept otherwise.
    pub(super) fn read_text(&self, value: &Value, most: usize) -> Option<Vec<u8>> {
        let (dictionary, range) = self.stream(value)?;
        let bytes = self.file.get(range)?;
        match dictionary.get(b"Filter") {
            None => (bytes.len() <= most).then(|| bytes.to_vec()),
            Some(_) if is_flate(dictionary) => inflate(bytes, most),
            Some(_) => None,
        }
    }
}

/// The objects of a stream of objects, by number.
fn read_object_stream(dictionary: &Dictionary, bytes: &[u8], room: &mut usize) -> Option<Vec<(u32, Value)>> {
    let (count, first) = (dictionary.integer(b"N")?, dictionary.integer(b"First")?);
    let mut head = Values::new(bytes, *room);
    let mut places = Vec::new();
    for _ in 0..count {
        places.push((head.read_integer()?, head.read_integer()?));
    }
    *room = head.room();
    // Objects do not overlap, so all of them together are no longer than the stream.
    let mut left = bytes.len();
    let mut objects = Vec::new();
    for (number, offset) in places {
        let mut values = Values::new(bytes.get(first.checked_add(offset)?..)?, *room);
        objects.push((u32::try_from(number).ok()?, values.read()?));
        *room = values.room();
        left = left.checked_sub(values.taken())?;
    }
    Some(objects)
}

fn has_type(found: &Found, name: &[u8]) -> bool {
    found.value.as_dictionary().is_some_and(|dictionary| dictionary.has_name(b"Type", name))
}

fn is_flate(dictionary: &Dictionary) -> bool {
    let filter = dictionary.get(b"Filter").map(Value::as_list);
    filter.is_some_and(|names| matches!(names, [only] if only.as_name() == Some(b"FlateDecode")))
}

/// Decompresses a stream; `None` if it is damaged or longer than `most`.
pub(super) fn inflate(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let limit = u64::try_from(most).ok()?.checked_add(1)?;
    ZlibDecoder::new(bytes).take(limit).read_to_end(&mut plain).ok()?;
    (plain.len() <= most).then_some(plain)
}

/// The place of `word` at or after `from`.
fn find(file: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = file.get(from..)?;
    rest.windows(word.len()).position(|window| window == word).map(|place| from + place)
}

/// The number of the object whose keyword stands at `keyword`; `None` for `endobj` and the like.
fn read_head(file: &[u8], keyword: usize) -> Option<u32> {
    let before = &file[keyword.saturating_sub(MAX_HEAD)..keyword];
    let mut words = before.rsplit(|byte| byte.is_ascii_whitespace() || *byte == 0);
    let parse = |word: &[u8]| std::str::from_utf8(word).ok()?.parse::<u32>().ok();
    // A file may have no space between the generation and the keyword, and no line break before the number.
    let generation = words.find(|word| !word.is_empty())?;
    parse(generation)?;
    let number = words.find(|word| !word.is_empty())?;
    let digits = number.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    parse(&number[number.len() - digits..])
}
