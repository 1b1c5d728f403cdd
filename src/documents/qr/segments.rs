//! Encoding of a text in one or two segments, in the smallest version that can hold it.

use qrcode::EcLevel;
use qrcode::bits::Bits;
use qrcode::types::{QrError, Version};

/// The encoded text. The crate's own choice of segments compares two neighbours at a time and merges a token of letters
/// and digits into the prefix in byte mode piece by piece, which needs several versions more.
pub(super) fn encode_bits(text: &str, version: u8, level: EcLevel) -> Result<Bits, QrError> {
    let (plain, capital) = split_segments(text);
    let mut bits = Bits::new(Version::Normal(version.into()));
    if !plain.is_empty() {
        bits.push_byte_data(plain.as_bytes())?;
    }
    if !capital.is_empty() {
        bits.push_alphanumeric_data(capital.as_bytes())?;
    }
    bits.push_terminator(level)?;
    Ok(bits)
}

/// The smallest version that can hold the text, 1 to 40.
pub(super) fn find_version(text: &str, level: EcLevel) -> Result<u8, QrError> {
    let (plain, capital) = split_segments(text);
    let holds = |version: &u8| {
        let most = Bits::new(Version::Normal((*version).into())).max_len(level);
        most.is_ok_and(|most| bit_length(plain, capital, *version) <= most)
    };
    (1..=40).find(holds).ok_or(QrError::DataTooLong)
}

/// Length of the segments in bits with their headers: four bits for the mode, and the count, whose width depends on the
/// version.
fn bit_length(plain: &str, capital: &str, version: u8) -> usize {
    let (byte_count, alphanumeric_count) = match version {
        ..10 => (8, 9),
        10..27 => (16, 11),
        _ => (16, 13),
    };
    let plain = if plain.is_empty() { 0 } else { 4 + byte_count + 8 * plain.len() };
    let pairs = capital.len() / 2 * 11 + capital.len() % 2 * 6;
    plain + if capital.is_empty() { 0 } else { 4 + alphanumeric_count + pairs }
}

/// Splits the text into a byte part and an alphanumeric part. The crate does not check alphanumeric data, so other
/// characters must not be in it.
fn split_segments(text: &str) -> (&str, &str) {
    let split = text.rfind('/').map_or(0, |slash| slash + 1);
    let alphanumeric = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-.:/ ".contains(c);
    match text.split_at(split) {
        (plain, capital) if capital.chars().all(alphanumeric) => (plain, capital),
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_alphanumeric_mode_can_say_is_said_in_it() {
        assert_eq!(split_segments("https://a.vn/v/AB-12"), ("https://a.vn/v/", "AB-12"));
        assert_eq!(split_segments("https://a.vn/v/ab"), ("https://a.vn/v/ab", ""));
        assert_eq!(split_segments("CAM KẾT"), ("CAM KẾT", ""));
        assert_eq!(split_segments("ABC"), ("", "ABC"));
    }

    #[test]
    fn the_version_is_the_smallest_that_the_crate_can_fill() {
        for length in 0..700 {
            let text = format!("https://a.vn/v/{}", "A".repeat(length));
            let version = find_version(&text, EcLevel::M).unwrap();
            assert!(encode_bits(&text, version, EcLevel::M).is_ok(), "{length}");
            let mut smaller = Bits::new(Version::Normal(i16::from(version) - 1));
            if version > 1 {
                smaller.push_byte_data(b"https://a.vn/v/").unwrap();
                smaller.push_alphanumeric_data("A".repeat(length).as_bytes()).unwrap();
                assert_eq!(smaller.push_terminator(EcLevel::M), Err(QrError::DataTooLong), "{length}");
            }
        }
    }
}
