//! Figures of a day by area and kind.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::area_map::AreaMap;
use super::{CoverageDuty, CoverageUnit, UnitStanding};
use crate::areas::AreaCode;
use crate::census::ExclusionReason;
use crate::venues::VenueKind;

/// Counts of units.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CoverageFigures {
    /// Operating or not verified: who should have signed.
    pub denominator: u32,
    /// Of these, not verified.
    pub unverified: u32,
    pub pledged: u32,
    pub labour: u32,
    pub both: u32,
    /// On no list yet, so in no share.
    pub proposed: u32,
    /// Left out, in the order of [`ExclusionReason::ALL`].
    pub out: [u32; ExclusionReason::ALL.len()],
}

impl CoverageFigures {
    /// Adds `units` that stand like this.
    pub fn add(&mut self, standing: UnitStanding, units: u32) {
        let of = |counts: bool| if counts { units } else { 0 };
        match standing {
            UnitStanding::Proposed => self.proposed += units,
            UnitStanding::Out(reason) => self.out[reason as usize] += units,
            UnitStanding::In(duties) => {
                self.denominator += units;
                self.unverified += of(!duties.is_verified);
                self.pledged += of(duties.pledged);
                self.labour += of(duties.labour);
                self.both += of(duties.has(CoverageDuty::Both));
            }
        }
    }

    pub fn count_done(&self, duty: CoverageDuty) -> u32 {
        match duty {
            CoverageDuty::Pledge => self.pledged,
            CoverageDuty::Labour => self.labour,
            CoverageDuty::Both => self.both,
        }
    }

    pub fn count_missing(&self, duty: CoverageDuty) -> u32 {
        self.denominator - self.count_done(duty)
    }

    pub fn count_out(&self, reason: ExclusionReason) -> u32 {
        self.out[reason as usize]
    }

    pub fn share(&self, duty: CoverageDuty) -> CoverageShare {
        CoverageShare::new(self.count_done(duty), self.denominator)
    }
}

impl AddAssign for CoverageFigures {
    fn add_assign(&mut self, other: Self) {
        self.denominator += other.denominator;
        self.unverified += other.unverified;
        self.pledged += other.pledged;
        self.labour += other.labour;
        self.both += other.both;
        self.proposed += other.proposed;
        self.out.iter_mut().zip(other.out).for_each(|(own, more)| *own += more);
    }
}

/// A share a/b. Of no venues there is none: that is not 100 %.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CoverageShare {
    NoVenues,
    Of { done: u32, of: u32 },
}

impl CoverageShare {
    pub fn new(done: u32, of: u32) -> Self {
        if of == 0 { Self::NoVenues } else { Self::Of { done, of } }
    }

    /// Tenths of a per cent, rounded as offices round; 1000 only if none is missing.
    pub fn permille(self) -> Option<u16> {
        match self {
            Self::NoVenues => None,
            Self::Of { done, of } => {
                let (done, of) = (u64::from(done), u64::from(of));
                let rounded = (done * 1_000 + of / 2) / of;
                u16::try_from(if done < of { rounded.min(999) } else { rounded }).ok()
            }
        }
    }
}

/// Figures that are sums of those of parts.
pub trait SumFigures: Sized {
    fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self
    where
        Self: 'a;
}

/// Of days: each is the sum of the parts' same day.
impl SumFigures for Vec<CoverageFigures> {
    fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut total = Self::new();
        for part in parts {
            total.resize(part.len(), CoverageFigures::default());
            total.iter_mut().zip(part).for_each(|(own, more)| *own += *more);
        }
        total
    }
}

impl SumFigures for CoverageTable {
    fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut total = Self::default();
        for (cell, figures) in parts.flat_map(|part| &part.cells) {
            *total.cells.entry(*cell).or_default() += *figures;
        }
        total
    }
}

/// Figures by area and kind. `None` stands for an area that nobody can tell (a former commune that was split), and for a kind
/// that nobody has said; both are counted in every total.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CoverageTable {
    cells: BTreeMap<(Option<AreaCode>, Option<VenueKind>), CoverageFigures>,
}

impl CoverageTable {
    /// Counts units by the areas of a map.
    pub fn count<'a>(units: impl IntoIterator<Item = &'a CoverageUnit>, map: &AreaMap) -> Self {
        let mut table = Self::default();
        for unit in units {
            table.add(map.locate(&unit.place), unit.kind, unit.standing, 1);
        }
        table
    }

    pub fn add(
        &mut self,
        area: Option<AreaCode>,
        kind: Option<VenueKind>,
        standing: UnitStanding,
        units: u32,
    ) {
        self.cells.entry((area, kind)).or_default().add(standing, units);
    }

    /// The figures of each area and kind.
    pub fn cells(&self) -> impl Iterator<Item = (Option<AreaCode>, Option<VenueKind>, &CoverageFigures)> {
        self.cells.iter().map(|((area, kind), figures)| (*area, *kind, figures))
    }

    pub fn total(&self) -> CoverageFigures {
        self.sum_by(|_, _| ()).remove(&()).unwrap_or_default()
    }

    pub fn by_area(&self) -> BTreeMap<Option<AreaCode>, CoverageFigures> {
        self.sum_by(|area, _| area)
    }

    pub fn by_kind(&self) -> BTreeMap<Option<VenueKind>, CoverageFigures> {
        self.sum_by(|_, kind| kind)
    }

    pub fn of_area(&self, area: Option<AreaCode>) -> CoverageFigures {
        self.by_area().remove(&area).unwrap_or_default()
    }

    /// The figures of the areas and kinds for which `wanted` holds.
    pub fn sum_where(&self, wanted: impl Fn(Option<AreaCode>, Option<VenueKind>) -> bool) -> CoverageFigures {
        self.sum_by(wanted).remove(&true).unwrap_or_default()
    }

    fn sum_by<K: Ord>(
        &self,
        key: impl Fn(Option<AreaCode>, Option<VenueKind>) -> K,
    ) -> BTreeMap<K, CoverageFigures> {
        let mut sums: BTreeMap<K, CoverageFigures> = BTreeMap::new();
        for ((area, kind), figures) in &self.cells {
            *sums.entry(key(*area, *kind)).or_default() += *figures;
        }
        sums
    }
}
