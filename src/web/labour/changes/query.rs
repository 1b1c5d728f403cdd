//! The period and the commune of a list of changes, read and written.

use camket_app::labour::find_present_period;
use camket_domain::areas::AreaCode;
use camket_domain::calendar::format_date;
use camket_domain::ids::VenueId;
use camket_domain::labour::history::ChangeFilter;
use camket_domain::periods::PeriodSpan;
use time::Date;
use uuid::Uuid;

use crate::areas;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Form;
use camket_shell::links;

/// Which changes are listed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct ChangeQuery {
    pub(super) span: PeriodSpan,
    commune: Option<AreaCode>,
}

impl ChangeQuery {
    /// Reads a query and fills in the days that it leaves out: those of the present half-year. `None` with an error at its
    /// field for days that make no period.
    ///
    /// # Errors
    /// [`ErrorKind::Unreadable`] for what no link of ours says.
    pub(super) fn read(form: &mut Form, today: Date) -> Result<Option<Self>, ErrorKind> {
        let commune = areas::parse_code(form, "commune")?;
        let present = find_present_period(today);
        let from = form.parse_date("from", "labour-changes-from-what");
        let until = form.parse_date("until", "labour-changes-until-what");
        let (Some(from), Some(until)) = (from, until) else { return Ok(None) };
        let (from, until) = (from.unwrap_or(present.first()), until.unwrap_or(present.last()));
        let Some(span) = PeriodSpan::new(from, until) else {
            form.fail("until", "labour-changes-period-wrong");
            return Ok(None);
        };
        form.set("from", format_date(from));
        form.set("until", format_date(until));
        Ok(Some(Self { span, commune }))
    }

    /// As [`Self::read`], for a file.
    ///
    /// # Errors
    /// [`ErrorKind::Unreadable`] also for days that make no period.
    pub(super) fn require(form: &mut Form, today: Date) -> Result<Self, ErrorKind> {
        Self::read(form, today)?.ok_or(ErrorKind::Unreadable)
    }

    pub(super) fn filter(self, venue: Option<VenueId>) -> ChangeFilter {
        ChangeFilter { span: self.span, commune: self.commune, venue }
    }

    pub(super) fn commune(self) -> Option<AreaCode> {
        self.commune
    }

    /// The address of this list at `path`, after a change.
    pub(super) fn address(self, path: &str, after: Option<Uuid>) -> String {
        let (from, until) = (format_date(self.span.first()), format_date(self.span.last()));
        let commune = self.commune.map(|code| code.as_str().to_owned()).unwrap_or_default();
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let pairs = [
            ("from", from.as_str()),
            ("until", until.as_str()),
            ("commune", commune.as_str()),
            ("after", after.as_str()),
        ];
        links::with_query(path, &pairs)
    }
}

/// The last change of the page before.
///
/// # Errors
/// [`ErrorKind::Unreadable`]
pub(super) fn parse_place(form: &Form) -> Result<Option<Uuid>, ErrorKind> {
    form.optional("after").map(|id| id.parse().map_err(|_| ErrorKind::Unreadable)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 23);

    fn read(query: &str) -> (Form, Result<Option<ChangeQuery>, ErrorKind>) {
        let mut form = Form::parse(query.as_bytes());
        let found = ChangeQuery::read(&mut form, TODAY);
        (form, found)
    }

    #[test]
    fn a_list_without_days_is_that_of_the_half_year() {
        let (form, found) = read("");
        let query = found.unwrap().unwrap();
        assert_eq!((form.text("from"), form.text("until")), ("15/06/2026", "14/12/2026"));
        assert_eq!(
            query.address("/labour/changes", None),
            "/labour/changes?from=15/06/2026&until=14/12/2026"
        );
    }

    #[test]
    fn days_and_commune_are_read_from_the_address_that_they_write() {
        let (_, found) = read("from=1/7/2026&until=30/9/2026&commune=22759");
        let query = found.unwrap().unwrap();
        let address = query.address("/x", Some(Uuid::nil()));
        let (_, again) = read(address.split_once('?').unwrap().1);
        assert_eq!(again.unwrap().unwrap(), query);
        let half = read("from=1/7/2026").1.unwrap().unwrap();
        assert_eq!((half.span.first(), half.span.last()), (date!(2026 - 07 - 01), date!(2026 - 12 - 14)));
    }

    #[test]
    fn days_that_make_no_period_are_an_error_at_their_field() {
        for (query, field, key) in [
            ("from=2/7/2026&until=1/7/2026", "until", "labour-changes-period-wrong"),
            ("from=1/1/2023&until=31/12/2026", "until", "labour-changes-period-wrong"),
            ("from=31/6/2026", "from", "errors-date-no-such-day"),
            ("until=x", "until", "errors-date"),
        ] {
            let (form, found) = read(query);
            assert_eq!(found.unwrap(), None, "{query}");
            assert_eq!(form.error(field).unwrap().key(), key, "{query}");
        }
        assert_eq!(read("commune=x").1.unwrap_err(), ErrorKind::Unreadable);
        assert_eq!(parse_place(&Form::parse(b"after=x")).unwrap_err(), ErrorKind::Unreadable);
    }
}
