//! Typed reading of fields: lines of text within a bound, a date, a choice, the idempotency key.

use camket_domain::calendar::{BirthDate, DateError, parse_date};
use camket_domain::identifiers::{Phone, PhoneError};
use camket_domain::paging::Cursor;
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

    /// A whole number from 0 to `max`, with or without a mark between thousands; `Some(None)` if nothing was typed, `None` and
    /// an error if it is wrong.
    pub fn parse_number<N: TryFrom<u64>>(&mut self, field: &str, what: &str, max: u64) -> Option<Option<N>> {
        let Some(typed) = self.optional(field) else { return Some(None) };
        match read_digits(typed) {
            None => self.fail_about(field, "errors-number", what, &[]),
            Some(digits) => {
                let number = digits.parse().ok().filter(|number| *number <= max);
                if let Some(number) = number.and_then(|number| N::try_from(number).ok()) {
                    return Some(Some(number));
                }
                self.fail_about(
                    field,
                    "errors-number-range",
                    what,
                    &[("min", &0), ("max", &max.to_string())],
                );
            }
        }
        None
    }

    /// As [`Form::parse_number`], where a number must be given.
    pub fn require_number<N: TryFrom<u64>>(&mut self, field: &str, what: &str, max: u64) -> Option<N> {
        self.require_text(field, what)?;
        self.parse_number(field, what, max).flatten()
    }

    /// The place after which a page of a list begins, from its address; none for the first page.
    ///
    /// # Errors
    /// [`ErrorKind::Unreadable`] for what no link of ours says.
    pub fn parse_after(&self) -> Result<Option<Cursor>, ErrorKind> {
        let after = self.optional("after");
        after.map(|cursor| Cursor::decode(cursor).ok_or(ErrorKind::Unreadable)).transpose()
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

/// The digits of a number, without the marks between its thousands; `None` for anything else, such as "1,5" or "-1".
fn read_digits(typed: &str) -> Option<String> {
    let mark = |c: char| c.is_whitespace() || matches!(c, '.' | ',');
    let mut groups = typed.split(mark);
    let first = groups.next()?;
    let whole = groups.clone().next().is_none() || (1..=3).contains(&first.len());
    let thousands = groups.all(|group| group.len() == 3);
    let digits: String = typed.chars().filter(|c| !mark(*c)).collect();
    (whole && thousands && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
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
    fn numbers_are_read_with_marks_between_their_thousands_alone() {
        for (typed, read, problem) in [
            ("", Some(None), None),
            ("0", Some(Some(0)), None),
            ("1.085", Some(Some(1_085)), None),
            ("1 085", Some(Some(1_085)), None),
            ("10,000", Some(Some(10_000)), None),
            ("10001", None, Some("errors-number-range")),
            ("99999999999999999999", None, Some("errors-number-range")),
            ("1,5", None, Some("errors-number")),
            ("1.08", None, Some("errors-number")),
            ("1085.000", None, Some("errors-number")),
            ("-1", None, Some("errors-number")),
            ("ba", None, Some("errors-number")),
        ] {
            let mut form = Form::from_fields([("n", typed)]);
            assert_eq!(form.parse_number::<u32>("n", "w", 10_000), read, "{typed}");
            assert_eq!(form.error("n").map(crate::form::FieldError::key), problem, "{typed}");
        }
        let mut form = Form::new();
        assert_eq!(form.require_number::<u32>("n", "w", 9), None);
        assert_eq!(form.error("n").map(crate::form::FieldError::key), Some("errors-required"));
    }

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
