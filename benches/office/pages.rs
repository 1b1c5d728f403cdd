//! CPU time of pages: each request alone, through the whole service in this process.

use axum::body::to_bytes;
use camket_app::dashboard;
use camket_domain::accounts::Scope;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::ids::CensusEntryId;
use camket_store::Reader;
use camket_store::coverage::{self, CountedArea};
use camket_web::paths;
use sea_orm::{ConnectionTrait, Statement};
use time::Duration;

use crate::clock::CpuClock;
use crate::registry::OfficeRegistry;
use crate::report::Direction::Max;
use crate::report::Measurement;
use crate::requests::RequestMaker;
use crate::sample::province;
use crate::sample::random::SeededRandom;
use crate::{BenchResult, BenchSizes};

/// Most bytes of a page.
const MAX_PAGE_BYTES: usize = 16 << 20;

/// Names of the rows: those on PostgreSQL have their own.
#[derive(Clone, Copy, Debug)]
pub struct RowNames {
    pub baseline: &'static str,
    pub pages: &'static str,
    pub searches: &'static str,
    pub dashboard: &'static str,
    /// The page when its figures are counted anew.
    pub dashboard_counted: &'static str,
    pub coverage: &'static str,
    pub coverage_changed: &'static str,
    pub coverage_past: &'static str,
}

pub const SQLITE_ROWS: RowNames = RowNames {
    baseline: "page_baseline_ms",
    pages: "register_page_ratio",
    searches: "register_search_ratio",
    dashboard: "dashboard_ratio",
    dashboard_counted: "dashboard_counted_ms",
    coverage: "coverage_ratio",
    coverage_changed: "coverage_changed_ratio",
    coverage_past: "coverage_past_ratio",
};

pub const POSTGRES_ROWS: RowNames = RowNames {
    baseline: "postgres_page_baseline_ms",
    pages: "postgres_register_page_ratio",
    searches: "postgres_register_search_ratio",
    dashboard: "postgres_dashboard_ratio",
    dashboard_counted: "postgres_dashboard_counted_ms",
    coverage: "postgres_coverage_ratio",
    coverage_changed: "postgres_coverage_changed_ratio",
    coverage_past: "postgres_coverage_past_ratio",
};

/// A registry whose pages are measured.
pub struct MeasuredPages<'a> {
    registry: &'a OfficeRegistry,
    clock: CpuClock,
    requests: RequestMaker,
    sizes: BenchSizes,
}

impl<'a> MeasuredPages<'a> {
    pub async fn load(registry: &'a OfficeRegistry, clock: CpuClock, sizes: BenchSizes) -> BenchResult<Self> {
        let requests = RequestMaker::load(registry).await?;
        let pages = Self { registry, clock, requests, sizes };
        // Caches of this process, and the statements of each connection.
        for _ in 0..4 {
            pages.measure(&pages.requests.make_baseline(sizes.requests)).await?;
            pages.measure(&pages.requests.make_pages()).await?;
            pages.measure(&pages.requests.make_searches(sizes.requests / 3)).await?;
        }
        Ok(pages)
    }

    /// Milliseconds of CPU time of each of these pages.
    async fn measure(&self, paths: &[String]) -> BenchResult<Vec<f64>> {
        let mut found = Vec::with_capacity(paths.len());
        for path in paths {
            found.push(self.measure_one(path).await?);
        }
        Ok(found)
    }

    async fn measure_one(&self, path: &str) -> BenchResult<f64> {
        let began = self.clock.now()?;
        let body = self.registry.get(path).await?;
        to_bytes(body, MAX_PAGE_BYTES).await?;
        Ok((self.clock.now()? - began).as_secs_f64() * 1000.0)
    }

    async fn measure_baseline(&self) -> BenchResult<f64> {
        Ok(find_p95(self.measure(&self.requests.make_baseline(self.sizes.requests)).await?))
    }

    /// The list and the search.
    pub async fn measure_register(&self, names: RowNames) -> BenchResult<Vec<Measurement>> {
        let (mut baseline, mut pages, mut searches) = (Vec::new(), Vec::new(), Vec::new());
        let (mut page_millis, mut search_millis) = (0.0, 0.0);
        for _ in 0..self.sizes.rounds {
            let beside = self.measure_baseline().await?;
            page_millis = find_p95(self.measure(&self.requests.make_pages()).await?);
            search_millis =
                find_p95(self.measure(&self.requests.make_searches(self.sizes.requests / 3)).await?);
            baseline.push(beside);
            pages.push(page_millis / beside);
            searches.push(search_millis / beside);
        }
        Ok(vec![
            Measurement::of_rounds(names.baseline, &baseline, "ms, p95"),
            Measurement::of_rounds(names.pages, &pages, "of baseline")
                .with_baseline(page_millis)
                .with_target(Max, 2.5),
            Measurement::of_rounds(names.searches, &searches, "of baseline")
                .with_baseline(search_millis)
                .with_target(Max, 4.0),
        ])
    }

