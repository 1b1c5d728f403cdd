//! Serving: the router on a port, the outbox and the upkeep beside it, and a stop that lets requests in flight finish.

use std::{
    net::SocketAddr,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use axum::{extract::Request, middleware::Next, response::Response};
use camket_app::{App, certificates::reminders, keys, outbox, outbox::Carrier, register, upkeep};
use camket_domain::{
    clock::{Clock, Entropy, random},
    ids,
};
use camket_web::{
    messages,
    security::without_tokens,
    shell::{REQUEST_ID, RequestIds},
    state::{LookUps, TrustedProxies, Web, WebOptions},
    visit::Site,
};
use governor::{Quota, RateLimiter, clock::Clock as _};
use tokio::{net::TcpListener, signal::unix, sync::watch, time};

use super::{
    clock::{SystemClock, SystemEntropy},
    config::server::Server,
};

/// How often the outbox is looked at.
const OUTBOX: Duration = Duration::from_secs(2);
/// How many addresses the limit on look-ups remembers before it forgets the quiet ones.
const MOST_ADDRESSES: usize = 50_000;
/// How often the database is asked whether the register changed.
const REGISTER: Duration = Duration::from_millis(250);
/// How often the database is tidied.
const UPKEEP: Duration = Duration::from_secs(600);
/// How long requests in flight may take to finish after the stop was asked for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The pages of `app` as a service, for a program that is reached at `bound`.
pub fn service(app: &App, server: &Server, bound: SocketAddr, demo: bool) -> axum::Router {
    let https = app.options().public_url.starts_with("https://");
    let own = server.clone();
    let options = WebOptions {
        trusted_proxies: TrustedProxies::new(move |peer| own.trusts(peer)),
        look_ups: limit(server.look_ups_per_minute, Quota::per_minute),
        concerns: limit(server.concerns_per_hour, Quota::per_hour),
        refuse_log_ins: !https && !bound.ip().is_loopback(),
        demo,
        ..WebOptions::default()
    };
    let web = Web { app: app.clone(), options: Arc::new(options) };
    let numbered = Numbered::new();
    let request_id = move || ids::uuid_v7(SystemClock.now(), &numbered).simple().to_string();
    let service = camket_web::service(web, Site { demo, https, operator: None }, RequestIds::new(request_id));
    service.layer(axum::middleware::from_fn(log))
}

/// Bytes for request ids: random ones of this process, and in them the count of requests. An id has to be unique, not
/// secret, and asking the system for randomness costs more than the rest of a look-up's frame.
#[derive(Debug)]
struct Numbered {
    own: [u8; 10],
    count: AtomicU64,
}

impl Numbered {
    fn new() -> Self {
        Self { own: random(&SystemEntropy), count: AtomicU64::new(0) }
    }
}

impl Entropy for Numbered {
    fn fill(&self, out: &mut [u8]) {
        let count = self.count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (place, byte) in out.iter_mut().enumerate() {
            let own = self.own[place % self.own.len()];
            // The last eight of the ten bytes of an id.
            *byte = place.checked_sub(2).and_then(|place| count.get(place)).map_or(own, |count| own ^ count);
        }
    }
}

/// A limit by address: a minute's (or hour's) worth at once, then as they come back. Zero is none.
fn limit(most: u32, quota: impl Fn(NonZeroU32) -> Quota) -> LookUps {
    let Some(most) = NonZeroU32::new(most) else { return LookUps::default() };
    let limiter = RateLimiter::keyed(quota(most));
    LookUps::new(move |client| {
        // Addresses that have been quiet are forgotten, so that a flood of them cannot fill the memory.
        if limiter.len() > MOST_ADDRESSES {
            limiter.retain_recent();
        }
        let refused = limiter.check_key(&client).err()?;
        let seconds = refused.wait_time_from(limiter.clock().now()).as_secs() + 1;
        Some(u32::try_from(seconds).unwrap_or(u32::MAX))
    })
}

/// A line of the log for each request that was answered; the machine that asks whether we live is left out.
async fn log(request: Request, next: Next) -> Response {
    if !tracing::enabled!(tracing::Level::INFO) {
        return next.run(request).await;
    }
    let started = Instant::now();
    let (method, path) = (request.method().clone(), without_tokens(request.uri().path()));
    let answer = next.run(request).await;
    let id = answer.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    if !matches!(path.as_str(), "/healthz" | "/readyz") {
        let millis = started.elapsed().as_millis();
        tracing::info!(id, %method, path, status = answer.status().as_u16(), millis, "answered");
    }
    answer
}

/// Serves until SIGINT or SIGTERM.
///
/// # Errors
/// The port fails, or the database cannot be closed.
pub async fn run<C: Carrier + Send + Sync + 'static>(
    listener: TcpListener,
    service: axum::Router,
    app: App,
    carrier: C,
    signals: Stop,
) -> Result<()> {
    let (stop, stopping) = watch::channel(false);
    let beside = tokio::task::LocalSet::new();
    beside.spawn_local(post(app.clone(), carrier, stopping.clone()));
    beside.spawn_local(tidy(app.clone(), stopping.clone()));
    beside.spawn_local(async move {
        signals.asked().await;
        tracing::info!("stopping: requests in flight finish first");
        // Nobody listening means that everything has ended already.
        stop.send(true).ok();
    });
    let _following = app.register().follow();
    let keeping_up = tokio::spawn(keep_up(app.clone(), stopping.clone()));
    let served = beside.run_until(until_stopped(listener, service, stopping)).await;
    drop(beside);
    keeping_up.await.context("keeping the register up")?;
    app.store().clone().close().await.context("closing the database")?;
    served
}

