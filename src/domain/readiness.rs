//! What the registry of an area needs before its first owner can register and be certified.
//!
//! Belongs here: the requirements, and what is missing of each. Does not belong here: their words, and the pages that
//! mend them.

use std::collections::BTreeMap;

use time::{Date, Month};

use crate::accounts::{Account, Role};
use crate::agencies::{Agency, AgencyFunction, find_responsible};
use crate::areas::{self, AreaCode, AreaLevel};
use crate::calendar::Holidays;
use crate::codes::codes;
use crate::ids::AgencyId;

codes! {
    /// One requirement.
    Requirement {
        /// Each commune has an agency for every function that certifying needs, its own or its province's.
        Offices = "offices",
        /// Each of these agencies has a person who can do its work.
        People = "people",
        /// There is someone who can issue certificates.
        Approver = "approver",
        /// E-mail or SMS is set up, or claim codes on paper stand in.
        Channel = "channel",
        /// The calendar has the days off.
        Holidays = "holidays",
    }
}

/// The month from which on the calendar must have the next year: the yearly decision on days off is known by then, and
/// deadlines begin to reach into the new year.
const NEXT_YEAR_FROM: Month = Month::October;

/// What the check looks at.
#[derive(Clone, Copy, Debug)]
pub struct ReadinessFacts<'a> {
    /// The province or commune.
    pub area: AreaCode,
    pub today: Date,
    /// The agencies of the area.
    pub agencies: &'a [Agency],
    /// The staff of the area who can log in.
    pub staff: &'a [Account],
    pub has_channel: bool,
    pub calendar: &'a Holidays,
}

/// A commune without an agency for some functions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommuneGap {
    pub commune: AreaCode,
    pub functions: Vec<AgencyFunction>,
}

/// An agency without a person for one of its functions, in some of the communes that it serves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StaffGap {
    pub agency: AgencyId,
    /// Who is missing.
    pub role: Role,
    /// How many communes wait.
    pub communes: usize,
}

/// What is missing before the first owner can register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Readiness {
    /// In Vietnamese alphabetical order.
    pub communes: Vec<CommuneGap>,
    pub staff: Vec<StaffGap>,
    /// Nobody can issue for any commune.
    pub no_approver: bool,
    /// Nothing can be sent to owners. Claim codes and letters stand in for messages, so that this does not hold anybody up.
    pub no_channel: bool,
    /// The years that the calendar lacks.
    pub years: Vec<i32>,
}

impl Readiness {
    /// Checks every requirement.
    pub fn check(facts: &ReadinessFacts<'_>) -> Self {
        let duties = find_duties(facts);
        let gaps = duties.iter().map(|(commune, duties)| CommuneGap {
            commune: *commune,
            functions: duties.iter().filter(|(_, agency)| agency.is_none()).map(|(of, _)| *of).collect(),
        });
        Self {
            communes: gaps.filter(|gap| !gap.functions.is_empty()).collect(),
            staff: find_staff_gaps(facts, &duties),
            no_approver: !duties.iter().any(|(commune, duties)| {
                let issuing = duties.iter().find(|(function, _)| *function == AgencyFunction::Issue);
                let agency = issuing.and_then(|(_, agency)| *agency);
                agency.is_some_and(|agency| has_person(facts, agency, Role::Approver, *commune))
            }),
            no_channel: !facts.has_channel,
            years: list_needed_years(facts.today).filter(|year| !facts.calendar.has_year(*year)).collect(),
        }
    }

    /// How much is missing of a requirement: communes, people, or years; 0 if it is met, or if something stands in for it.
    pub fn count_missing(&self, requirement: Requirement) -> usize {
        match requirement {
            Requirement::Offices => self.communes.len(),
            Requirement::People => self.staff.len(),
            Requirement::Approver => usize::from(self.no_approver),
            Requirement::Channel => 0,
            Requirement::Holidays => self.years.len(),
        }
    }

    /// Whether every requirement is met.
    pub fn is_met(&self) -> bool {
        Requirement::ALL.into_iter().all(|requirement| self.count_missing(requirement) == 0)
    }
}

/// The agency for each function, of each commune.
type Duties<'a> = Vec<(AreaCode, Vec<(AgencyFunction, Option<&'a Agency>)>)>;

fn find_duties<'a>(facts: &ReadinessFacts<'a>) -> Duties<'a> {
    let find = |commune, function| {
        let province = province_of(commune, facts.today)?;
        find_responsible(facts.agencies, function, &commune, &province, facts.today)
    };
    list_communes(facts.area, facts.today)
        .map(|commune| {
            (commune, AgencyFunction::CERTIFYING.map(|function| (function, find(commune, function))).into())
        })
        .collect()
}

/// The communes of an area on a day, in Vietnamese alphabetical order.
fn list_communes(area: AreaCode, today: Date) -> impl Iterator<Item = AreaCode> {
    let own = areas::all().find(area, today).filter(|one| one.level == AreaLevel::Commune);
    own.into_iter().chain(areas::all().list_communes(area, today)).map(|one| one.code)
}

fn province_of(commune: AreaCode, today: Date) -> Option<AreaCode> {
    areas::all().province_of(commune, today).map(|province| province.code)
}

fn find_staff_gaps(facts: &ReadinessFacts<'_>, duties: &Duties<'_>) -> Vec<StaffGap> {
    let mut waiting: BTreeMap<(AgencyId, AgencyFunction), usize> = BTreeMap::new();
    for (commune, duties) in duties {
        for (function, agency) in duties {
            if let Some(agency) = agency
                && !has_person(facts, agency, function.role(), *commune)
            {
                *waiting.entry((agency.id, *function)).or_default() += 1;
            }
        }
    }
    let gap = |((agency, function), communes): ((AgencyId, AgencyFunction), usize)| StaffGap {
        agency,
        role: function.role(),
        communes,
    };
    waiting.into_iter().map(gap).collect()
}

/// Whether someone with this role works in the agency for this commune.
fn has_person(facts: &ReadinessFacts<'_>, agency: &Agency, role: Role, commune: AreaCode) -> bool {
    let province = province_of(commune, facts.today);
    facts.staff.iter().any(|account| {
        account.role == role
            && account.agency == Some(agency.id)
            && (account.area == Some(commune) || account.area.is_some() && account.area == province)
    })
}

/// The years whose days off must be known.
fn list_needed_years(today: Date) -> impl Iterator<Item = i32> {
    let next = today.month() as u8 >= NEXT_YEAR_FROM as u8;
    std::iter::once(today.year()).chain(next.then_some(today.year() + 1))
}

#[cfg(test)]
mod tests;
