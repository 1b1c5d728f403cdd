//! The questions of an inspection by kind of venue: versioned, dated data. A report keeps the version it was written with.
//!
//! A new version is a new file in `checklists/` with a later date, added to `FILES`; files are never edited.

use std::sync::LazyLock;

use serde::Deserialize;
use time::Date;

use crate::calendar::parse_date;
use crate::codes::codes;
use crate::venues::VenueKind;

/// All versions, oldest first.
const FILES: [&str; 1] = [include_str!("checklists/v1.json")];

static ALL: LazyLock<Vec<Checklist>> = LazyLock::new(|| {
    let read = |file: &&str| {
        serde_json::from_str(file).expect("checklists are part of the program and read by its tests")
    };
    FILES.iter().map(read).collect()
});

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Checklist {
    /// Counted from 1.
    pub version: u32,
    /// First day of use (Vietnamese date).
    #[serde(deserialize_with = "deserialize_day")]
    pub valid_from: Date,
    /// The questions in order.
    pub items: Vec<ChecklistItem>,
}

/// A question. The answer "yes" means that the venue complies.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct ChecklistItem {
    pub code: String,
    /// Kinds of venue at which it is asked; `None`: all kinds.
    #[serde(default)]
    pub kinds: Option<Vec<VenueKind>>,
    /// Severity of the answer "no".
    pub weight: Severity,
    /// Whether the answer "no" has a count of people or rooms.
    pub counts: bool,
    /// Vietnamese text.
    pub vi: String,
    /// English text.
    pub en: String,
    /// Legal basis.
    pub basis: String,
}

codes! {
    /// Severity of a finding, in rising order.
    Severity {
        /// To be corrected.
        Minor = "minor",
        /// Violates a core clause of the pledge.
        Grave = "grave",
        /// A matter for the police, or people are in danger.
        Critical = "critical",
    }
}

impl Checklist {
    /// All versions, oldest first.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    pub fn find_version(number: u32) -> Option<&'static Self> {
        Self::all().iter().find(|list| list.version == number)
    }

    pub fn newest() -> Option<&'static Self> {
        Self::all().last()
    }

    pub fn items_for(&self, kind: VenueKind) -> Vec<&ChecklistItem> {
        self.items
            .iter()
            .filter(|item| item.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind)))
            .collect()
    }

    pub fn find_item(&self, code: &str) -> Option<&ChecklistItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The legal basis of an item; empty without one.
    pub fn find_basis(&self, code: Option<&str>) -> String {
        code.and_then(|code| self.find_item(code)).map(|item| item.basis.clone()).unwrap_or_default()
    }
}

fn deserialize_day<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Date, D::Error> {
    let text = String::deserialize(field)?;
    parse_date(&text).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_count_up_and_codes_are_unique() {
        for (list, number) in Checklist::all().iter().zip(1..) {
            assert_eq!(list.version, number);
            assert_eq!(Checklist::find_version(number), Some(list));
            let mut codes: Vec<_> = list.items.iter().map(|item| &item.code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), list.items.len());
            assert!(list.items.iter().all(|item| !item.basis.is_empty() && !item.vi.is_empty()));
        }
        assert_eq!(Checklist::newest().map(|list| list.version), Some(1));
    }

    #[test]
    fn each_kind_is_asked_its_own_questions() {
        let list = Checklist::newest().unwrap();
        let codes = |kind| list.items_for(kind).iter().map(|i| i.code.as_str()).collect::<Vec<_>>();
        assert!(codes(VenueKind::Karaoke).contains(&"no-inside-bolt"));
        assert!(!codes(VenueKind::Hotel).contains(&"no-inside-bolt"));
        assert!(codes(VenueKind::Massage).contains(&"certificates-of-skill"));
        assert!(!codes(VenueKind::Cafe).contains(&"security-certificate"));
        for kind in VenueKind::ALL {
            assert_eq!(codes(kind).contains(&"guests-reported"), kind.is_lodging(), "{kind:?}");
            assert!(codes(kind).contains(&"ages") && codes(kind).contains(&"contracts"));
        }
    }

    #[test]
    fn the_law_is_named_as_the_pledge_names_it_and_no_unsure_number_is_printed() {
        let bases: Vec<_> = Checklist::all().iter().flat_map(|l| l.items.iter().map(|i| &i.basis)).collect();
        // Fines (NĐ 283/2026, NĐ 282/2025) and the number of the law on trafficking are not confirmed by a lawyer yet.
        assert!(
            bases
                .iter()
                .all(|b| !b.contains("283/2026") && !b.contains("282/2025") && !b.contains("53/2024"))
        );
    }
}
