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
use report::{Row, publish};

use data::{Papers, Registry};
use load::Round;
use server::Server;

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Certificates in the small registry, for the growth ratio.
const FEW: u32 = 1_000;
/// Number of different certificates requested: more than a node caches.
const PAPERS: usize = 24_000;

fn main() -> Outcome<()> {
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        // The bench starts itself again as the bare handler.
        Some("--bare") => bare::serve(&words.collect::<Vec<_>>()),
        _ => measure(),
    }
}

fn measure() -> Outcome<()> {
    let many = Registry::sqlite(data::count()?)?;
    let few = Registry::sqlite(FEW)?;
    let mut rows = Vec::new();
    let (server, seconds) = Server::camket(&many)?;
    rows.push(Row::new("start_seconds", seconds, "s").target(Max, 2.0));
    let papers = many.papers(PAPERS)?;
    server.until_in_memory(&papers)?;
    rows.extend(tokens(&server, &papers)?);
    rows.extend(codes_and_pages(&server, &papers)?);
    rows.push(Row::new("rss_mb", server.megabytes()?, "MB").target(Max, 250.0));
    rows.push(growth(&server, &papers, &few)?);
    drop(server);
    rows.push(on_postgres()?);
    rows.extend(list(&many)?);
    publish("verify", &rows)
}

/// Number of different tokens requested in one turn.
const TURN: usize = 4_000;

/// Look-ups by token: each token once, then 50 tokens repeatedly.
fn tokens(server: &Server, papers: &Papers) -> Outcome<Vec<Row>> {
    let check = data::microseconds_of_a_check()?;
    let bare = Server::bare(&server.get(&papers.api_tokens[0])?)?;
    let (mut own, mut beside, mut turns) = (0.0, 0.0, 0.0);
    // In turns, so that other load on the machine affects both alike.
    for some in papers.api_tokens.chunks(TURN) {
        own += Round::all(server, some)?.cpu_micros;
        beside += Round::all(&bare, some)?.cpu_micros;
        turns += 1.0;
    }
    let extra = (own - beside) / turns / check;
    let distinct = Row {
        baseline: Some(check),
        ..Row::new("token_distinct_extra_cpu_checks", extra, "ES256 checks").target(Max, 1.25)
    };
    let repeated = ratio("token_repeated_ratio", server, &bare, &papers.api_tokens[..50], 0.6)?;
    Ok(vec![distinct, repeated])
}

fn codes_and_pages(server: &Server, papers: &Papers) -> Outcome<Vec<Row>> {
    let bare = Server::bare(&server.get(&papers.api_codes[0])?)?;
    let codes = ratio("code_ratio", server, &bare, &papers.api_codes, 0.6)?;
    // Each of another certificate, so each page is rendered.
    let bare = Server::bare(&server.get(&papers.pages[0])?)?;
    let pages = ratio("page_ratio", server, &bare, &papers.pages, 0.5)?;
    Ok(vec![codes, pages])
}

/// [`share`] with the target of at least `least`.
fn ratio(name: &'static str, server: &Server, bare: &Server, paths: &[String], least: f64) -> Outcome<Row> {
    let row = share(name, server, bare, paths)?;
    Ok(row.target(Min, least))
}

/// Requests per second of the server divided by those of the bare handler.
fn share(name: &'static str, server: &Server, bare: &Server, paths: &[String]) -> Outcome<Row> {
    let (own, beside) = Round::by_turns(server, bare, paths)?;
    let ratio = own.per_second / beside.per_second;
    let row = Row::new(name, ratio, "of bare handler");
    Ok(Row { baseline: Some(beside.per_second), ratio: Some(ratio), ..row })
}

/// CPU time of a look-up with many certificates divided by that with few.
fn growth(server: &Server, papers: &Papers, few: &Registry) -> Outcome<Row> {
    let (small, _) = Server::camket(few)?;
    let few = few.papers(FEW as usize)?;
    small.until_in_memory(&few)?;
    let (own, beside) = Round::by_turns_of(server, &papers.api_codes, &small, &few.api_codes)?;
    let ratio = own.cpu_micros / beside.cpu_micros;
    let row = Row::new("growth_ratio", ratio, "of 1,000").target(Max, 1.1);
    Ok(Row { baseline: Some(beside.cpu_micros), ratio: Some(ratio), ..row })
}

/// Look-ups by code on PostgreSQL; a look-up does not query the database there either.
fn on_postgres() -> Outcome<Row> {
    let database = postgres::Postgres::start()?;
    let registry = Registry::postgres(20_000, database.url())?;
    let papers = registry.papers(5_000)?;
    let (server, _) = Server::camket(&registry)?;
    server.until_in_memory(&papers)?;
    let bare = Server::bare(&server.get(&papers.api_codes[0])?)?;
    share("postgres_code_ratio", &server, &bare, &papers.api_codes)
}

/// Time and size of signing a status list, in this process.
fn list(registry: &Registry) -> Outcome<Vec<Row>> {
    registry.with_app(async |app| {
        register::open(&app).await?;
        register::published(&app).await?;
        let began = Instant::now();
        // `published` has signed a list and loaded the keys, so only signing is measured.
        let list = register::sign_anew(&app).await?;
        let millis = began.elapsed().as_secs_f64() * 1000.0;
        let bytes = u32::try_from(list.bytes.len())?;
        Ok(vec![
            Row::new("status_list_build_ms", millis, "ms"),
            Row::new("status_list_bytes", f64::from(bytes), "bytes").target(Max, 60_000.0),
        ])
    })
}
