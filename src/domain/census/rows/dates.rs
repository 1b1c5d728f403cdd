//! Dates of lists: the type first, then day/month/year; what can be read in two ways is asked.

use time::Date;

use super::Answers;
use super::problems::CellProblem;
use crate::calendar::{BirthDate, DateError, parse_date};
use crate::census::grid::{CellValue, date_from_serial};

/// What the texts of a column say of its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DateOrder {
    /// As everywhere in Vietnam: no text contradicts.
    DayFirst,
    /// A text is only a date with the month first, so every text of the column is in doubt.
    Doubtful,
}

/// A date that was read, and what must be shown of how.
pub(super) type DateReading = Result<(Date, Option<CellProblem>), CellProblem>;

pub(super) fn find_order<'a>(cells: impl Iterator<Item = &'a CellValue>) -> DateOrder {
    let is_month_first = |value: &CellValue| match value {
        CellValue::Text(text) => parse_date(text) == Err(DateError::NoSuchDay) && swap(text).is_some(),
        _ => false,
    };
    let mut texts = cells;
    if texts.any(is_month_first) { DateOrder::Doubtful } else { DateOrder::DayFirst }
}

/// Reads a date.
///
/// # Errors
/// [`CellProblem::DateAmbiguous`], [`CellProblem::DateShortYear`], [`CellProblem::DateUnreadable`],
/// [`CellProblem::BrokenCell`].
pub(super) fn read_date(value: &CellValue, order: DateOrder, answers: &Answers, today: Date) -> DateReading {
    match value {
        CellValue::Date(day) => Ok((*day, None)),
        CellValue::Number(number) => {
            let day = date_from_serial(*number).ok_or(CellProblem::DateUnreadable(DateError::Unreadable))?;
            Ok((day, Some(CellProblem::DateFromNumber(day))))
        }
        CellValue::Text(_) => {
            let line = value.as_line().map_err(CellProblem::TextUnreadable)?;
            read_text(&line, order, answers, today).map(|day| (day, None))
        }
        CellValue::Broken => Err(CellProblem::BrokenCell),
    }
}

fn read_text(text: &str, order: DateOrder, answers: &Answers, today: Date) -> Result<Date, CellProblem> {
    match (parse_date(text), swap(text)) {
        (Ok(day), Some(other)) if order == DateOrder::Doubtful && day != other => match answers.month_first {
            Some(true) => Ok(other),
            Some(false) => Ok(day),
            None => Err(CellProblem::DateAmbiguous { day_first: Some(day), month_first: other }),
        },
        (Ok(day), _) => Ok(day),
        (Err(DateError::NoSuchDay), Some(other)) => match answers.month_first {
            Some(true) => Ok(other),
            _ => Err(CellProblem::DateAmbiguous { day_first: None, month_first: other }),
        },
        (Err(DateError::ShortYear), _) => {
            let day = complete_year(text, today).ok_or(CellProblem::DateUnreadable(DateError::ShortYear))?;
            if answers.complete_years { Ok(day) } else { Err(CellProblem::DateShortYear(day)) }
        }
        (Err(error), _) => Err(CellProblem::DateUnreadable(error)),
    }
}

/// A date of birth, or its year.
///
/// # Errors
/// As [`read_date`].
pub(super) fn read_birth(
    value: &CellValue,
    order: DateOrder,
    answers: &Answers,
    today: Date,
) -> Result<(BirthDate, Option<CellProblem>), CellProblem> {
    let line = value.as_line().map_err(CellProblem::TextUnreadable)?;
    if line.len() == 4 {
        return BirthDate::parse(&line).map(|born| (born, None)).map_err(CellProblem::DateUnreadable);
    }
    read_date(value, order, answers, today).map(|(day, notice)| (BirthDate::from(day), notice))
}

