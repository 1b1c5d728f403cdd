//! What the work of the office costs: the register of venues, coverage, lists in and out, matching, the audit log:
//! `cargo bench --bench office`.
//!
//! Most rows are ratios of CPU time to a baseline of the same run. Databases are generated in the temporary folder and
//! deleted in the end; the largest, of a million venues, takes 4 GB and some minutes. `-- register coverage` measures only
//! these parts, and `-- --quick` everything with a twenty-fifth of the data.

#[path = "office/audit_export.rs"]
mod audit_export;
#[path = "office/audit_log.rs"]
mod audit_log;
#[path = "office/census.rs"]
mod census;
#[path = "office/child.rs"]
mod child;
#[path = "office/clock.rs"]
mod clock;
#[path = "office/entries.rs"]
mod entries;
#[path = "office/export.rs"]
mod export;
#[path = "office/figures.rs"]
mod figures;
#[path = "office/letters.rs"]
mod letters;
#[path = "office/pages.rs"]
mod pages;
#[path = "office/papers.rs"]
mod papers;
#[path = "verify/postgres.rs"]
mod postgres;
#[path = "office/python.rs"]
mod python;
#[path = "office/registry.rs"]
mod registry;
#[expect(dead_code, reason = "other benches use the rest")]
mod report;
#[path = "office/requests.rs"]
mod requests;
#[path = "office/sample.rs"]
mod sample;
#[path = "office/venues.rs"]
mod venues;
#[path = "office/visits.rs"]
mod visits;

use std::error::Error;

use child::ChildTask;
use clock::CpuClock;
use entries::{EntryFates, insert_entries};
use pages::{MeasuredPages, POSTGRES_ROWS, RowNames, SQLITE_ROWS};
use registry::{DatabasePlace, OfficeRegistry};
use report::Direction::Max;
use report::{Measurement, cpu, write_report};

pub type BenchResult<T> = Result<T, Box<dyn Error>>;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct BenchSizes {
    /// Venues, and entries of the census.
    venues: usize,
    /// Venues of the growth row.
    most_venues: usize,
    /// Rows of an imported list.
    imported: usize,
    /// Pages of a kind in one round.
    requests: usize,
    rounds: usize,
    /// Events of the exported audit log.
    logged: u64,
}

const WHOLE: BenchSizes = BenchSizes {
    venues: 100_000,
    most_venues: 1_000_000,
    imported: 20_000,
    requests: 72,
    rounds: 5,
    logged: 10_000_000,
};
const QUICK: BenchSizes =
    BenchSizes { venues: 4_000, most_venues: 8_000, imported: 800, requests: 36, rounds: 2, logged: 100_000 };

fn main() -> BenchResult<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some((child::FLAG, rest)) = words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return tokio::runtime::Runtime::new()?.block_on(work_as_child(rest));
    }
    let sizes = if words.iter().any(|word| word == "--quick") { QUICK } else { WHOLE };
    let parts: Vec<String> = words.into_iter().filter(|word| !word.starts_with("--")).collect();
    let wants = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted == part);
    let rows = tokio::runtime::Runtime::new()?.block_on(measure(sizes, &wants))?;
    write_report("office", &rows)
}

/// What a process of its own does. Arguments: task, address of the database.
async fn work_as_child(words: &[String]) -> BenchResult<()> {
    let [task, url] = words else { return Err("task and address".into()) };
    let registry = OfficeRegistry::open(url).await?;
    let began = cpu::process_time();
    if *task == ChildTask::Preview.code() {
        census::show_preview(&registry).await?;
    } else {
        export::download(&registry).await?;
    }
    child::tell_cost(began)
}

