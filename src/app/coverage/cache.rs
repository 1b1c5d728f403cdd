//! Figures that this node counted. After a change only the communes are counted again in which something changed.

use std::hash::Hash;
use std::sync::Arc;

use camket_domain::areas::{self, AreaCode};
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::{CoverageFigures, CoverageTable, SumFigures};
use camket_store::coverage::{ByCommune, CountedArea, CoverageRevision};
use quick_cache::sync::Cache;
use time::Date;

use super::CoverageQuestion;

/// Questions that are remembered: a table of a province takes some 200 kB.
const MAX_REMEMBERED: usize = 200;

#[derive(Debug)]
pub(crate) struct CoverageCache {
    pub(super) tables: CountedFigures<(AreaCode, Date, AreaDivision), CoverageTable>,
    pub(super) trends: CountedFigures<(AreaCode, Date), Vec<CoverageFigures>>,
}

impl CoverageCache {
    pub(crate) fn new() -> Self {
        Self { tables: CountedFigures::new(), trends: CountedFigures::new() }
    }
}

/// Figures by question.
#[derive(Debug)]
pub(super) struct CountedFigures<K, T>(Cache<K, Arc<Counted<T>>>);

#[derive(Debug)]
struct Counted<T> {
    revision: CoverageRevision,
    by_commune: ByCommune<T>,
    total: Arc<T>,
}

impl<K: Eq + Hash, T: SumFigures + Clone> CountedFigures<K, T> {
    fn new() -> Self {
        Self(Cache::new(MAX_REMEMBERED))
    }

    /// What is known of a question as of `revision`.
    pub(super) fn find_known(
        &self,
        key: &K,
        question: CoverageQuestion,
        revision: &CoverageRevision,
    ) -> KnownFigures<T> {
        let known = self.0.get(key);
        let changed = known.as_ref().and_then(|known| revision.list_changed_since(&known.revision));
        let (Some(known), Some(mut changed)) = (known, changed) else {
            let area = CountedArea::Scope(question.scope());
            return KnownFigures::Missing { area, kept: ByCommune::new() };
        };
        changed.retain(|commune| is_within(*commune, question));
        if changed.is_empty() {
            return KnownFigures::All(known.total.clone());
        }
        let mut kept = known.by_commune.clone();
        changed.iter().for_each(|commune| drop(kept.remove(&Some(*commune))));
        KnownFigures::Missing { area: CountedArea::Communes(changed), kept }
    }

    /// Keeps what was counted after `revision` was read, and gives the sum.
    pub(super) fn keep_counted(
        &self,
        key: K,
        revision: CoverageRevision,
        mut kept: ByCommune<T>,
        counted: ByCommune<T>,
    ) -> Arc<T> {
        kept.extend(counted);
        let total = Arc::new(T::sum(kept.values()));
        self.0.insert(key, Arc::new(Counted { revision, by_commune: kept, total: total.clone() }));
        total
    }
}

/// What a node knows of a question.
#[derive(Debug)]
pub(super) enum KnownFigures<T> {
    All(Arc<T>),
    /// What is to be counted, and what stands beside it.
    Missing {
        area: CountedArea,
        kept: ByCommune<T>,
    },
}

/// Whether a commune of today is in the area of the question.
fn is_within(commune: AreaCode, question: CoverageQuestion) -> bool {
    let present = AreaDivision::Commune.day();
    let province = || areas::all().province_of(commune, present).map(|above| above.code);
    commune == question.area || province() == Some(question.area)
}
