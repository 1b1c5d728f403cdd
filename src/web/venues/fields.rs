//! Parses the fields of a section into domain types; errors go beside their fields.
//!
//! `what` is the locale key of the field's name as a sentence uses it.

use camket_domain::calendar::{DateError, parse_date};
use camket_domain::identifiers::{Phone, PhoneError, TaxCode};
use camket_domain::text;
use time::Date;

use crate::form::Form;

/// One required line of at most `max` characters.
pub(super) fn parse_required_line(form: &mut Form, field: &str, what: &str, max: usize) -> Option<String> {
    let line = parse_optional_line(form, field, what, max)?;
    if line.is_empty() {
        form.fail_about(field, "errors-required", what, &[]);
        return None;
    }
    Some(line)
}

/// One line of at most `max` characters, which may be empty.
pub(super) fn parse_optional_line(form: &mut Form, field: &str, what: &str, max: usize) -> Option<String> {
    match text::normalize_line(form.raw(field)) {
        Err(error) => form.fail(field, &format!("codes-error-{}", error.code())),
        Ok(line) if line.chars().count() > max => {
            form.fail_about(field, "errors-too-long", what, &[("max", &max)]);
        }
        Ok(line) => return Some(line),
    }
    None
}

/// A required date.
pub(super) fn parse_required_date(form: &mut Form, field: &str, what: &str) -> Option<Date> {
    match parse_date(form.text(field)) {
        Ok(day) => return Some(day),
        Err(DateError::Empty) => form.fail_about(field, "errors-required", what, &[]),
        Err(_) => form.fail_about(field, "errors-date", what, &[]),
    }
    None
}

/// A required date, not after `today`.
pub(super) fn parse_past_date(form: &mut Form, field: &str, what: &str, today: Date) -> Option<Date> {
    let day = parse_required_date(form, field, what)?;
    if day > today {
        form.fail_about(field, "errors-date-future", what, &[]);
        return None;
    }
    Some(day)
}

/// A required telephone number.
pub(super) fn parse_phone(form: &mut Form, field: &str, what: &str) -> Option<Phone> {
    match Phone::parse(form.text(field)) {
        Ok(phone) => return Some(phone),
        Err(PhoneError::Empty) => form.fail_about(field, "errors-required", what, &[]),
        Err(error) => form.fail(field, &format!("codes-error-{}", error.code())),
    }
    None
}

/// Whether the text may be a personal number: more than 10 digits, and no tax code of an organisation. Such text is not
/// sent back to the browser.
pub(super) fn may_be_personal(typed: &str) -> bool {
    let organisation = matches!(TaxCode::parse(typed), Ok(TaxCode::Organisation(_)));
    !organisation && typed.chars().filter(char::is_ascii_digit).count() > 10
}

/// Field and locale key of each error, for table tests.
#[cfg(test)]
pub(super) fn list_errors(form: &Form) -> Vec<(String, String)> {
    form.errors().iter().map(|error| (error.field().to_owned(), error.key().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_persons_number_is_not_sent_back() {
        for typed in ["058199001234", "0581 9900 1234", "05819900123", "0581990012345"] {
            assert!(may_be_personal(typed), "{typed}");
        }
        for typed in ["0100047516", "0100047516-001", "0100047517", "MST 01"] {
            assert!(!may_be_personal(typed), "{typed}");
        }
    }
}
