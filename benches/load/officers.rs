//! An officer at work: lists, a file, and every few pages a decision on a labour register.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::Method;
use camket_domain::ids::ApplicationId;

use crate::BenchResult;
use crate::client::{Answered, Connection, RequestKind, Sent};
use crate::people::BenchOfficer;

/// Between two pages.
const READING_TIME: Duration = Duration::from_secs(1);
/// Pages between two decisions.
const PAGES: &[&str] =
    &["/register", "/register?kind=hotel", "/coverage", "/inspections", "/review", "/labour"];

/// What became of all requests, until the phones are done.
pub async fn work(
    officer: BenchOfficer,
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
) -> BenchResult<Vec<Answered>> {
    let connection = Connection::new(address, &officer.token);
    let (mut answered, mut waiting) = (Vec::new(), officer.applications.into_iter());
    while !is_over.load(Ordering::Relaxed) {
        for page in PAGES {
            answered.push(open(&connection, page).await?.0);
            tokio::time::sleep(READING_TIME).await;
        }
        if let Some(application) = waiting.next() {
            decide(&connection, application, &mut answered).await?;
        }
    }
    Ok(answered)
}

/// Opens the file, claims the track and accepts it.
async fn decide(
    connection: &Connection,
    application: ApplicationId,
    answered: &mut Vec<Answered>,
) -> BenchResult<()> {
    let file = format!("/review/{application}");
    for action in ["claim", "accept"] {
        let (opened, page) = open(connection, &file).await?;
        answered.push(opened);
        let version = read_version(&page).ok_or_else(|| format!("{file} offers no {action}"))?;
        let sent = Sent {
            kind: RequestKind::Decision,
            method: Method::POST,
            path: &format!("{file}/{action}"),
            headers: &[("content-type", "application/x-www-form-urlencoded")],
            body: format!("version={version}").into(),
            is_slow: false,
        };
        answered.push(connection.send(sent).await?.0);
    }
    Ok(())
}

async fn open(connection: &Connection, path: &str) -> BenchResult<(Answered, Bytes)> {
    let sent = Sent {
        kind: RequestKind::Page,
        method: Method::GET,
        path,
        headers: &[],
        body: Bytes::new(),
        is_slow: false,
    };
    connection.send(sent).await
}

/// The version that the forms of a page name.
fn read_version(page: &Bytes) -> Option<i32> {
    let text = std::str::from_utf8(page).ok()?;
    let (_, rest) = text.split_once("name=\"version\" value=\"")?;
    rest.split_once('"')?.0.parse().ok()
}
