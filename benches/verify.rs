//! What a look-up costs with a million certificates: `cargo bench --bench verify`.
//!
//! `camket serve` runs as a process of its own, and beside it, in the same minutes, a bare axum handler that returns the
//! same bytes. Both are asked by the same generator over loopback; processor time is that of the server alone. The data is
//! made once (`camket bench-data`) and kept in `target/bench`. `CERTIFICATES=n` measures with another number.

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

/// Registers to compare growth with.
const FEW: u32 = 1_000;
/// Different papers that are asked for: more than a node remembers.
const PAPERS: usize = 24_000;

fn main() -> Outcome<()> {
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        // The bench starts itself once more as the bare handler.
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

/// How many different tokens are asked for in one turn.
const TURN: usize = 4_000;

/// Tokens: each asked for once, then some again and again.
fn tokens(server: &Server, papers: &Papers) -> Outcome<Vec<Row>> {
    let check = data::microseconds_of_a_check()?;
    let bare = Server::bare(&server.get(&papers.api_tokens[0])?)?;
    let (mut own, mut beside, mut turns) = (0.0, 0.0, 0.0);
    // By turns, so that what else the machine does meets both.
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
    // Each another paper, so each page is drawn anew.
    let bare = Server::bare(&server.get(&papers.pages[0])?)?;
    let pages = ratio("page_ratio", server, &bare, &papers.pages, 0.5)?;
    Ok(vec![codes, pages])
}

/// [`share`], which must not be less than `least`.
fn ratio(name: &'static str, server: &Server, bare: &Server, paths: &[String], least: f64) -> Outcome<Row> {
    let row = share(name, server, bare, paths)?;
    Ok(row.target(Min, least))
}

/// Requests a second of the server, as a share of those of the bare handler.
fn share(name: &'static str, server: &Server, bare: &Server, paths: &[String]) -> Outcome<Row> {
    let (own, beside) = Round::by_turns(server, bare, paths)?;
    let ratio = own.per_second / beside.per_second;
    let row = Row::new(name, ratio, "of bare handler");
    Ok(Row { baseline: Some(beside.per_second), ratio: Some(ratio), ..row })
}

/// Processor time of a look-up with many certificates over that with few.
fn growth(server: &Server, papers: &Papers, few: &Registry) -> Outcome<Row> {
    let (small, _) = Server::camket(few)?;
    let few = few.papers(FEW as usize)?;
    small.until_in_memory(&few)?;
    let (own, beside) = Round::by_turns_of(server, &papers.api_codes, &small, &few.api_codes)?;
    let ratio = own.cpu_micros / beside.cpu_micros;
    let row = Row::new("growth_ratio", ratio, "of 1,000").target(Max, 1.1);
    Ok(Row { baseline: Some(beside.cpu_micros), ratio: Some(ratio), ..row })
}

/// The same over PostgreSQL, which a look-up does not ask either.
fn on_postgres() -> Outcome<Row> {
    let database = postgres::Postgres::start()?;
    let registry = Registry::postgres(20_000, database.url())?;
    let papers = registry.papers(5_000)?;
    let (server, _) = Server::camket(&registry)?;
    server.until_in_memory(&papers)?;
    let bare = Server::bare(&server.get(&papers.api_codes[0])?)?;
    share("postgres_code_ratio", &server, &bare, &papers.api_codes)
}

/// The list, signed in this process.
fn list(registry: &Registry) -> Outcome<Vec<Row>> {
    registry.with_app(async |app| {
        register::open(&app).await?;
        register::published(&app).await?;
        let began = Instant::now();
        // A list is signed anew for each; the first also loaded the keys.
        let list = register::sign_anew(&app).await?;
        let millis = began.elapsed().as_secs_f64() * 1000.0;
        let bytes = u32::try_from(list.bytes.len())?;
        Ok(vec![
            Row::new("status_list_build_ms", millis, "ms"),
            Row::new("status_list_bytes", f64::from(bytes), "bytes").target(Max, 60_000.0),
        ])
    })
}
