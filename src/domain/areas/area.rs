//! One administrative unit in one period.

use time::Date;

use super::AreaCode;
use super::names::{MatchTarget, SearchNames};

/// Level of a unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AreaLevel {
    /// Tỉnh, thành phố.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh: until 30 June 2025.
    District,
    /// Xã, phường, đặc khu; thị trấn until 30 June 2025.
    Commune,
}

/// Legal designation of a unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AreaKind {
    /// Tỉnh.
    Province,
    /// Thành phố, of either level.
    City,
    /// Huyện.
    District,
    /// Quận.
    UrbanDistrict,
    /// Thị xã.
    Town,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Thị trấn.
    Township,
    /// Đặc khu.
    SpecialZone,
}

impl AreaKind {
    /// All kinds. A label of two words comes before a shorter one with the same beginning.
    pub const ALL: [Self; 9] = [
        Self::Province,
        Self::City,
        Self::District,
        Self::UrbanDistrict,
        Self::Town,
        Self::Commune,
        Self::Ward,
        Self::Township,
        Self::SpecialZone,
    ];

    /// The Vietnamese word in lower case.
    pub fn label_vi(self) -> &'static str {
        match self {
            Self::Province => "tỉnh",
            Self::City => "thành phố",
            Self::District => "huyện",
            Self::UrbanDistrict => "quận",
            Self::Town => "thị xã",
            Self::Commune => "xã",
            Self::Ward => "phường",
            Self::Township => "thị trấn",
            Self::SpecialZone => "đặc khu",
        }
    }

    /// The kind with this word (lower case).
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.label_vi() == label)
    }

    /// Splits a full name into its kind and the rest: "Phường Phan Rang" into ward and "Phan Rang".
    pub fn split_name(full_name: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|kind| kind.strip_from(full_name).map(|bare| (kind, bare)))
    }

    fn strip_from(self, full_name: &str) -> Option<&str> {
        // Lower and upper case have the same number of bytes, which a test checks.
        let (word, rest) = full_name.split_at_checked(self.label_vi().len())?;
        if word.to_lowercase() == self.label_vi() { rest.strip_prefix(' ') } else { None }
    }
}

/// A unit in one period. It is identified by its code and its first day.
#[derive(Clone, Debug)]
pub struct Area {
    /// Other units may have the same code in other periods.
    pub code: AreaCode,
    /// Name with kind: "Phường Phan Rang".
    pub name: String,
    pub kind: AreaKind,
    pub level: AreaLevel,
    /// Code of the parent unit.
    pub parent: Option<AreaCode>,
    /// First day; `None`: before the first date in the data.
    pub valid_from: Option<Date>,
    /// Last day, inclusive; `None`: no end.
    pub valid_to: Option<Date>,
    /// Codes of the units that replaced it on the following day.
    pub successors: Vec<AreaCode>,
    /// Names for the search.
    pub(super) names: SearchNames,
}

impl Area {
    /// Whether the unit is valid on a day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The name without kind: "Phan Rang".
    pub fn bare_name(&self) -> &str {
        self.kind.strip_from(&self.name).unwrap_or(&self.name)
    }

    /// The name with its kind in lower case, for use within a sentence: "tỉnh Khánh Hòa".
    pub fn name_in_sentence(&self) -> String {
        format!("{} {}", self.kind.label_vi(), self.bare_name())
    }

    pub fn is_same_as(&self, other: &Self) -> bool {
        (self.code, self.valid_from) == (other.code, other.valid_from)
    }

    pub(super) fn as_match_target(&self) -> MatchTarget<'_> {
        MatchTarget { names: &self.names, bare: self.bare_name(), kind: Some(self.kind) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_kinds_off() {
        for (name, kind, bare) in [
            ("Phường Phan Rang", AreaKind::Ward, "Phan Rang"),
            ("Đặc khu Trường Sa", AreaKind::SpecialZone, "Trường Sa"),
            ("Thị trấn Khánh Hải", AreaKind::Township, "Khánh Hải"),
            ("Thị xã Sơn Tây", AreaKind::Town, "Sơn Tây"),
            ("Thành phố Phan Rang-Tháp Chàm", AreaKind::City, "Phan Rang-Tháp Chàm"),
            ("Xã Xa Dung", AreaKind::Commune, "Xa Dung"),
            ("Tỉnh Khánh Hòa", AreaKind::Province, "Khánh Hòa"),
        ] {
            assert_eq!(AreaKind::split_name(name), Some((kind, bare)));
        }
        assert_eq!(AreaKind::split_name("Xãhội"), None);
        assert_eq!(AreaKind::split_name(""), None);
    }

    #[test]
    fn labels_keep_their_length_in_capitals() {
        for kind in AreaKind::ALL {
            assert_eq!(kind.label_vi().to_uppercase().len(), kind.label_vi().len(), "{kind:?}");
            assert_eq!(AreaKind::from_label(kind.label_vi()), Some(kind));
        }
    }
}