    /// CPU time of a page of the list or a search, in milliseconds, p95.
    pub async fn measure_p95(&self) -> BenchResult<f64> {
        let mut all = self.measure(&self.requests.make_pages()).await?;
        all.extend(self.measure(&self.requests.make_searches(self.sizes.requests / 3)).await?);
        Ok(find_p95(all))
    }

    /// The first page of the province, as it is within a minute of the last count, and when it is counted.
    pub async fn measure_dashboard(&self, names: RowNames) -> BenchResult<Vec<Measurement>> {
        let (mut kept, mut counted, mut millis) = (Vec::new(), Vec::new(), 0.0);
        for _ in 0..self.sizes.rounds {
            let beside = self.measure_baseline().await?;
            millis = self.measure_dashboard_p95().await?;
            kept.push(millis / beside);
            let began = self.clock.now()?;
            dashboard::count_figures(&self.registry.app, province(), self.registry.app.now()).await?;
            counted.push((self.clock.now()? - began).as_secs_f64() * 1000.0);
        }
        Ok(vec![
            Measurement::of_rounds(names.dashboard, &kept, "of baseline")
                .with_baseline(millis)
                .with_target(Max, 6.0),
            Measurement::of_rounds(names.dashboard_counted, &counted, "ms"),
        ])
    }

    /// CPU time of the first page, in milliseconds, p95.
    pub async fn measure_dashboard_p95(&self) -> BenchResult<f64> {
        let page = paths::Dashboard::PATTERN.to_owned();
        Ok(find_p95(self.measure(&vec![page; self.sizes.requests]).await?))
    }

    /// Coverage of the province: today, today after a change, and of a past day.
    pub async fn measure_coverage(&self, names: RowNames) -> BenchResult<Vec<Measurement>> {
        let (mut kept, mut changed, mut past) = (Vec::new(), Vec::new(), Vec::new());
        let entries = list_entries(self.registry).await?;
        let chance = SeededRandom::new(65);
        let (mut kept_millis, mut changed_millis, mut past_millis) = (0.0, 0.0, 0.0);
        for _ in 0..self.sizes.rounds {
            let beside = self.measure_baseline().await?;
            let page = paths::Coverage::PATTERN.to_owned();
            kept_millis = find_p95(self.measure(&vec![page.clone(); self.sizes.requests]).await?);
            let mut after_change = Vec::new();
            for _ in 0..self.sizes.requests / 3 {
                self.change(*chance.pick(&entries)).await?;
                after_change.push(self.measure_one(&page).await?);
            }
            changed_millis = find_p95(after_change);
            kept.push(kept_millis / beside);
            changed.push(changed_millis / beside);
            let (own, full) = self.measure_past(&chance).await?;
            past_millis = own;
            past.push(own / full);
        }
        Ok(vec![
            Measurement::of_rounds(names.coverage, &kept, "of baseline")
                .with_baseline(kept_millis)
                .with_target(Max, 6.0),
            Measurement::of_rounds(names.coverage_changed, &changed, "of baseline")
                .with_baseline(changed_millis),
            Measurement::of_rounds(names.coverage_past, &past, "of full count")
                .with_baseline(past_millis)
                .with_target(Max, 2.0),
        ])
    }

    /// The program writes what it knows of an entry anew, as after a change.
    async fn change(&self, entry: CensusEntryId) -> BenchResult<()> {
        let tx = self.registry.app.store().begin_write().await?;
        coverage::refresh(&tx, &[entry], &[]).await?;
        Ok(tx.commit().await?)
    }

    /// CPU time of counting a past day, and of counting all venues by commune and kind.
    async fn measure_past(&self, chance: &SeededRandom) -> BenchResult<(f64, f64)> {
        let (store, area) = (self.registry.app.store(), CountedArea::Scope(Scope::Area(province())));
        let began = self.clock.now()?;
        for _ in 0..PAST_DAYS {
            let day = self.registry.app.today() - chance.days_below(300) - Duration::DAY;
            coverage::count(store, &area, day, AreaDivision::Commune).await?;
        }
        let between = self.clock.now()?;
        let db = store.connection();
        for _ in 0..PAST_DAYS {
            let sql = "SELECT commune, kind, COUNT(*) AS venues FROM venue WHERE province = '56' GROUP BY commune, kind";
            let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
            for row in &rows {
                row.try_get::<i64>("", "venues")?;
            }
        }
        let end = self.clock.now()?;
        let millis = |time: std::time::Duration| time.as_secs_f64() * 1000.0 / f64::from(PAST_DAYS);
        Ok((millis(between - began), millis(end - between)))
    }
}

/// Past days that are counted in one round.
const PAST_DAYS: u32 = 10;

async fn list_entries(registry: &OfficeRegistry) -> BenchResult<Vec<CensusEntryId>> {
    let db = registry.app.store().connection();
    let sql = "SELECT id FROM census_entry ORDER BY id LIMIT 5000";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id").map(CensusEntryId)).collect::<Result<_, _>>()?)
}

pub fn find_p95(mut found: Vec<f64>) -> f64 {
    found.sort_by(f64::total_cmp);
    found[found.len() * 95 / 100]
}
