//! The cost of a look-up with a million certificates: `cargo bench --bench verify`.
//!
//! `camket serve` runs as a process of its own, and at the same time a bare axum handler that returns the same bytes. The
//! same load generator sends requests to both over loopback; CPU time is that of the server alone. The data is generated
//! once (`camket bench-data`) and kept in `target/bench`. `CERTIFICATES=n` sets another number of certificates.

#[path = "verify/bare.rs"]
mod bare;
#[path = "verify/data.rs"]
mod data;
#[path = "verify/load.rs"]
mod load;
#[path = "verify/postgres.rs"]
mod postgres;
#[expect(dead_code, reason = "other benches use the rest")]
mod report;
#[path = "verify/server.rs"]
mod server;

use std::error::Error;
use std::time::Instant;

use camket_app::register;
use report::Direction::{Max, Min};
use report::{Measurement, write_report};

use data::{BenchRegistry, RequestPaths};
use load::LoadResult;
use server::ServerProcess;

pub type BenchResult<T> = Result<T, Box<dyn Error>>;

/// Certificates in the small registry, for the growth ratio.
const SMALL_REGISTRY: u32 = 1_000;
/// Number of different certificates requested: more than a node caches.
const REQUESTED_CERTIFICATES: usize = 24_000;

fn main() -> BenchResult<()> {
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        // The bench starts itself again as the bare handler.
        Some("--bare") => bare::serve(&words.collect::<Vec<_>>()),
        _ => measure(),
    }
}

fn measure() -> BenchResult<()> {
    let many = BenchRegistry::sqlite(data::certificate_count()?)?;
    let few = BenchRegistry::sqlite(SMALL_REGISTRY)?;
    let mut rows = Vec::new();
    let (server, seconds) = ServerProcess::start_camket(&many)?;
    rows.push(Measurement::new("start_seconds", seconds, "s").with_target(Max, 2.0));
    let paths = many.load_paths(REQUESTED_CERTIFICATES)?;
    server.wait_until_loaded(&paths)?;
    rows.extend(measure_tokens(&server, &paths)?);
    rows.extend(measure_codes_and_pages(&server, &paths)?);
    rows.push(Measurement::new("rss_mb", server.resident_mb()?, "MB").with_target(Max, 250.0));
    rows.push(measure_growth(&server, &paths, &few)?);
    drop(server);
    rows.push(measure_postgres()?);
    rows.extend(measure_status_list(&many)?);
    write_report("verify", &rows)
}

/// Number of different tokens requested in one turn.
const TOKENS_PER_TURN: usize = 4_000;

/// Look-ups by token: each token once, then 50 tokens repeatedly.
fn measure_tokens(server: &ServerProcess, paths: &RequestPaths) -> BenchResult<Vec<Measurement>> {
    let bare = ServerProcess::start_bare(&server.get(&paths.api_tokens[0])?)?;
    let mut checks = Vec::new();
    let mut check = 0.0;
    // In turns, so that other load on the machine affects all alike.
    for some in paths.api_tokens.chunks(TOKENS_PER_TURN) {
        check = data::measure_verification_micros()?;
        let own = LoadResult::request_all(server, some)?.cpu_micros;
        let beside = LoadResult::request_all(&bare, some)?.cpu_micros;
        checks.push((own - beside) / check);
    }
    let distinct = Measurement::of_rounds("token_distinct_extra_cpu_checks", &checks, "ES256 checks");
    let repeated = measure_ratio("token_repeated_ratio", server, &bare, &paths.api_tokens[..50], 0.75)?;
    Ok(vec![distinct.with_baseline(check).with_target(Max, 1.25), repeated])
}

fn measure_codes_and_pages(server: &ServerProcess, paths: &RequestPaths) -> BenchResult<Vec<Measurement>> {
    let bare = ServerProcess::start_bare(&server.get(&paths.api_codes[0])?)?;
    let codes = measure_ratio("code_ratio", server, &bare, &paths.api_codes, 0.75)?;
    // Each of another certificate, so each page is rendered.
    let bare = ServerProcess::start_bare(&server.get(&paths.pages[0])?)?;
    let pages = measure_ratio("page_ratio", server, &bare, &paths.pages, 0.6)?;
    Ok(vec![codes, pages])
}

/// [`measure_share`] with the target of at least `least`.
fn measure_ratio(
    name: &'static str,
    server: &ServerProcess,
    bare: &ServerProcess,
    paths: &[String],
    least: f64,
) -> BenchResult<Measurement> {
    let row = measure_share(name, server, bare, paths)?;
    Ok(row.with_target(Min, least))
}

/// Requests per second of the server divided by those of the bare handler.
fn measure_share(
    name: &'static str,
    server: &ServerProcess,
    bare: &ServerProcess,
    paths: &[String],
) -> BenchResult<Measurement> {
    let turns = LoadResult::compare(server, bare, paths)?;
    let ratios: Vec<f64> = turns.iter().map(|(own, beside)| own.per_second / beside.per_second).collect();
    let last = turns.last().map_or(0.0, |(_, beside)| beside.per_second);
    Ok(Measurement::of_rounds(name, &ratios, "of bare handler").with_baseline(last))
}

/// CPU time of a look-up with many certificates divided by that with few.
fn measure_growth(
    server: &ServerProcess,
    paths: &RequestPaths,
    few: &BenchRegistry,
) -> BenchResult<Measurement> {
    let (small, _) = ServerProcess::start_camket(few)?;
    let few = few.load_paths(SMALL_REGISTRY as usize)?;
    small.wait_until_loaded(&few)?;
    let turns = LoadResult::compare_paths(server, &paths.api_codes, &small, &few.api_codes)?;
    let ratios: Vec<f64> = turns.iter().map(|(own, beside)| own.cpu_micros / beside.cpu_micros).collect();
    Ok(Measurement::of_rounds("growth_ratio", &ratios, "of 1,000").with_target(Max, 1.05))
}

/// Look-ups by code on PostgreSQL; a look-up does not query the database there either.
fn measure_postgres() -> BenchResult<Measurement> {
    let database = postgres::Postgres::start()?;
    let registry = BenchRegistry::postgres(20_000, database.url())?;
    let paths = registry.load_paths(5_000)?;
    let (server, _) = ServerProcess::start_camket(&registry)?;
    server.wait_until_loaded(&paths)?;
    let bare = ServerProcess::start_bare(&server.get(&paths.api_codes[0])?)?;
    measure_share("postgres_code_ratio", &server, &bare, &paths.api_codes)
}

/// Time and size of signing a status list, in this process.
fn measure_status_list(registry: &BenchRegistry) -> BenchResult<Vec<Measurement>> {
    registry.with_app(async |app| {
        register::load_register(&app).await?;
        register::load_published_list(&app).await?;
        let began = Instant::now();
        // `load_published_list` has signed a list and loaded the keys, so only signing is measured.
        let list = register::sign_list_now(&app).await?;
        let millis = began.elapsed().as_secs_f64() * 1000.0;
        let bytes = u32::try_from(list.bytes.len())?;
        Ok(vec![
            Measurement::new("status_list_build_ms", millis, "ms"),
            Measurement::new("status_list_bytes", f64::from(bytes), "bytes").with_target(Max, 60_000.0),
        ])
    })
}
