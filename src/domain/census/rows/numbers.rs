//! Numbers of lists. A spreadsheet drops zeros at the beginning, writes long numbers in scientific form and keeps 15 digits.

use super::problems::{CellProblem, RestoredNumber};
use crate::census::grid::{CellValue, MAX_EXACT_NUMBER};
use crate::identifiers::{PersonalId, PersonalIdError, Phone, PhoneError, TaxCode, TaxCodeError};

/// Digits of a personal number; the first is 0 for every province.
const PERSONAL_DIGITS: usize = 12;

/// The number as it was typed; a number of the file without exponent.
///
/// # Errors
/// [`CellProblem::ScientificNotation`], [`CellProblem::DigitsLost`], [`CellProblem::TextUnreadable`].
fn read_digits(value: &CellValue) -> Result<String, CellProblem> {
    if let CellValue::Number(number) = value
        && number.abs() > MAX_EXACT_NUMBER
    {
        return Err(CellProblem::DigitsLost);
    }
    let line = value.as_line().map_err(CellProblem::TextUnreadable)?;
    if is_scientific(&line) { Err(CellProblem::ScientificNotation) } else { Ok(line.into_owned()) }
}

/// Whether the text is a number such as 4.41E+11 or 4,41e11.
fn is_scientific(text: &str) -> bool {
    let Some((digits, exponent)) = text.trim().split_once(['e', 'E']) else { return false };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(exponent.trim_start_matches(['+', '-'])) && all_digits(&digits.replace(['.', ','], ""))
}

/// A tax code; nine digits that fit with a zero before them are a question.
///
/// # Errors
/// As [`read_digits`]; [`CellProblem::LostZero`], [`CellProblem::TaxCode`].
pub(super) fn read_tax_code(value: &CellValue, restore: bool) -> Result<TaxCode, CellProblem> {
    let typed = read_digits(value)?;
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let as_typed = TaxCode::parse(&typed);
    // A dependent unit's thirteen digits, as a number, may have lost their zero: no personal number begins with another.
    let is_branch = digits.len() == PERSONAL_DIGITS && !digits.starts_with('0');
    match as_typed {
        Ok(code) if !is_branch => Ok(code),
        Err(
            error @ (TaxCodeError::Empty
            | TaxCodeError::NotDigits
            | TaxCodeError::BusinessLocation
            | TaxCodeError::Branch),
        ) => Err(CellProblem::TaxCode(error)),
        Ok(code) => restore_tax_code(&digits, restore).unwrap_or(Ok(code)),
        Err(error) => restore_tax_code(&digits, restore).unwrap_or(Err(CellProblem::TaxCode(error))),
    }
}

/// The code with the zeros that it needs; `None` if it is none with them either, or if it has its zero.
fn restore_tax_code(digits: &str, restore: bool) -> Option<Result<TaxCode, CellProblem>> {
    if digits.starts_with('0') {
        return None;
    }
    let whole = [10, PERSONAL_DIGITS, 13]
        .into_iter()
        .filter(|length| (1..=2).contains(&length.saturating_sub(digits.len())));
    let padded = whole.map(|length| format!("{digits:0>length$}"));
    // Ten digits are a tax code with a typing error rather than a personal number of a person born since 2000 (NĐ 137/2015
    // Điều 13: the fourth digit says the century).
    let padded = padded.filter(|padded| digits.len() != 10 || matches!(padded.as_bytes()[3], b'0' | b'1'));
    let code = padded.into_iter().find_map(|padded| TaxCode::parse(&padded).ok())?;
    Some(if restore { Ok(code) } else { Err(CellProblem::LostZero(RestoredNumber::Tax(code))) })
}

/// The owner's personal number.
///
/// # Errors
/// As [`read_digits`]; [`CellProblem::LostZero`], [`CellProblem::OwnerIdUnreadable`].
pub(super) fn read_owner_id(value: &CellValue, restore: bool) -> Result<PersonalId, CellProblem> {
    let typed = read_digits(value)?;
    match PersonalId::parse(&typed) {
        Err(PersonalIdError::Length) => {
            let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
            let padded = PersonalId::parse(&format!("{digits:0>PERSONAL_DIGITS$}"));
            match padded {
                Ok(number) if restore && (10..PERSONAL_DIGITS).contains(&digits.len()) => Ok(number),
                Ok(number) if (10..PERSONAL_DIGITS).contains(&digits.len()) => {
                    Err(CellProblem::LostZero(RestoredNumber::Person(number)))
                }
                _ => Err(CellProblem::OwnerIdUnreadable(PersonalIdError::Length)),
            }
        }
        other => other.map_err(CellProblem::OwnerIdUnreadable),
    }
}

/// The telephone numbers of a cell, which people separate by commas, semicolons, slashes or new lines.
pub(super) fn read_phones(value: &CellValue, restore: bool) -> Vec<Result<Phone, CellProblem>> {
    let raw = match value {
        CellValue::Text(text) => text.replace([',', ';', '/', '|'], "\n"),
        other => match read_digits(other) {
            Ok(digits) => digits,
            Err(problem) => return vec![Err(problem)],
        },
    };
    raw.lines().filter(|part| !part.trim().is_empty()).map(|part| read_phone(part, restore)).collect()
}