async fn measure(sizes: BenchSizes, wants: &dyn Fn(&str) -> bool) -> BenchResult<Vec<Measurement>> {
    let mut rows = Vec::new();
    if wants("census") {
        rows.extend(Box::pin(census::measure_import(sizes)).await?);
    }
    if ["match", "register", "coverage", "export", "dashboard", "figures"].into_iter().any(wants) {
        let registry = OfficeRegistry::create(DatabasePlace::new_folder()?, sizes.venues).await?;
        if wants("match") {
            rows.extend(census::measure_matching(&registry, sizes).await?);
        }
        if wants("export") {
            rows.extend(export::measure(&registry, sizes).await?);
        }
        if wants("figures") {
            rows.extend(figures::measure(&registry, sizes).await?);
        }
        rows.extend(measure_pages(&registry, CpuClock::default(), SQLITE_ROWS, sizes, wants).await?);
        registry.close().await?;
    }
    if wants("audit") {
        rows.extend(Box::pin(audit_log::measure(sizes)).await?);
    }
    if wants("audit-export") {
        rows.push(audit_export::measure(sizes.logged)?);
    }
    if wants("letters") {
        rows.extend(letters::measure(sizes)?);
    }
    if wants("growth") {
        rows.extend(measure_growth(sizes).await?);
    }
    if wants("postgres") {
        rows.extend(measure_postgres(sizes).await?);
    }
    Ok(rows)
}

/// The register and coverage, with an entry of the census for each venue.
async fn measure_pages(
    registry: &OfficeRegistry,
    clock: CpuClock,
    names: RowNames,
    sizes: BenchSizes,
    wants: &dyn Fn(&str) -> bool,
) -> BenchResult<Vec<Measurement>> {
    let mut rows = Vec::new();
    if !["register", "coverage", "dashboard"].into_iter().any(wants) {
        return Ok(rows);
    }
    let pages = MeasuredPages::load(registry, clock, sizes).await?;
    if wants("register") {
        rows.extend(pages.measure_register(names).await?);
    }
    if wants("dashboard") {
        rows.extend(pages.measure_dashboard(names).await?);
    }
    if wants("coverage") {
        insert_entries(registry, None, sizes.venues as u64, EntryFates::Settled).await?;
        rows.extend(pages.measure_coverage(names).await?);
    }
    Ok(rows)
}

/// The same pages with many venues and with few.
async fn measure_growth(sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let many = OfficeRegistry::create(DatabasePlace::new_folder()?, sizes.most_venues).await?;
    let few = OfficeRegistry::create(DatabasePlace::new_folder()?, sizes.most_venues / 100).await?;
    let (mut ratios, mut millis) = (Vec::new(), 0.0);
    let (mut dashboards, mut dashboard) = (Vec::new(), 0.0);
    {
        let more = MeasuredPages::load(&many, CpuClock::default(), sizes).await?;
        let less = MeasuredPages::load(&few, CpuClock::default(), sizes).await?;
        for _ in 0..sizes.rounds {
            millis = more.measure_p95().await?;
            ratios.push(millis / less.measure_p95().await?);
            dashboard = more.measure_dashboard_p95().await?;
            dashboards.push(dashboard / less.measure_dashboard_p95().await?);
        }
    }
    many.close().await?;
    few.close().await?;
    Ok(vec![
        Measurement::of_rounds("register_growth_ratio", &ratios, "of 1/100")
            .with_baseline(millis)
            .with_target(Max, 1.5),
        Measurement::of_rounds("dashboard_growth_ratio", &dashboards, "of 1/100")
            .with_baseline(dashboard)
            .with_target(Max, 1.5),
    ])
}

async fn measure_postgres(sizes: BenchSizes) -> BenchResult<Vec<Measurement>> {
    let server = postgres::Postgres::start()?;
    let place = DatabasePlace::Url(server.url().to_owned());
    let registry = OfficeRegistry::create(place, sizes.venues).await?;
    let clock = CpuClock::with_server(&server);
    let rows = measure_pages(&registry, clock, POSTGRES_ROWS, sizes, &|_| true).await;
    registry.close().await?;
    rows
}
