//! Checks and normalises texts, lists and times that phones send, before other code reads them.

use camket_app::AppError;
use camket_domain::inspections::report::MAX_ENTRIES;
use camket_domain::refusal::Refusal;
use camket_domain::text::lengths::MAX_LINE_CHARS;
use camket_domain::text::lengths::MAX_TEXT_CHARS;
use camket_domain::text::printable::{UnprintableSign, check_printable};
use camket_domain::text::{normalize_line, normalize_lines};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use crate::api::ApiError;

/// One line: NFC, one space between words.
pub(crate) fn parse_line(field: &'static str, text: &str) -> Result<String, ApiError> {
    let line = normalize_line(text).map_err(|error| ApiError::invalid(field, error.code()))?;
    check_length(field, line, MAX_LINE_CHARS)
}

/// A text of several lines, each squashed.
pub(crate) fn parse_text(field: &'static str, text: &str) -> Result<String, ApiError> {
    let lines = normalize_lines(text).map_err(|error| ApiError::invalid(field, error.code()))?;
    check_length(field, lines.trim().to_owned(), MAX_TEXT_CHARS)
}

/// A line as by [`parse_line`] that a document shows.
pub(crate) fn parse_printed_line(field: &'static str, text: &str) -> Result<String, ApiError> {
    require_printable(field, parse_line(field, text)?)
}

/// A text as by [`parse_text`] that a document shows.
pub(crate) fn parse_printed_text(field: &'static str, text: &str) -> Result<String, ApiError> {
    require_printable(field, parse_text(field, text)?)
}

fn require_printable(field: &'static str, text: String) -> Result<String, ApiError> {
    match check_printable(&text) {
        Ok(()) => Ok(text),
        Err(sign) => Err(ApiError::invalid(field, UnprintableSign::CODE).with_sign(sign)),
    }
}

fn check_length(field: &'static str, text: String, most: usize) -> Result<String, ApiError> {
    if text.chars().count() > most { Err(ApiError::invalid(field, "text-too-long")) } else { Ok(text) }
}

/// A code of at most 60 ASCII letters, digits, `-` and `_`, if one is given. Whether it is known is checked later.
pub(crate) fn parse_code(field: &'static str, text: Option<&str>) -> Result<Option<String>, ApiError> {
    let Some(text) = text else { return Ok(None) };
    let plain = text.len() <= 60 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if plain { Ok(Some(text.to_owned())) } else { Err(build_unknown_error(field)) }
}

/// The value of a closed list; `None` becomes an error of the field.
pub(crate) fn require_known<T>(field: &'static str, value: Option<T>) -> Result<T, ApiError> {
    value.ok_or_else(|| build_unknown_error(field))
}

fn build_unknown_error(field: &'static str) -> ApiError {
    ApiError::invalid(field, "number-unknown")
}

/// Checks that a list of a report has at most [`MAX_ENTRIES`] rows.
pub(crate) fn check_report_rows<T>(field: &'static str, rows: &[T]) -> Result<(), ApiError> {
    check_max_rows(field, rows, MAX_ENTRIES)
}

/// Checks that a list has at most `most` rows.
pub(crate) fn check_max_rows<T>(field: &'static str, rows: &[T], most: usize) -> Result<(), ApiError> {
    if rows.len() > most { Err(ApiError::invalid(field, "too-many-rows")) } else { Ok(()) }
}

/// Parses an RFC 3339 time of the years 2000 to 2200.
pub(crate) fn parse_time(field: &'static str, text: &str) -> Result<OffsetDateTime, ApiError> {
    let read = OffsetDateTime::parse(text, &Rfc3339).ok();
    read.filter(|at| (2000..=2200).contains(&at.year()))
        .ok_or_else(|| ApiError::invalid(field, "date-unreadable"))
}

/// Parses a date `YYYY-MM-DD` of the years 2000 to 2200.
pub(crate) fn parse_date(field: &'static str, text: &str) -> Result<Date, ApiError> {
    let read = Date::parse(text, format_description!("[year]-[month]-[day]")).ok();
    read.filter(|day| (2000..=2200).contains(&day.year()))
        .ok_or_else(|| ApiError::invalid(field, "date-unreadable"))
}

/// The API error of a use case, with the field that the broken rule is about.
pub(crate) fn build_api_error(error: AppError) -> ApiError {
    let field = match &error {
        AppError::Refused(Refusal::FewMembers(_)) => Some("members".to_owned()),
        AppError::Refused(Refusal::VisitedThisYear | Refusal::GroundMissing) => Some("ground".to_owned()),
        AppError::Refused(Refusal::ChecklistIncomplete(item)) => Some(item.clone()),
        _ => None,
    };
    let error = ApiError::from(error);
    match field {
        Some(field) => error.with_field(field),
        None => error,
    }
}
