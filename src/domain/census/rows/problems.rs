//! What is wrong with a cell, or in doubt.

use std::fmt;

use strum::{IntoStaticStr, VariantNames};
use time::Date;

use crate::areas::AreaCode;
use crate::calendar::DateError;
use crate::census::columns::CensusColumn;
use crate::identifiers::{PersonalId, PersonalIdError, Phone, PhoneError, TaxCode, TaxCodeError};
use crate::text::TextError;
use crate::text::printable::UnprintableSign;
use crate::venues::VenueKind;

/// A problem at the file's own row and column, both from 1.
#[derive(Clone, PartialEq, Debug)]
pub struct CellIssue {
    pub row: u32,
    pub column: u32,
    pub meaning: CensusColumn,
    pub problem: CellProblem,
}

/// What a problem asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Shown; the row is imported without the cell, or as the notice says.
    Notice,
    /// The row waits for an answer.
    Question,
    /// The file must be corrected, or the row left out.
    Error,
}

#[derive(Clone, PartialEq, Debug, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum CellProblem {
    NameMissing,
    /// More characters than this.
    TooLong(usize),
    TextUnreadable(TextError),
    /// A sign that letters cannot show.
    Unprintable(UnprintableSign),
    /// A number in scientific form, such as 4.41E+11: its last digits are gone and cannot be restored.
    ScientificNotation,
    /// A number of more than 15 digits: the spreadsheet replaced the others by zeros.
    DigitsLost,
    TaxCode(TaxCodeError),
    CommuneMissing,
    /// No commune of the list's province has this name, by which it is answered.
    CommuneUnknown {
        named: String,
    },
    FemaleAboveStaff,
    /// A zero at the beginning was lost: the number that fits.
    LostZero(RestoredNumber),
    /// Readings with the day first and with the month first.
    DateAmbiguous {
        day_first: Option<Date>,
        month_first: Date,
    },
    /// A year of two digits: the likely date.
    DateShortYear(Date),
    /// The former commune was split among these, or several had the name.
    CommuneSplit {
        named: String,
        communes: Vec<AreaCode>,
    },
    /// A commune outside the list's area.
    CommuneOutside(AreaCode),
    KindUnknown,
    /// Stopped for a time, without the last day: it is counted as not verified until an officer says more.
    StopWithoutEnd,
    /// The value stands in a merged cell above.
    FilledDown,
    PhoneUnreadable(PhoneError),
    OwnerIdUnreadable(PersonalIdError),
    DateUnreadable(DateError),
    CountUnreadable,
    /// More telephone numbers than an entry keeps.
    TooManyPhones,
    /// A number without the format of a date was read as this day.
    DateFromNumber(Date),
    /// An error value of a formula.
    BrokenCell,
    /// Several kinds; the first is taken.
    SeveralKinds(Vec<VenueKind>),
    /// The kind was read from the name.
    KindFromName(VenueKind),
    /// The row belongs to the one above: its name is one merged cell.
    PartOfRowAbove,
    /// Not a venue of the census, as the officer said of its kind.
    OutOfScope,
}

/// A number with the zeros that were lost. `Display` masks a personal one.
#[derive(Clone, PartialEq, Debug)]
pub enum RestoredNumber {
    Tax(TaxCode),
    Person(PersonalId),
    Phone(Phone),
}

impl fmt::Display for RestoredNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tax(code) => code.fmt(f),
            Self::Person(number) => number.fmt(f),
            Self::Phone(phone) => phone.fmt(f),
        }
    }
}

impl CellProblem {
    /// Stable code; the end of the locale key.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    pub fn codes() -> &'static [&'static str] {
        Self::VARIANTS
    }

    pub fn severity(&self) -> Severity {
        match self {
            Self::NameMissing
            | Self::TooLong(_)
            | Self::TextUnreadable(_)
            | Self::Unprintable(_)
            | Self::ScientificNotation
            | Self::DigitsLost
            | Self::TaxCode(_)
            | Self::CommuneMissing
            | Self::FemaleAboveStaff => Severity::Error,
            Self::LostZero(_)
            | Self::DateAmbiguous { .. }
            | Self::DateShortYear(_)
            | Self::CommuneSplit { .. }
            | Self::CommuneUnknown { .. }
            | Self::CommuneOutside(_)
            | Self::KindUnknown => Severity::Question,
            Self::StopWithoutEnd
            | Self::FilledDown
            | Self::PhoneUnreadable(_)
            | Self::OwnerIdUnreadable(_)
            | Self::DateUnreadable(_)
            | Self::CountUnreadable
            | Self::TooManyPhones
            | Self::DateFromNumber(_)
            | Self::BrokenCell
            | Self::SeveralKinds(_)
            | Self::KindFromName(_)
            | Self::PartOfRowAbove
            | Self::OutOfScope => Severity::Notice,
        }
    }
}
