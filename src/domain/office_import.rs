//! Agencies and their staff as rows of a spreadsheet: one row an agency, with at most one person who works in it.

use crate::accounts::{Login, Role};
use crate::agencies::Agency;
use crate::codes::codes;

/// Most rows of one file: a province has at most 168 communes.
pub const MAX_ROWS: usize = 1_000;

codes! {
    /// A column of the file.
    OfficeColumn {
        Code = "code",
        Name = "name",
        Parent = "parent",
        Area = "area",
        Place = "place",
        Symbol = "symbol",
        Functions = "functions",
        ValidFrom = "valid-from",
        Person = "person",
        Login = "login",
        Role = "role",
        Title = "title",
    }
}

/// A row of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficeRow {
    /// The row's number in the file, from 1.
    pub number: u32,
    /// Without id and version.
    pub agency: Agency,
    pub member: Option<OfficeMember>,
}

/// A person who works in the agency of the row, for its area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficeMember {
    pub name: String,
    pub login: Login,
    pub role: Role,
    pub title: String,
}

/// Whether two agencies are the same but for id, version and last day.
pub fn has_same_details(one: &Agency, other: &Agency) -> bool {
    let functions = |agency: &Agency| {
        let mut functions = agency.functions.clone();
        functions.sort_unstable();
        functions
    };
    let details = |agency: &Agency| Agency {
        id: one.id,
        version: one.version,
        valid_to: None,
        functions: functions(agency),
        ..agency.clone()
    };
    details(one) == details(other)
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::*;
    use crate::agencies::{AgencyFunction, AgencyLevel};
    use crate::areas::AreaCode;
    use crate::ids::AgencyId;

    #[test]
    fn the_order_of_functions_and_the_last_day_make_no_difference() {
        let agency = Agency {
            id: AgencyId(Uuid::nil()),
            name: "Sở Nội vụ tỉnh Khánh Hòa".to_owned(),
            parent_name: String::new(),
            symbol: "SNV".to_owned(),
            place: "Khánh Hòa".to_owned(),
            code: "KH-SNV".to_owned(),
            level: AgencyLevel::Province,
            area: AreaCode::new("56").unwrap(),
            functions: vec![AgencyFunction::AcceptLabour, AgencyFunction::Issue],
            valid_from: date!(2025 - 07 - 01),
            valid_to: None,
            version: 0,
        };
        let kept = Agency {
            id: AgencyId(Uuid::max()),
            version: 4,
            functions: vec![AgencyFunction::Issue, AgencyFunction::AcceptLabour],
            valid_to: Some(date!(2030 - 01 - 01)),
            ..agency.clone()
        };
        assert!(has_same_details(&agency, &kept));
        assert!(!has_same_details(
            &agency,
            &Agency { functions: vec![AgencyFunction::Issue], ..kept.clone() }
        ));
        assert!(!has_same_details(&agency, &Agency { name: "Sở Nội vụ".to_owned(), ..kept }));
    }
}
