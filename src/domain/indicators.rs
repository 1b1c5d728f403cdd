//! Indicators ("chỉ tiêu báo cáo"): the figures of a report, as data. Each names what it counts.
//!
//! Belongs here: what can be counted, the set to begin with, the order within a report.
//! Does not belong here: the counting itself (`store::indicators`), and frozen figures (`reports`).

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::activities::ActivityForm;
use crate::areas::AreaCode;
use crate::codes::codes;
use crate::coverage::shown::CoverageNumber;
use crate::ids::IndicatorId;
use crate::inspections::{Conclusion, InspectionKind};
use crate::venues::VenueGroup;

/// Most of the label of an indicator, in characters.
pub const MAX_INDICATOR_CHARS: usize = 200;
/// Most of its unit, in characters.
pub const MAX_INDICATOR_UNIT_CHARS: usize = 30;
/// Most indicators of a province.
pub const MAX_INDICATORS: usize = 100;
/// Most of a typed figure: amounts are in đồng.
pub const MAX_TYPED_FIGURE: i64 = 999_999_999_999;

const SHIPPED: &str = include_str!("indicators/shipped.json");

codes! {
    /// The parts of a report in which indicators stand.
    ReportSection {
        Venues = "venues",
        Communication = "communication",
        Training = "training",
        Inspection = "inspection",
        /// Counted by the police: sums only.
        Police = "police",
        Communes = "communes",
    }
}

codes! {
    /// What an indicator counts; some can be narrowed down by a detail.
    IndicatorKind {
        /// Venues of the census on the last day that should sign; detail: a group of kinds.
        Venues = "venues",
        /// Of these, with a valid pledge; detail: a group of kinds.
        VenuesPledged = "venues-pledged",
        /// Of these, with a registered labour; detail: a group of kinds.
        VenuesLabour = "venues-labour",
        /// Of these, with both; detail: a group of kinds.
        VenuesBoth = "venues-both",
        /// Workers on the last day.
        Workers = "workers",
        /// Women among them.
        WomenWorkers = "women-workers",
        /// Activities; detail: their form.
        Activities = "activities",
        /// Sessions of activities; detail: their form.
        Sessions = "sessions",
        /// Attendances of activities; detail: their form.
        People = "people",
        /// Inspections; detail: planned or not.
        Visits = "visits",
        /// Venues that were inspected.
        VisitedVenues = "visited-venues",
        /// Venues whose inspection ended in another conclusion than "đạt".
        FaultyVenues = "faulty-venues",
        /// Inspections by conclusion; detail: which one.
        Conclusions = "conclusions",
        Certificates = "certificates",
        Suspensions = "suspensions",
        Revocations = "revocations",
        /// Concerns of the public that were founded.
        FoundedConcerns = "founded-concerns",
        /// Classes that the area held.
        TrainingClasses = "training-classes",
        /// Attendances of these classes, of officers of any area.
        TrainingAttendances = "training-attendances",
        /// Officers of the area who attended a class in the province, each once.
        TrainedOfficers = "trained-officers",
        /// Cases in the totals of the police whose time lies within the period.
        PoliceCases = "police-cases",
        /// People in these totals.
        PolicePeople = "police-people",
        /// Rings and hot spots in these totals.
        PoliceHotSpots = "police-hot-spots",
        /// What an officer types in.
        Typed = "typed",
    }
}

/// What an indicator counts, with its detail. As text: "visits" or "visits:planned".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct IndicatorSource {
    pub kind: IndicatorKind,
    /// A code of the kind's details.
    detail: Option<&'static str>,
}

/// An indicator of a province.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Indicator {
    pub id: IndicatorId,
    /// A province.
    pub area: AreaCode,
    /// Within the report, from 1.
    pub position: u16,
    pub details: IndicatorDetails,
    pub version: i32,
}

/// What an officer writes about an indicator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct IndicatorDetails {
    pub section: ReportSection,
    /// The heading of its column.
    pub label: String,
    pub unit: String,
    pub source: IndicatorSource,
}

impl IndicatorKind {
    /// The codes of its details; none where there are none.
    pub fn details(self) -> Vec<&'static str> {
        match self {
            Self::Venues | Self::VenuesPledged | Self::VenuesLabour | Self::VenuesBoth => {
                VenueGroup::ALL.map(VenueGroup::code).to_vec()
            }
            Self::Activities | Self::Sessions | Self::People => {
                ActivityForm::ALL.map(ActivityForm::code).to_vec()
            }
            Self::Visits => InspectionKind::ALL.map(InspectionKind::code).to_vec(),
            Self::Conclusions => Conclusion::ALL.map(Conclusion::code).to_vec(),
            _ => Vec::new(),
        }
    }

    /// Whether it sums up totals of the police. Where they say nothing there is no figure, and not 0.
    pub fn is_of_police(self) -> bool {
        matches!(self, Self::PoliceCases | Self::PolicePeople | Self::PoliceHotSpots)
    }

    /// The number of the coverage that it is; `None` for what the census does not count.
    pub fn coverage_number(self) -> Option<CoverageNumber> {
        match self {
            Self::Venues => Some(CoverageNumber::Counted),
            Self::VenuesPledged => Some(CoverageNumber::Pledged),
            Self::VenuesLabour => Some(CoverageNumber::Registered),
            Self::VenuesBoth => Some(CoverageNumber::Complete),
            _ => None,
        }
    }
}

