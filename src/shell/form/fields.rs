//! Typed reading of fields: lines of text within a bound, a date, a choice, the idempotency key.

use camket_domain::calendar::{BirthDate, DateError, parse_date};
use camket_domain::identifiers::{Phone, PhoneError};
use camket_domain::text::{TextError, normalize_line, normalize_lines};
use time::Date;
use uuid::Uuid;

use super::Form;
use crate::error_kind::ErrorKind;

impl Form {
    /// A line of text that must not be empty, at most `max` characters, squeezed and in NFC; records what is wrong.
    /// `what` as in [`Form::fail_about`].
    pub fn require_line(&mut self, field: &str, what: &str, max: usize) -> Option<String> {
        let line = self.parse_line(field, what, max)?;
        if line.is_empty() {
            self.fail_about(field, "errors-required", what, &[]);
            return None;
        }
        Some(line)
    }

    /// A line of text of at most `max` characters, squeezed and in NFC, empty if nothing was typed; `None` and an
    /// error if it is wrong.
    pub fn parse_line(&mut self, field: &str, what: &str, max: usize) -> Option<String> {
        let line = normalize_line(self.text(field));
        self.keep_text(field, what, max, line)
    }

    /// A text of several lines, each squeezed and in NFC; together at most `max` characters, empty if nothing was
    /// typed; `None` and an error if it is wrong.
    pub fn parse_lines(&mut self, field: &str, what: &str, max: usize) -> Option<String> {
        let lines = normalize_lines(self.text(field));
        self.keep_text(field, what, max, lines)
    }

    fn keep_text(
        &mut self,
        field: &str,
        what: &str,
        max: usize,
        text: Result<String, TextError>,
    ) -> Option<String> {
        match text {
            Err(error) => self.fail(field, &format!("codes-error-{}", error.code())),
            Ok(text) if text.chars().count() > max => {
                self.fail_about(field, "errors-too-long", what, &[("max", &max)]);
            }
            Ok(text) => return Some(text),
        }
        None
    }

    /// A date that must be given.
    pub fn require_date(&mut self, field: &str, what: &str) -> Option<Date> {
        self.require_text(field, what)?;
        self.parse_date(field, what).flatten()
    }

    /// A date of birth that must be given; the year alone where the papers have no more.
    pub fn require_birth(&mut self, field: &str, what: &str) -> Option<BirthDate> {
        let typed = self.require_text(field, what)?;
        match BirthDate::parse(&typed) {
            Ok(born) => return Some(born),
            Err(error) => self.fail_about(field, date_error_key(error), what, &[]),
        }
        None
    }

    /// A date that must be given and is not after `today`.
    pub fn require_past_date(&mut self, field: &str, what: &str, today: Date) -> Option<Date> {
        let day = self.require_date(field, what)?;
        if day > today {
            self.fail_about(field, "errors-date-future", what, &[]);
            return None;
        }
        Some(day)
    }

    /// A telephone number that must be given.
    pub fn require_phone(&mut self, field: &str, what: &str) -> Option<Phone> {
        match Phone::parse(self.text(field)) {
            Ok(phone) => return Some(phone),
            Err(PhoneError::Empty) => self.fail_about(field, "errors-required", what, &[]),
            Err(error) => self.fail(field, &format!("codes-error-{}", error.code())),
        }
        None
    }

    /// A date; `Some(None)` if nothing was typed, `None` and an error if it cannot be parsed.
    pub fn parse_date(&mut self, field: &str, what: &str) -> Option<Option<Date>> {
        let Some(typed) = self.optional(field) else { return Some(None) };
        match parse_date(typed) {
            Ok(day) => return Some(Some(day)),
            Err(error) => self.fail_about(field, date_error_key(error), what, &[]),
        }
        None
    }

    /// One of a closed list, by its code; records an error if none was chosen.
    pub fn require_choice<T>(
        &mut self,
        field: &str,
        what: &str,
        of_code: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let chosen = of_code(self.text(field));
        if chosen.is_none() {
            self.fail_about(field, "errors-choose", what, &[]);
        }
        chosen
    }

    /// Field and locale key of each error, for table tests.
    #[must_use]
    pub fn list_errors(&self) -> Vec<(String, String)> {
        self.errors().iter().map(|error| (error.field().to_owned(), error.key().to_owned())).collect()
    }

    /// The hidden row version that the page was rendered with. Without one the form is not one of ours.
    pub fn require_version(&self) -> Result<i32, ErrorKind> {
        self.text("version").parse().map_err(|_| ErrorKind::Unreadable)
    }

    /// The hidden idempotency key. Without one the form is not one of ours.
    pub fn require_key(&self) -> Result<Uuid, ErrorKind> {
        self.text(super::KEY_FIELD).parse().map_err(|_| ErrorKind::Unreadable)
    }
}

/// Locale key of what is wrong with a date.
#[must_use]
pub fn date_error_key(error: DateError) -> &'static str {
    match error {
        DateError::Empty => "errors-required",
        DateError::Unreadable => "errors-date",
        DateError::ShortYear => "errors-date-short-year",
        DateError::NoSuchDay => "errors-date-no-such-day",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn lines_are_kept_composed_and_within_their_bound() {
        let mut form =
            Form::from_fields([("name", "  Ho\u{300}a   Bình "), ("long", "ăăă"), ("turned", "a\u{202E}b")]);
        assert_eq!(form.require_line("name", "w", 9).as_deref(), Some("Hòa Bình"));
        assert_eq!(form.parse_line("absent", "w", 9).as_deref(), Some(""));
        assert_eq!(form.require_line("absent", "w", 9), None);
        assert_eq!(form.parse_line("long", "w", 2), None);
        assert_eq!(form.parse_line("turned", "w", 9), None);
        let keys: Vec<_> = form.errors().iter().map(super::super::FieldError::key).collect();
        assert_eq!(keys, ["errors-required", "errors-too-long", "codes-error-text-control-character"]);
    }

    #[test]
    fn days_may_be_missing_but_not_wrong() {
        let mut form = Form::from_fields([("day", "5/1/2026"), ("bad", "31/4/2026")]);
        assert_eq!(form.require_date("day", "w"), Some(date!(2026 - 01 - 05)));
        assert_eq!(form.parse_date("absent", "w"), Some(None));
        assert_eq!(form.parse_date("bad", "w"), None);
        assert_eq!(form.require_date("absent", "w"), None);
        assert_eq!(form.errors().len(), 2);
    }
}