async fn until_stopped(
    listener: TcpListener,
    service: axum::Router,
    stopping: watch::Receiver<bool>,
) -> Result<()> {
    let mut waits = stopping.clone();
    let graceful = axum::serve(listener, service.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move { stopped(&mut waits).await });
    let mut late = stopping;
    tokio::select! {
        served = graceful => served.context("serving"),
        () = async { stopped(&mut late).await; time::sleep(PATIENCE).await } => {
            tracing::warn!("some requests did not finish in time");
            Ok(())
        }
    }
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // A closed channel is a stop too.
    stopping.wait_for(|stop| *stop).await.ok();
}

/// The signals that ask the program to stop.
#[derive(Debug)]
pub struct Stop {
    interrupt: unix::Signal,
    terminate: unix::Signal,
}

impl Stop {
    /// Heard from here on: before the program says that it serves, so that whoever reads this may stop it at once.
    ///
    /// # Errors
    /// The system hands out no signals.
    pub fn heard() -> Result<Self> {
        let signal = |kind| unix::signal(kind).context("hearing signals");
        Ok(Self {
            interrupt: signal(unix::SignalKind::interrupt())?,
            terminate: signal(unix::SignalKind::terminate())?,
        })
    }

    async fn asked(mut self) {
        tokio::select! { _ = self.interrupt.recv() => {}, _ = self.terminate.recv() => {} }
    }
}

/// Lets messages out until the stop.
async fn post<C: Carrier>(app: App, carrier: C, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = outbox::deliver(&app, &carrier, messages::letter).await {
            tracing::error!(%error, "the outbox could not be worked on");
        }
        tokio::select! { () = stopped(&mut stopping) => break, () = time::sleep(OUTBOX) => {} }
    }
}

/// Keeps the register in memory up with the database until the stop, and first reads what the start left out.
async fn keep_up(app: App, mut stopping: watch::Receiver<bool>) {
    let mut heard = true;
    let filling = tokio::spawn(fill(app.clone()));
    while !*stopping.borrow() {
        let told = register::keep_up(&app).await;
        // Said once, not four times a second; look-ups say themselves how old their answers are.
        match (&told, heard) {
            (Err(error), true) => tracing::error!(%error, "the register in memory cannot be kept up"),
            (Ok(()), false) => tracing::info!("the register in memory is up again"),
            _ => {}
        }
        heard = told.is_ok();
        tokio::select! {
            () = stopped(&mut stopping) => break,
            () = app.register().news() => {}
            () = time::sleep(REGISTER) => {}
        }
    }
    filling.abort();
}

async fn fill(app: App) {
    let began = Instant::now();
    if register::is_complete(&app) {
        return;
    }
    // What is not in memory yet the database answers.
    match register::fill(&app).await {
        Ok(()) => tracing::info!(millis = began.elapsed().as_millis(), "every certificate is in memory"),
        Err(error) => {
            tracing::error!(%error, "certificates are answered from the database: they could not be read");
        }
    }
}

/// Keeps the database tidy until the stop.
async fn tidy(app: App, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = upkeep::sweep(&app).await {
            tracing::error!(%error, "upkeep failed");
        }
        if let Err(error) = keys::ensure(&app).await {
            tracing::error!(%error, "no successor of the signing key could be made");
        }
        match reminders::remind(&app).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "owners are reminded of their renewal"),
            Err(error) => tracing::error!(%error, "reminders could not be written"),
        }
        tokio::select! { () = stopped(&mut stopping) => break, () = time::sleep(UPKEEP) => {} }
    }
}
