//! Sets of criteria: texts with their legal basis and the time in which they apply. A set is read, never counted: whether a
//! commune meets it is decided by people.

use std::sync::LazyLock;

use serde::Deserialize;
use time::Date;

use crate::accounts::ActorStamp;
use crate::areas::AreaCode;
use crate::calendar::parse_date;
use crate::ids::CriteriaSetId;
use crate::text::input_error;

/// Most of the name and of the legal basis, in characters.
pub const MAX_CRITERIA_NAME_CHARS: usize = 200;
/// Most of all items, in characters.
pub const MAX_CRITERIA_CHARS: usize = 8_000;
/// Most items of a set.
pub const MAX_CRITERIA_ITEMS: usize = 40;
/// Most sets of a province.
pub const MAX_CRITERIA_SETS: usize = 20;

const FILES: [&str; 1] = [include_str!("criteria/khong_ma_tuy_2025.json")];

static SHIPPED: LazyLock<Vec<CriteriaDetails>> = LazyLock::new(|| {
    let read = |file: &&str| {
        let set: ShippedSet =
            serde_json::from_str(file).expect("sets are part of the program and read by its tests");
        set.into_details().expect("sets are part of the program and read by its tests")
    };
    FILES.iter().map(read).collect()
});

#[derive(Deserialize)]
struct ShippedSet {
    name: String,
    legal_basis: String,
    valid_from: String,
    items: Vec<String>,
}

impl ShippedSet {
    fn into_details(self) -> Option<CriteriaDetails> {
        let day = parse_date(&self.valid_from).ok()?;
        Some(CriteriaDetails {
            name: self.name,
            legal_basis: self.legal_basis,
            valid_from: day,
            valid_to: None,
            items: self.items,
        })
    }
}

/// A set that a province wrote down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CriteriaSet {
    pub id: CriteriaSetId,
    /// A province.
    pub area: AreaCode,
    pub details: CriteriaDetails,
    /// Who wrote it last.
    pub written: ActorStamp,
    /// 0: not in the store yet.
    pub version: i32,
}

/// What a set says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CriteriaDetails {
    pub name: String,
    /// The document that it is from.
    pub legal_basis: String,
    pub valid_from: Date,
    /// Last day on which it applies; `None` while nothing ends it.
    pub valid_to: Option<Date>,
    pub items: Vec<String>,
}

input_error! {
    /// Why a set is not kept.
    CriteriaFault {
        ItemsMissing => "criteria-items",
        TooManyItems => "criteria-too-many",
        /// The last day is before the first.
        EndBeforeStart => "criteria-end",
    }
}

impl CriteriaDetails {
    /// The sets of the law that every province has.
    pub fn shipped() -> &'static [Self] {
        &SHIPPED
    }

    /// Checks items and days.
    ///
    /// # Errors
    /// The field and its fault.
    pub fn check(&self) -> Result<(), (&'static str, CriteriaFault)> {
        if self.items.is_empty() {
            return Err(("items", CriteriaFault::ItemsMissing));
        }
        if self.items.len() > MAX_CRITERIA_ITEMS {
            return Err(("items", CriteriaFault::TooManyItems));
        }
        match self.valid_to {
            Some(last) if last < self.valid_from => Err(("valid_to", CriteriaFault::EndBeforeStart)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_criteria_without_drugs_are_those_of_the_decision() {
        let [set] = CriteriaDetails::shipped() else { panic!("one set") };
        assert_eq!((set.valid_from, set.valid_to, set.items.len()), (date!(2025 - 08 - 24), None, 3));
        assert!(set.legal_basis.contains("28/2025/QĐ-TTg") && set.legal_basis.contains("Điều 6"));
        assert_eq!(set.check(), Ok(()));
    }

    #[test]
    fn a_set_has_its_bounds() {
        let set = CriteriaDetails {
            name: "Xã lành mạnh".to_owned(),
            legal_basis: "QĐ 1/QĐ-UBND".to_owned(),
            valid_from: date!(2026 - 01 - 01),
            valid_to: Some(date!(2026 - 12 - 31)),
            items: vec!["Không có tụ điểm".to_owned()],
        };
        assert_eq!(set.check(), Ok(()));
        let none = CriteriaDetails { items: Vec::new(), ..set.clone() };
        assert_eq!(none.check(), Err(("items", CriteriaFault::ItemsMissing)));
        let many = CriteriaDetails { items: vec!["x".to_owned(); MAX_CRITERIA_ITEMS + 1], ..set.clone() };
        assert_eq!(many.check(), Err(("items", CriteriaFault::TooManyItems)));
        let ends = CriteriaDetails { valid_to: Some(date!(2025 - 12 - 31)), ..set };
        assert_eq!(ends.check(), Err(("valid_to", CriteriaFault::EndBeforeStart)));
    }
}
