//! What a busy evening costs: 500 phones send reports and photos over slow networks while 20 officers work:
//! `cargo bench --bench load`.
//!
//! `camket serve` runs as a process of its own on a database that is generated in the temporary folder and deleted in the end.
//! A request takes from the last byte that was sent to the answer; one that is refused as busy is sent again, as phones do, and
//! takes until it is accepted. `-- --quick` measures with a tenth of the phones.

#[path = "load/client.rs"]
mod client;
#[path = "load/officers.rs"]
mod officers;
#[path = "office/papers.rs"]
mod papers;
#[path = "load/people.rs"]
mod people;
#[path = "load/phones.rs"]
mod phones;
#[expect(dead_code, reason = "the bench of the office uses the rest")]
#[path = "office/registry.rs"]
mod registry;
#[expect(dead_code, reason = "other benches use the rest")]
mod report;
#[path = "office/sample.rs"]
mod sample;
#[path = "load/server.rs"]
mod server;
#[path = "office/venues.rs"]
mod venues;
#[path = "office/visits.rs"]
mod visits;

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use registry::{DatabasePlace, OfficeRegistry};
use report::Direction::Max;
use report::{Measurement, write_report};

use client::{Answered, RequestKind};
use people::People;
use server::LoadedServer;

pub type BenchResult<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct LoadSizes {
    venues: usize,
    phones: usize,
    officers: usize,
    /// Photos of a report.
    photos: usize,
    /// Within which the phones begin.
    window: Duration,
}

const WHOLE: LoadSizes =
    LoadSizes { venues: 20_000, phones: 500, officers: 20, photos: 3, window: Duration::from_secs(90) };
const QUICK: LoadSizes =
    LoadSizes { venues: 2_000, phones: 50, officers: 4, photos: 2, window: Duration::from_secs(10) };

fn main() -> BenchResult<()> {
    let is_quick = std::env::args().any(|word| word == "--quick");
    let sizes = if is_quick { QUICK } else { WHOLE };
    let rows = tokio::runtime::Runtime::new()?.block_on(measure(sizes))?;
    write_report("load", &rows).map_err(|error| error.to_string().into())
}

async fn measure(sizes: LoadSizes) -> BenchResult<Vec<Measurement>> {
    let registry = OfficeRegistry::create(DatabasePlace::new_folder()?, sizes.venues).await?;
    let people = People::create(&registry, sizes).await?;
    // Deleted when it is dropped, after the server has ended.
    let place = registry.close().await?;
    let server = LoadedServer::start(&place)?;
    let idle_mb = server.read_memory_mb("VmRSS:")?;
    let (began, is_over) = (Instant::now(), Arc::new(AtomicBool::new(false)));
    let photo = phones::draw_photo()?;
    let sending: Vec<_> = people
        .phones
        .into_iter()
        .map(|phone| tokio::spawn(phones::work(phone, server.address, photo.clone(), sizes)))
        .collect();
    let working: Vec<_> = people
        .officers
        .into_iter()
        .map(|officer| tokio::spawn(officers::work(officer, server.address, is_over.clone())))
        .collect();
    let mut answered = Vec::new();
    for task in sending {
        answered.extend(task.await??);
    }
    let seconds = began.elapsed().as_secs_f64();
    is_over.store(true, Ordering::Relaxed);
    for task in working {
        answered.extend(task.await??);
    }
    let mut rows = build_rows(&answered)?;
    rows.push(Measurement::new("load_all_sent", seconds, "s").with_baseline(sizes.window.as_secs_f64()));
    let peak_mb = server.read_memory_mb("VmHWM:")?;
    rows.push(Measurement::new("load_peak_mb", peak_mb, "MB").with_baseline(idle_mb).with_target(Max, 300.0));
    drop(server);
    drop(place);
    Ok(rows)
}

/// Seconds of the 95th percentile of each kind, and how many answers were not what was asked for.
fn build_rows(answered: &[Answered]) -> BenchResult<Vec<Measurement>> {
    let mut rows = Vec::new();
    for (kind, name) in [
        (RequestKind::Sync, "load_sync_p95"),
        (RequestKind::Report, "load_report_p95"),
        (RequestKind::Photo, "load_photo_p95"),
        (RequestKind::Page, "load_page_p95"),
        (RequestKind::Decision, "load_decision_p95"),
    ] {
        let mut seconds: Vec<f64> =
            answered.iter().filter(|one| one.kind == kind).map(|one| one.time.as_secs_f64()).collect();
        seconds.sort_by(f64::total_cmp);
        let p95 = *seconds.get(seconds.len() * 95 / 100).ok_or_else(|| format!("no answer of {name}"))?;
        let row = Measurement { rounds: seconds.len(), ..Measurement::new(name, p95, "s") };
        let row = Measurement { min: seconds[0], max: seconds[seconds.len() - 1], ..row };
        rows.push(row.with_target(Max, 5.0));
    }
    let sum = |count: fn(&Answered) -> u32| answered.iter().map(|one| f64::from(count(one))).sum::<f64>();
    rows.push(Measurement::new("load_busy", sum(|one| one.busy), "answers"));
    rows.push(Measurement::new("load_failed", sum(|one| one.failed), "answers").with_target(Max, 0.0));
    Ok(rows)
}