fn read_phone(part: &str, restore: bool) -> Result<Phone, CellProblem> {
    let typed = crate::text::clean_input(part);
    if is_scientific(&typed) {
        return Err(CellProblem::ScientificNotation);
    }
    // Labels: "ĐT: 0912 345 678", "DĐ 0912...".
    let number = typed.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ':' | '.' | ' '));
    let phone = Phone::parse(number).map_err(CellProblem::PhoneUnreadable)?;
    let has_prefix = number.starts_with(['0', '+', '(']) || number.starts_with("84") && number.len() > 10;
    if has_prefix || restore { Ok(phone) } else { Err(CellProblem::LostZero(RestoredNumber::Phone(phone))) }
}

/// A number of rooms or people, also with a word behind it ("12 phòng").
///
/// # Errors
/// [`CellProblem::CountUnreadable`]
pub(super) fn read_count(value: &CellValue, most: u16) -> Result<u16, CellProblem> {
    let line = value.as_line().map_err(CellProblem::TextUnreadable)?;
    let digits = line.split(' ').next().unwrap_or_default();
    let count: Option<u16> = digits.parse().ok();
    count.filter(|count| *count <= most).ok_or(CellProblem::CountUnreadable)
}

/// Whether a cell of phones is empty in effect: "không", "chưa có", "-".
pub(super) fn says_none(value: &CellValue) -> bool {
    let CellValue::Text(text) = value else { return false };
    let words = crate::text::fold_words(text);
    matches!(words.as_str(), "" | "khong" | "khong co" | "chua co" | "chua" | "x" | "none")
}

/// The error that a phone without digits has.
pub(super) const NO_PHONE: CellProblem = CellProblem::PhoneUnreadable(PhoneError::NotDigits);

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: f64) -> CellValue {
        CellValue::Number(number)
    }

    fn text(text: &str) -> CellValue {
        CellValue::Text(text.into())
    }

    /// The number and, if a zero was restored, that it is a question first.
    fn tax(value: &CellValue) -> (Result<String, &'static str>, bool) {
        let asked = matches!(read_tax_code(value, false), Err(CellProblem::LostZero(_)));
        let code = read_tax_code(value, true);
        (code.map(|code| code.expose().to_owned()).map_err(|problem| problem.code()), asked)
    }

    #[test]
    fn tax_codes() {
        for (value, code, asked) in [
            (text("0100047516"), Ok("0100047516"), false),
            (text("0100047516-001"), Ok("0100047516-001"), false),
            (number(100_047_516.0), Ok("0100047516"), true),
            (text("100047516"), Ok("0100047516"), true),
            (number(100_047_516_001.0), Ok("0100047516-001"), true),
            (number(58_199_001_234.0), Ok("058199001234"), true),
            (number(1_199_001_234.0), Ok("001199001234"), true),
            (text("4500123456"), Err("tax-code"), false),
            (number(4_200_123_456.0), Err("tax-code"), false),
            (text("058199001234"), Ok("058199001234"), false),
            (text("4.41E+11"), Err("scientific-notation"), false),
            (text("4,41e11"), Err("scientific-notation"), false),
            (number(4.1e17), Err("digits-lost"), false),
            (text("0100047517"), Err("tax-code"), false),
            (number(123.0), Err("tax-code"), false),
            (text("đang xin cấp"), Err("tax-code"), false),
        ] {
            assert_eq!(tax(&value), (code.map(str::to_owned), asked), "{value:?}");
        }
    }

    #[test]
    fn personal_numbers() {
        let read = |value: &CellValue| read_owner_id(value, true).map(|id| id.expose().to_owned());
        assert_eq!(read(&text("058199001234")), Ok("058199001234".into()));
        assert_eq!(read(&number(58_199_001_234.0)), Ok("058199001234".into()));
        let asked = read_owner_id(&number(58_199_001_234.0), false).unwrap_err();
        assert_eq!(asked.code(), "lost-zero");
        assert!(!format!("{asked:?}").contains("58199001"), "masked");
        let old = read(&number(264_123_456.0));
        assert_eq!(old, Err(CellProblem::OwnerIdUnreadable(PersonalIdError::OldCard)));
        assert_eq!(read(&text("5.8199E+10")).unwrap_err().code(), "scientific-notation");
    }

    #[test]
    fn phones() {
        let read = |value: &CellValue, restore| {
            let phones = read_phones(value, restore).into_iter();
            phones.map(|phone| phone.map(|p| p.as_str().to_owned()).map_err(|p| p.code())).collect::<Vec<_>>()
        };
        assert_eq!(
            read(&text("0912 345 678; ĐT: 02593822111"), false),
            [Ok("0912345678".into()), Ok("02593822111".into())]
        );
        assert_eq!(read(&number(912_345_678.0), false), [Err("lost-zero")]);
        assert_eq!(read(&number(912_345_678.0), true), [Ok("0912345678".into())]);
        assert_eq!(read(&text("gọi sau"), true), [Err("phone-unreadable")]);
        assert_eq!(read(&text("9.12E+08"), true), [Err("scientific-notation")]);
        assert!(says_none(&text("Không có")) && says_none(&text("-")) && !says_none(&text("0912345678")));
    }

    #[test]
    fn counts() {
        assert_eq!(read_count(&number(12.0), 2_000), Ok(12));
        assert_eq!(read_count(&text("12 phòng"), 2_000), Ok(12));
        for value in [number(-1.0), number(1.5), number(3_000.0), text("vài")] {
            assert_eq!(read_count(&value, 2_000), Err(CellProblem::CountUnreadable), "{value:?}");
        }
    }
}