impl IndicatorSource {
    /// All of a kind.
    pub fn of(kind: IndicatorKind) -> Self {
        Self { kind, detail: None }
    }

    /// A part of a kind; `None` for a detail that it does not have.
    pub fn part(kind: IndicatorKind, detail: &str) -> Option<Self> {
        let detail = kind.details().into_iter().find(|known| *known == detail)?;
        Some(Self { kind, detail: Some(detail) })
    }

    pub fn detail(self) -> Option<&'static str> {
        self.detail
    }

    /// The group of kinds of venues that it counts; `None` for all.
    pub fn group(self) -> Option<VenueGroup> {
        self.kind.coverage_number()?;
        VenueGroup::from_code(self.detail?)
    }

    /// Whether an officer types its figure in.
    pub fn is_typed(self) -> bool {
        self.kind == IndicatorKind::Typed
    }

    /// Every source, in the order of forms: of each kind all of it, then its details.
    pub fn list_all() -> Vec<Self> {
        let of_kind = |kind: IndicatorKind| {
            let parts = kind.details().into_iter().map(move |detail| Self { kind, detail: Some(detail) });
            std::iter::once(Self::of(kind)).chain(parts)
        };
        IndicatorKind::ALL.into_iter().flat_map(of_kind).collect()
    }
}

impl fmt::Display for IndicatorSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.code())?;
        self.detail.map_or(Ok(()), |detail| write!(f, ":{detail}"))
    }
}

/// The text names nothing that is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("nothing that is counted")]
pub struct SourceError;

impl FromStr for IndicatorSource {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        let (kind, detail) = text.split_once(':').map_or((text, None), |(kind, detail)| (kind, Some(detail)));
        let kind = IndicatorKind::from_code(kind).ok_or(SourceError)?;
        match detail {
            Some(detail) => Self::part(kind, detail).ok_or(SourceError),
            None => Ok(Self::of(kind)),
        }
    }
}

impl Serialize for IndicatorSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IndicatorSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// The indicators that published reports use (`docs/law.md`, reports): the set to begin with.
pub fn list_shipped() -> &'static [IndicatorDetails] {
    static ALL: LazyLock<Vec<IndicatorDetails>> = LazyLock::new(|| {
        serde_json::from_str(SHIPPED).expect("it is part of the program and read by its tests")
    });
    &ALL
}

/// Moves the indicator at `from` one place towards `up`; the order does not change at the ends.
pub fn move_indicator(order: &mut [IndicatorId], moved: IndicatorId, up: bool) {
    let Some(at) = order.iter().position(|id| *id == moved) else { return };
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < order.len()) };
    if let Some(other) = other {
        order.swap(at, other);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_source_is_read_as_it_is_written() {
        for source in IndicatorSource::list_all() {
            assert_eq!(source.to_string().parse(), Ok(source));
        }
        assert_eq!("visits:planned".parse::<IndicatorSource>().unwrap().detail(), Some("planned"));
        for wrong in ["", "visit", "visits:", "visits:lodging", "workers:planned", "visits:planned:1"] {
            assert_eq!(wrong.parse::<IndicatorSource>(), Err(SourceError), "{wrong}");
        }
    }

    #[test]
    fn the_shipped_set_has_every_section_in_order_and_fits_the_bounds() {
        let all = list_shipped();
        let mut sections: Vec<_> = all.iter().map(|details| details.section).collect();
        assert!(sections.is_sorted());
        sections.dedup();
        assert_eq!(sections, ReportSection::ALL);
        assert!(all.len() <= MAX_INDICATORS);
        for details in all {
            assert!((1..=MAX_INDICATOR_CHARS).contains(&details.label.chars().count()), "{details:?}");
            assert!(details.unit.chars().count() <= MAX_INDICATOR_UNIT_CHARS, "{details:?}");
        }
    }

    #[test]
    fn an_indicator_moves_within_the_order() {
        let id = |number| IndicatorId(Uuid::from_u128(number));
        let mut order = vec![id(1), id(2), id(3)];
        move_indicator(&mut order, id(3), true);
        assert_eq!(order, [id(1), id(3), id(2)]);
        move_indicator(&mut order, id(1), true);
        move_indicator(&mut order, id(2), false);
        move_indicator(&mut order, id(9), false);
        assert_eq!(order, [id(1), id(3), id(2)]);
    }
}
