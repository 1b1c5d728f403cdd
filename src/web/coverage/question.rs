//! What a page of coverage is asked, read from its address and written into others.

use camket_app::App;
use camket_app::coverage::{CoverageQuestion, UnitFilter};
use camket_domain::areas::AreaCode;
use camket_domain::calendar::{format_date, parse_date};
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::{VenueGroup, VenueKind};

use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Form;
use camket_shell::links;

/// Stands in an address for what nobody can tell.
const UNKNOWN: &str = "unknown";

/// The question of an address.
#[derive(Clone, Copy, Debug)]
pub(super) struct AskedQuestion {
    pub(super) question: CoverageQuestion,
    /// By which the map is coloured.
    pub(super) duty: CoverageDuty,
    /// Whether the address has a day: without one, links mean the day on which they are followed.
    has_day: bool,
}

impl AskedQuestion {
    /// Reads an address. A day that cannot be read, or is in the future, is an error of its field; today is shown then.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] for an area that is not the officer's.
    pub(super) fn parse(
        app: &App,
        permit: &Permit<rights::ReadCoverage>,
        form: &mut Form,
    ) -> Result<Self, ErrorKind> {
        let area = parse(form, "area", AreaCode::new)?;
        let division = parse(form, "by", AreaDivision::from_code)?.unwrap_or(AreaDivision::Commune);
        let duty = parse(form, "duty", CoverageDuty::from_code)?.unwrap_or(CoverageDuty::Both);
        let day = parse_day(form, app);
        let has_day = day.is_some();
        let day = day.unwrap_or_else(|| app.today());
        let question = CoverageQuestion::new(app, permit, area, day, division).ok_or(ErrorKind::NotFound)?;
        Ok(Self { question, duty, has_day })
    }

    /// The fields of the form, and of every link.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("area", self.question.area.to_string())];
        if self.has_day {
            pairs.push(("day", format_date(self.question.day)));
        }
        pairs.push(("by", self.question.division.code().to_owned()));
        pairs
    }

    pub(super) fn to_form(self, typed: Form) -> Form {
        let mut form = typed;
        self.pairs().into_iter().filter(|(field, _)| *field != "day").for_each(|(field, value)| {
            form.set(field, value);
        });
        form.set("duty", self.duty.code());
        form
    }

    /// The same question at another path.
    pub(super) fn address_at(&self, path: &str) -> String {
        build_address(path, &self.pairs())
    }

    /// The figures of another day.
    pub(super) fn address_of_day(&self, day: time::Date) -> String {
        let mut asked = *self;
        (asked.question.day, asked.has_day) = (day, true);
        asked.address_at(paths::Coverage::PATTERN)
    }

    /// The figures of another area.
    pub(super) fn address_of_area(&self, area: AreaCode) -> String {
        let mut asked = *self;
        asked.question.area = area;
        asked.address_at(paths::Coverage::PATTERN)
    }
}

fn parse_day(form: &mut Form, app: &App) -> Option<time::Date> {
    let typed = form.optional("day")?.to_owned();
    match parse_date(&typed) {
        Ok(day) if day <= app.today() => return Some(day),
        Ok(_) => form.fail("day", "coverage-day-future"),
        Err(_) => form.fail("day", "coverage-day-wrong"),
    }
    None
}

/// The names behind a number, as an address says.
#[derive(Clone, Debug)]
pub(crate) struct AskedNames {
    pub(super) asked: AskedQuestion,
    pub(crate) filter: UnitFilter,
}

impl AskedNames {
    /// # Errors
    /// As [`AskedQuestion::parse`]; [`ErrorKind::Unreadable`] for a value that no link of ours has.
    pub(crate) fn parse(
        app: &App,
        permit: &Permit<rights::ReadCoverage>,
        form: &mut Form,
    ) -> Result<Self, ErrorKind> {
        let asked = AskedQuestion::parse(app, permit, form)?;
        if form.has_errors() {
            return Err(ErrorKind::Unreadable);
        }
        let number = parse(form, "number", CoverageNumber::from_code)?.unwrap_or(CoverageNumber::Incomplete);
        let filter = UnitFilter {
            number,
            division: asked.question.division,
            area: parse(form, "in", |text| or_unknown(text, AreaCode::new))?,
            kind: parse(form, "kind", |text| or_unknown(text, VenueKind::from_code))?,
            group: parse(form, "group", VenueGroup::from_code)?,
        };
        Ok(Self { asked, filter })
    }

    pub(super) fn new(asked: AskedQuestion, number: CoverageNumber) -> Self {
        Self { filter: UnitFilter::of(number, asked.question.division), asked }
    }

    pub(super) fn in_area(mut self, area: Option<AreaCode>) -> Self {
        self.filter.area = Some(area);
        self
    }

    pub(super) fn of_kind(mut self, kind: Option<VenueKind>) -> Self {
        self.filter.kind = Some(kind);
        self
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.asked.pairs();
        pairs.push(("number", self.filter.number.code().to_owned()));
        if let Some(area) = self.filter.area {
            pairs.push(("in", area.map_or_else(|| UNKNOWN.to_owned(), |area| area.to_string())));
        }
        if let Some(kind) = self.filter.kind {
            pairs.push(("kind", kind.map_or(UNKNOWN, VenueKind::code).to_owned()));
        }
        pairs.extend(self.filter.group.map(|group| ("group", group.code().to_owned())));
        pairs
    }

    pub(crate) fn address(&self) -> String {
        self.address_at(paths::CoverageNames::PATTERN)
    }

    pub(crate) fn question(&self) -> CoverageQuestion {
        self.asked.question
    }

    /// The fields that name these venues in the form of letters.
    pub(crate) fn letter_pairs(&self) -> Vec<(&'static str, String)> {
        std::iter::once(("from", "coverage".to_owned())).chain(self.pairs()).collect()
    }

    /// The form of letters to these venues.
    pub(super) fn letters_address(&self) -> String {
        build_address(paths::NewLetters::PATTERN, &self.letter_pairs())
    }

    pub(super) fn address_at(&self, path: &str) -> String {
        build_address(path, &self.pairs())
    }

    pub(super) fn address_after(&self, entry: CensusEntryId) -> String {
        let mut pairs = self.pairs();
        pairs.push(("after", entry.to_string()));
        build_address(paths::CoverageNames::PATTERN, &pairs)
    }
}

fn build_address(path: &str, pairs: &[(&'static str, String)]) -> String {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(field, value)| (*field, value.as_str())).collect();
    links::with_query(path, &pairs)
}

fn or_unknown<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if text == UNKNOWN { Some(None) } else { parse(text).map(Some) }
}

fn parse<T>(form: &Form, field: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ErrorKind> {
    match form.text(field) {
        "" => Ok(None),
        text => parse(text).map(Some).ok_or(ErrorKind::Unreadable),
    }
}