/// The three parts of a date with slashes, dashes or dots.
fn split_parts(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.split(['/', '-', '.']).map(str::trim);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

/// The date with the first part as the month; `None` if that is no date, or the year stands first.
fn swap(text: &str) -> Option<Date> {
    let [month, day, year] = split_parts(text)?;
    (year.len() == 4).then(|| parse_date(&format!("{day}/{month}/{year}")).ok()).flatten()
}

/// The latest date up to next year whose year ends so.
fn complete_year(text: &str, today: Date) -> Option<Date> {
    let [day, month, short] = split_parts(text)?;
    let short: i32 = short.parse().ok()?;
    let century = today.year() / 100 * 100;
    let year = if century + short <= today.year() + 1 { century + short } else { century - 100 + short };
    parse_date(&format!("{day}/{month}/{year}")).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 28);

    fn text(text: &str) -> CellValue {
        CellValue::Text(text.into())
    }

    fn read(value: &CellValue, order: DateOrder, answers: &Answers) -> Result<Date, &'static str> {
        read_date(value, order, answers, TODAY).map(|(day, _)| day).map_err(|problem| problem.code())
    }

    #[test]
    fn the_type_comes_first_then_the_day() {
        let none = Answers::default();
        let day = date!(2026 - 02 - 05);
        assert_eq!(read(&CellValue::Date(day), DateOrder::Doubtful, &none), Ok(day));
        assert_eq!(read(&text("5/2/2026"), DateOrder::DayFirst, &none), Ok(day));
        assert_eq!(read(&text("2026-02-05"), DateOrder::Doubtful, &none), Ok(day));
        let serial = read_date(&CellValue::Number(46_058.0), DateOrder::DayFirst, &none, TODAY);
        assert_eq!(serial, Ok((day, Some(CellProblem::DateFromNumber(day)))));
        assert_eq!(read(&text("hôm qua"), DateOrder::DayFirst, &none), Err("date-unreadable"));
        assert_eq!(read(&text("31/4/2026"), DateOrder::DayFirst, &none), Err("date-unreadable"));
    }

    #[test]
    fn a_month_in_first_place_puts_its_column_in_doubt() {
        let cells = [text("05/02/2026"), text("02/25/2026")];
        assert_eq!(find_order(cells[..1].iter()), DateOrder::DayFirst);
        let order = find_order(cells.iter());
        assert_eq!(order, DateOrder::Doubtful);
        let none = Answers::default();
        assert_eq!(cells.clone().map(|cell| read(&cell, order, &none)), [Err("date-ambiguous"); 2]);
        let month_first = Answers { month_first: Some(true), ..Answers::default() };
        let dates = [Ok(date!(2026 - 05 - 02)), Ok(date!(2026 - 02 - 25))];
        assert_eq!(cells.clone().map(|cell| read(&cell, order, &month_first)), dates);
        let day_first = Answers { month_first: Some(false), ..Answers::default() };
        assert_eq!(read(&cells[0], order, &day_first), Ok(date!(2026 - 02 - 05)));
        // The same day in both readings is no question.
        assert_eq!(read(&text("3/3/2026"), order, &none), Ok(date!(2026 - 03 - 03)));
    }

    #[test]
    fn short_years_are_completed_only_when_asked() {
        let complete = Answers { complete_years: true, ..Answers::default() };
        for (typed, day) in [
            ("5/2/26", date!(2026 - 02 - 05)),
            ("5/2/75", date!(1975 - 02 - 05)),
            ("5/2/27", date!(2027 - 02 - 05)),
        ] {
            assert_eq!(read(&text(typed), DateOrder::DayFirst, &Answers::default()), Err("date-short-year"));
            assert_eq!(read(&text(typed), DateOrder::DayFirst, &complete), Ok(day));
        }
    }

    #[test]
    fn a_birth_may_be_a_year() {
        let none = Answers::default();
        for value in [text("1975"), CellValue::Number(1_975.0)] {
            let (born, notice) = read_birth(&value, DateOrder::DayFirst, &none, TODAY).unwrap();
            assert_eq!((born.year(), born.is_year_only(), notice), (1975, true, None));
        }
        let (born, _) = read_birth(&text("17/5/1960"), DateOrder::DayFirst, &none, TODAY).unwrap();
        assert_eq!(born, BirthDate::from(date!(1960 - 05 - 17)));
    }
}
