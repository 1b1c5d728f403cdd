//! Agencies: offices with a level, an area, functions and dates. Data, never hard-coded.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::areas::AreaCode;
use crate::ids::AgencyId;

/// What an agency does in the registry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// Confirms pledges: by default the commune's people's committee (NĐ 178/2004 Điều 11.3).
    ConfirmPledges,
    /// Accepts labour registrations: the provincial labour authority (PL 10/2003 Điều 15.1.a).
    AcceptLabour,
    /// Issues certificates.
    Issue,
}

impl Function {
    pub const ALL: [Self; 3] = [Self::ConfirmPledges, Self::AcceptLabour, Self::Issue];

    pub fn code(self) -> &'static str {
        match self {
            Self::ConfirmPledges => "confirm-pledges",
            Self::AcceptLabour => "accept-labour",
            Self::Issue => "issue",
        }
    }
}

/// The tier an agency belongs to. There is no district since 1 July 2025.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Tỉnh, thành phố.
    Province,
    /// Xã, phường, đặc khu.
    Commune,
}

impl Level {
    pub const ALL: [Self; 2] = [Self::Province, Self::Commune];

    pub fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Commune => "commune",
        }
    }
}

/// An agency as it is valid in a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    pub id: AgencyId,
    /// Full name, as on its letterhead: "Sở Nội vụ tỉnh Khánh Hòa".
    pub name: String,
    /// The body above it on the letterhead (NĐ 30/2020 PL I): "UBND tỉnh Khánh Hòa"; empty for a people's committee.
    pub parent_name: String,
    /// Its mark in document numbers ("SNV" in "05/XN-SNV").
    pub symbol: String,
    /// The place its papers name: "Khánh Hòa".
    pub place: String,
    /// Unique mark in certificate numbers, ASCII letters and digits.
    pub code: String,
    pub level: Level,
    /// The area it serves.
    pub area: AreaCode,
    /// What it does there.
    pub functions: Vec<Function>,
    /// First day.
    pub valid_from: Date,
    /// Last day, inclusive.
    pub valid_to: Option<Date>,
    pub version: i32,
}

impl Agency {
    /// Whether the agency exists on `day` and has `function`.
    pub fn serves(&self, function: Function, day: Date) -> bool {
        self.functions.contains(&function)
            && self.valid_from <= day
            && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// The agency with `function` for a commune on `day`: the commune's own before its province's.
pub fn responsible<'a>(
    agencies: &'a [Agency],
    function: Function,
    commune: &AreaCode,
    province: &AreaCode,
    day: Date,
) -> Option<&'a Agency> {
    let serving = |area: &AreaCode, level| {
        agencies.iter().find(|a| a.level == level && a.area == *area && a.serves(function, day))
    };
    serving(commune, Level::Commune).or_else(|| serving(province, Level::Province))
}
