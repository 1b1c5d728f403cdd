//! A client with a connection of its own: it sends, measures, and sends again what was refused as busy.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use futures_util::stream;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use crate::BenchResult;

/// The most of an answer that is read.
const MAX_ANSWER_BYTES: usize = 16 << 20;
/// Bytes that a slow network takes at a time, and the pause after them: 160 kB a second.
const PIECE: usize = 16 << 10;
const PAUSE: Duration = Duration::from_millis(100);
/// Attempts until a request counts as failed.
const MAX_ATTEMPTS: u32 = 20;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RequestKind {
    Sync,
    Report,
    Photo,
    Page,
    Decision,
}

/// What became of a request.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    pub kind: RequestKind,
    /// Without the time in which a slow network took the body.
    pub time: Duration,
    /// Answers that asked to come again.
    pub busy: u32,
    /// 1 if it was never accepted.
    pub failed: u32,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Sent<'a> {
    pub kind: RequestKind,
    pub method: Method,
    pub path: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: Bytes,
    pub is_slow: bool,
}

/// A person's connection and session.
#[derive(Debug)]
pub struct Connection {
    client: Client<HttpConnector, Body>,
    address: SocketAddr,
    cookie: String,
}

impl Connection {
    pub fn new(address: SocketAddr, token: &str) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { client, address, cookie: format!("__Host-session={token}") }
    }

    /// Whether the server says that it is ready.
    pub fn is_ready(address: SocketAddr) -> bool {
        let ask = || -> std::io::Result<bool> {
            let mut stream = TcpStream::connect(address)?;
            write!(stream, "GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer.starts_with("HTTP/1.1 200"))
        };
        ask().unwrap_or(false)
    }

    /// Sends until it is accepted; also gives the body of the last answer.
    pub async fn send(&self, sent: Sent<'_>) -> BenchResult<(Answered, Bytes)> {
        let mut answered = Answered { kind: sent.kind, time: Duration::ZERO, busy: 0, failed: 0 };
        for _ in 0..MAX_ATTEMPTS {
            let (status, wait, time, body) = self.try_once(&sent).await?;
            answered.time += time;
            if status.is_success() || status.is_redirection() {
                return Ok((answered, body));
            }
            if status != StatusCode::SERVICE_UNAVAILABLE {
                answered.failed = 1;
                let text = String::from_utf8_lossy(&body);
                let first: String = text.chars().take(300).collect();
                eprintln!("{} {}: {status} {first}", sent.method, sent.path);
                return Ok((answered, body));
            }
            answered.busy += 1;
            answered.time += wait;
            tokio::time::sleep(wait).await;
        }
        answered.failed = 1;
        Ok((answered, Bytes::new()))
    }

    async fn try_once(&self, sent: &Sent<'_>) -> BenchResult<(StatusCode, Duration, Duration, Bytes)> {
        let ended = Arc::new(OnceLock::new());
        let body = if sent.is_slow {
            build_slow_body(sent.body.clone(), ended.clone())
        } else {
            Body::from(sent.body.clone())
        };
        let mut request = Request::builder().method(&sent.method);
        request = request.uri(format!("http://{}{}", self.address, sent.path));
        request = request.header(header::COOKIE, &self.cookie).header("sec-fetch-site", "same-origin");
        for (name, value) in sent.headers {
            request = request.header(*name, *value);
        }
        let began = Instant::now();
        let answer = self.client.request(request.body(body)?).await?;
        let (status, wait) = (answer.status(), answer.headers().get(header::RETRY_AFTER));
        let wait = wait.and_then(|wait| wait.to_str().ok()?.parse().ok()).unwrap_or(1);
        let body = to_bytes(Body::new(answer.into_body()), MAX_ANSWER_BYTES).await?;
        // An answer may come before the whole body was sent.
        let since = ended.get().copied().unwrap_or(began);
        Ok((status, Duration::from_secs(wait), since.elapsed(), body))
    }
}

/// A body as a slow network takes it; `ended` is when it had taken all.
fn build_slow_body(bytes: Bytes, ended: Arc<OnceLock<Instant>>) -> Body {
    Body::from_stream(stream::unfold(bytes, move |mut rest| {
        let ended = ended.clone();
        async move {
            if rest.is_empty() {
                ended.set(Instant::now()).ok();
                return None;
            }
            tokio::time::sleep(PAUSE).await;
            let piece = rest.split_to(PIECE.min(rest.len()));
            Some((Ok::<_, std::io::Error>(piece), rest))
        }
    }))
}
