//! Figures that this node counted. They hold while the revision is the same.

use std::sync::Arc;

use camket_domain::coverage::table::{CoverageFigures, CoverageTable};
use camket_store::coverage::CoverageRevision;
use quick_cache::sync::Cache;
use time::Date;

use super::CoverageQuestion;

/// Questions that are remembered: a table of a province takes some 100 kB.
const MAX_REMEMBERED: usize = 200;

type Key = (CoverageQuestion, CoverageRevision);

#[derive(Debug)]
pub(crate) struct CoverageCache {
    tables: Cache<Key, Arc<CoverageTable>>,
    trends: Cache<Key, Arc<Vec<(Date, CoverageFigures)>>>,
}

impl CoverageCache {
    pub(crate) fn new() -> Self {
        Self { tables: Cache::new(MAX_REMEMBERED), trends: Cache::new(MAX_REMEMBERED) }
    }

    pub(super) fn find_table(
        &self,
        question: CoverageQuestion,
        revision: CoverageRevision,
    ) -> Option<Arc<CoverageTable>> {
        self.tables.get(&(question, revision))
    }

    pub(super) fn keep_table(
        &self,
        question: CoverageQuestion,
        revision: CoverageRevision,
        table: &Arc<CoverageTable>,
    ) {
        self.tables.insert((question, revision), table.clone());
    }

    pub(super) fn find_trend(
        &self,
        question: CoverageQuestion,
        revision: CoverageRevision,
    ) -> Option<Arc<Vec<(Date, CoverageFigures)>>> {
        self.trends.get(&(question, revision))
    }

    pub(super) fn keep_trend(
        &self,
        question: CoverageQuestion,
        revision: CoverageRevision,
        trend: &Arc<Vec<(Date, CoverageFigures)>>,
    ) {
        self.trends.insert((question, revision), trend.clone());
    }
}
