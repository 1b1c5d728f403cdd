//! Text with separators: csv, tsv, and the "Unicode text" of Excel. Every value is text: a csv has no other type.

use std::borrow::Cow;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use super::builder::WorkbookBuilder;
use super::error::{ImportError, UnsupportedFormat};
use super::legacy_text;
use super::workbook::FileFormat;

/// In the order of preference.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];
/// Records by which the separator is found.
const TESTED_RECORDS: usize = 50;
/// Bytes at the beginning in which a zero means that the file is no text.
const TESTED_BYTES: usize = 64 << 10;

/// Reads the text as one sheet, named as the file without its ending.
pub(super) fn read(
    bytes: &[u8],
    file_name: &str,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<FileFormat, ImportError> {
    let text = decode(bytes)?;
    let start = text.trim_start();
    if start.is_empty() || start.starts_with("%PDF-") || start.starts_with("{\\rtf") {
        return Err(ImportError::NotASpreadsheet);
    }
    if start.starts_with('<') {
        return Err(ImportError::Unsupported(UnsupportedFormat::WebPage));
    }
    let (separator, body, skipped_lines) = split_separator_line(&text);
    let separator = separator.unwrap_or_else(|| find_separator(body));
    let name = Path::new(file_name).file_stem().map_or(Cow::Borrowed(""), |stem| stem.to_string_lossy());
    builder.start_sheet(name.into_owned(), false)?;
    read_records(body, separator, skipped_lines, builder)?;
    Ok(FileFormat::Delimited(separator))
}

/// The text without a byte order mark. Without such a mark it is UTF-8 if it can be; else the Vietnamese code page, or one
/// of before Unicode.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ImportError> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Ok(UTF_16LE.decode_without_bom_handling(rest).0);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Ok(UTF_16BE.decode_without_bom_handling(rest).0);
    }
    if bytes.iter().take(TESTED_BYTES).any(|byte| matches!(byte, 0..=8 | 14..=31)) {
        return Err(ImportError::NotASpreadsheet);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let vietnamese = WINDOWS_1258.decode_without_bom_handling(bytes).0;
    let latin = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    // In 1258 a tone follows its vowel. Text of an old encoding read so has tones after consonants, and many of its signs.
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for (letter, tone) in vietnamese.chars().zip(vietnamese.chars().skip(1)) {
        if matches!(tone, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}') {
            let is_vowel = "aăâeêioôơuưy".contains(letter.to_lowercase().next().unwrap_or(letter));
            *(if is_vowel { &mut right } else { &mut wrong }) += 1;
        }
    }
    let legacy_words = latin.split_whitespace().filter(|word| legacy_text::detect(word).is_some()).count();
    Ok(if legacy_words > right.saturating_sub(wrong) { latin } else { vietnamese })
}

/// Excel takes the separator from a first line "sep=;". Returns the text after it, and its lines.
fn split_separator_line(text: &str) -> (Option<char>, &str, u32) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let separator = line.trim_end_matches('\r').strip_prefix("sep=").and_then(|separator| {
        let mut characters = separator.chars();
        characters.next().filter(|found| found.is_ascii() && characters.next().is_none())
    });
    if separator.is_some() { (separator, rest, 1) } else { (None, text, 0) }
}

/// The separator with which the most records have the same number of fields, weighed by that number: titles above the
/// table do not decide.
fn find_separator(text: &str) -> char {
    let score = |separator: &char| {
        let mut widths = std::collections::HashMap::new();
        for record in build_reader(text, *separator).records().take(TESTED_RECORDS).flatten() {
            *widths.entry(record.len()).or_insert(0_usize) += 1;
        }
        widths.into_iter().map(|(width, count)| (width - width.min(1)) * count).max().unwrap_or(0)
    };
    // The last of equals is the highest for `max_by_key`.
    SEPARATORS.into_iter().rev().max_by_key(score).unwrap_or(',')
}

fn build_reader(text: &str, separator: char) -> csv::Reader<&[u8]> {
    let separator = u8::try_from(separator).unwrap_or(b',');
    ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

fn read_records(
    text: &str,
    separator: char,
    skipped_lines: u32,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<(), ImportError> {
    let mut reader = build_reader(text, separator);
    let mut record = StringRecord::new();
    // The reader leaves out empty lines, and a spreadsheet shows a value of several lines in one row.
    let (mut counted_bytes, mut lines, mut inner_lines) = (0, 0_u32, 0_u32);
    while reader.read_record(&mut record).map_err(|_| ImportError::Damaged("record"))? {
        let start = find_text(text, record.position().map_or(0, csv::Position::byte));
        lines = lines.saturating_add(count_line_breaks(&text.as_bytes()[counted_bytes..start]));
        counted_bytes = start;
        builder.start_row((lines - inner_lines.min(lines)).saturating_add(skipped_lines + 1), false)?;
        for (column, field) in (1..).zip(&record) {
            if !field.is_empty() {
                let value = builder.build_text(field)?;
                builder.push_cell(column, value)?;
            }
            inner_lines = inner_lines.saturating_add(count_line_breaks(field.as_bytes()));
        }
    }
    Ok(())
}

/// Where the first line that is not empty begins, from a byte on.
fn find_text(text: &str, from: u64) -> usize {
    let from = usize::try_from(from).unwrap_or(usize::MAX).min(text.len());
    let breaks = text.as_bytes()[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    from + breaks.count()
}

/// CR LF, LF and CR each end a line.
fn count_line_breaks(text: &[u8]) -> u32 {
    let feeds = text.iter().filter(|byte| **byte == b'\n').count();
    let returns = text.iter().filter(|byte| **byte == b'\r').count();
    let pairs = text.windows(2).filter(|pair| pair == b"\r\n").count();
    u32::try_from(feeds + returns - pairs).unwrap_or(u32::MAX)
}
