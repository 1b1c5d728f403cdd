//! Agencies: offices with a level, an area, functions and dates of validity. They are data, never hard-coded.

use time::Date;

use crate::accounts::Role;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::ids::AgencyId;

codes! {
    /// A task of an agency in the registry.
    AgencyFunction {
        /// Confirms pledges: by default the commune's people's committee (NĐ 178/2004 Điều 11.3).
        ConfirmPledges = "confirm-pledges",
        /// Accepts labour registrations: the provincial labour authority (PL 10/2003 Điều 15.1.a).
        AcceptLabour = "accept-labour",
        Issue = "issue",
        /// Leads the prevention of prostitution, keeps the province's plan of the year: Sở Y tế by default (TT 20/2025/TT-BYT).
        LeadPrevention = "lead-prevention",
        /// Collects the reports of the communes: by default the agency that leads prevention.
        CollectReports = "collect-reports",
    }
}

impl AgencyFunction {
    /// The role of the people who do it.
    pub fn role(self) -> Role {
        match self {
            Self::ConfirmPledges => Role::CommuneOfficer,
            Self::AcceptLabour => Role::LabourOfficer,
            Self::Issue => Role::Approver,
            Self::LeadPrevention | Self::CollectReports => Role::Coordinator,
        }
    }

    /// What every commune needs before an owner can be certified there.
    pub const CERTIFYING: [Self; 3] = [Self::ConfirmPledges, Self::AcceptLabour, Self::Issue];
}

codes! {
    /// Administrative level of an agency. There are no districts since 1 July 2025.
    AgencyLevel {
        /// Tỉnh, thành phố.
        Province = "province",
        /// Xã, phường, đặc khu.
        Commune = "commune",
    }
}

/// An agency in its period of validity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    pub id: AgencyId,
    /// Full name, as in the letterhead: "Sở Nội vụ tỉnh Khánh Hòa".
    pub name: String,
    /// Superior body in the letterhead (NĐ 30/2020 PL I): "UBND tỉnh Khánh Hòa"; empty for a people's committee.
    pub parent_name: String,
    /// Symbol in document numbers ("SNV" in "05/XN-SNV").
    pub symbol: String,
    /// Place named in its documents: "Khánh Hòa".
    pub place: String,
    /// Unique code in certificate numbers: ASCII letters and digits.
    pub code: String,
    pub level: AgencyLevel,
    /// The area it serves.
    pub area: AreaCode,
    pub functions: Vec<AgencyFunction>,
    /// First day (Vietnamese date).
    pub valid_from: Date,
    /// Last day, inclusive; `None`: no end.
    pub valid_to: Option<Date>,
    pub version: i32,
}

impl Agency {
    /// Whether a person of this role can work here: who confirms, accepts, issues or coordinates needs an agency with
    /// one of the functions of that role.
    pub fn may_employ(&self, role: Role) -> bool {
        let mut needed =
            AgencyFunction::ALL.into_iter().filter(|function| function.role() == role).peekable();
        needed.peek().is_none() || needed.any(|function| self.functions.contains(&function))
    }

    /// Whether the agency is valid on `day` and has `function`.
    pub fn has_function_on(&self, function: AgencyFunction, day: Date) -> bool {
        self.functions.contains(&function)
            && self.valid_from <= day
            && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// The agency with `function` for a commune on `day`: the commune's own, else its province's.
pub fn find_responsible<'a>(
    agencies: &'a [Agency],
    function: AgencyFunction,
    commune: &AreaCode,
    province: &AreaCode,
    day: Date,
) -> Option<&'a Agency> {
    let serving = |area: &AreaCode, level| {
        agencies.iter().find(|a| a.level == level && a.area == *area && a.has_function_on(function, day))
    };
    serving(commune, AgencyLevel::Commune).or_else(|| serving(province, AgencyLevel::Province))
}
