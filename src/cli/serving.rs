//! The running server: the router on a port, the background tasks (outbox, upkeep, register), and a graceful stop.

use std::{
    net::SocketAddr,
    num::NonZeroU32,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use camket_app::{
    App, ErrorChain, census, certificates, certificates::reminders, digests, keys, labour, outbox,
    outbox::Carrier, register, risk, upkeep, venue_register, worker_pledges,
};
use camket_domain::{
    clock::{Clock, Entropy, random_bytes},
    ids,
    outbox::Lane,
};
use camket_shell::{
    client::TrustedProxies, layers::RequestIds, rate_limit::RateLimit, request_context::Site,
};
use camket_web::{
    SiteService, messages,
    state::{Web, WebOptions},
};
use governor::{Quota, RateLimiter, clock::Clock as _};
use tokio::{net::TcpListener, signal::unix, sync::watch, time};

use super::{
    audit::{self, HttpWitness},
    clock::{SystemClock, SystemEntropy},
    config::server::ServerConfig,
    connections::{ConnectionLimits, LimitedListener},
    request_metrics::RequestMetrics,
};

/// Interval between two deliveries of the outbox.
const OUTBOX_INTERVAL: Duration = Duration::from_secs(2);
/// Addresses that a rate limiter remembers before it forgets those without recent requests.
const MAX_LIMITER_ADDRESSES: usize = 50_000;
/// Interval at which the database is asked whether the register changed.
const REGISTER_INTERVAL: Duration = Duration::from_millis(250);
const _: () =
    assert!(REGISTER_INTERVAL.as_millis() <= 500, "what one node decides every other says within a second");
/// How often the database is tidied.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(600);
/// Time that requests in flight have to finish after a stop signal.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(20);

/// Builds the service with all pages and the API. `bound` is the address the program listens on.
pub fn build_service(app: &App, server: &ServerConfig, bound: SocketAddr, demo: bool) -> SiteService {
    let https = app.options().public_url.starts_with("https://");
    let own = server.clone();
    let options = WebOptions {
        trusted_proxies: TrustedProxies::new(move |peer| own.trusts(peer)),
        look_ups: build_rate_limit(server.look_ups_per_minute, Quota::per_minute),
        tracks: build_rate_limit(server.tracks_per_hour, Quota::per_hour),
        concerns: build_rate_limit(server.concerns_per_hour, Quota::per_hour),
        refuse_log_ins: !https && !bound.ip().is_loopback(),
        demo,
    };
    let web = Web { app: app.clone(), options: Arc::new(options) };
    camket_web::build_service(web, Site { demo, https, operator: None }, build_request_ids())
}

/// Ids that are unique among all nodes.
pub fn build_request_ids() -> RequestIds {
    let numbered = RequestIdEntropy::new();
    RequestIds::new(move || ids::uuid_v7(SystemClock.now(), &numbered).simple().to_string())
}

/// Entropy for request ids: random bytes of this process, combined with the count of requests. An id must be unique, not
/// secret, and a call for system randomness costs more than the other work around a look-up.
#[derive(Debug)]
struct RequestIdEntropy {
    process_bytes: [u8; 10],
    count: AtomicU64,
}

impl RequestIdEntropy {
    fn new() -> Self {
        Self { process_bytes: random_bytes(&SystemEntropy), count: AtomicU64::new(0) }
    }
}

impl Entropy for RequestIdEntropy {
    fn fill(&self, out: &mut [u8]) {
        let count = self.count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (place, byte) in out.iter_mut().enumerate() {
            let own = self.process_bytes[place % self.process_bytes.len()];
            // The last eight of the ten bytes of an id.
            *byte = place.checked_sub(2).and_then(|place| count.get(place)).map_or(own, |count| own ^ count);
        }
    }
}

/// Builds a rate limit per client address: `most` requests per quota period, also in one burst. Zero means no limit.
fn build_rate_limit(most: u32, quota: impl Fn(NonZeroU32) -> Quota) -> RateLimit {
    let Some(most) = NonZeroU32::new(most) else { return RateLimit::default() };
    let limiter = RateLimiter::keyed(quota(most));
    RateLimit::new(move |client| {
        // Forgets addresses without recent requests, so that many addresses cannot fill the memory.
        if limiter.len() > MAX_LIMITER_ADDRESSES {
            limiter.retain_recent();
        }
        let refused = limiter.check_key(&client).err()?;
        let seconds = refused.wait_time_from(limiter.clock().now()).as_secs() + 1;
        Some(u32::try_from(seconds).unwrap_or(u32::MAX))
    })
}

/// Serves until SIGINT or SIGTERM.
///
/// # Errors
/// Serving on the port fails, or the database cannot be closed.
pub async fn run<C: Carrier + Send + Sync + 'static>(
    listener: TcpListener,
    limits: ConnectionLimits,
    (service, metrics): (SiteService, Option<RequestMetrics>),
    app: App,
    carrier: C,
    (witness, signals): (Option<HttpWitness>, StopSignals),
) -> Result<()> {
    let (stop, stopping) = watch::channel(false);
    let beside = tokio::task::LocalSet::new();
    let carrier = Rc::new(carrier);
    for lane in [Lane::Urgent, Lane::Other] {
        beside.spawn_local(deliver_outbox(app.clone(), carrier.clone(), lane, stopping.clone()));
    }
    beside.spawn_local(run_upkeep(app.clone(), stopping.clone()));
    beside.spawn_local(audit::keep_log(app.clone(), stopping.clone()));
    if let Some(witness) = witness {
        beside.spawn_local(audit::submit_checkpoints(app.clone(), witness, stopping.clone()));
    }
    beside.spawn_local(async move {
        signals.wait().await;
        tracing::info!("stopping: requests in flight finish first");
        // Without a receiver everything has ended already.
        stop.send(true).ok();
    });
    let _following = app.register().follow();
    let keeping_up = tokio::spawn(follow_register(app.clone(), stopping.clone()));
    let listener = LimitedListener::new(listener, limits);
    let served = beside.run_until(serve_until_stopped(listener, (service, metrics), stopping)).await;
    drop(beside);
    keeping_up.await.context("keeping the register up")?;
    app.store().clone().close().await.context("closing the database")?;
    served
}

async fn serve_until_stopped(
    listener: LimitedListener,
    (service, metrics): (SiteService, Option<RequestMetrics>),
    stopping: watch::Receiver<bool>,
) -> Result<()> {
    let mut waits = stopping.clone();
    let services = listener.follow_requests(service, metrics);
    let graceful = axum::serve(listener, services)
        .with_graceful_shutdown(async move { wait_for_stop(&mut waits).await });
    let mut late = stopping;
    tokio::select! {
        served = graceful => served.context("serving"),
        () = async { wait_for_stop(&mut late).await; time::sleep(SHUTDOWN_TIMEOUT).await } => {
            tracing::warn!("some requests did not finish in time");
            Ok(())
        }
    }
}

async fn wait_for_stop(stopping: &mut watch::Receiver<bool>) {
    // A closed channel means stop, too.
    stopping.wait_for(|stop| *stop).await.ok();
}

/// The signals that ask the program to stop.
#[derive(Debug)]
pub struct StopSignals {
    interrupt: unix::Signal,
    terminate: unix::Signal,
}

impl StopSignals {
    /// Starts to listen for the signals. Call it before the program announces that it serves, so that a reader of that line
    /// can stop it at once.
    ///
    /// # Errors
    /// The system refuses the signal handlers.
    pub fn listen() -> Result<Self> {
        let signal = |kind| unix::signal(kind).context("hearing signals");
        Ok(Self {
            interrupt: signal(unix::SignalKind::interrupt())?,
            terminate: signal(unix::SignalKind::terminate())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! { _ = self.interrupt.recv() => {}, _ = self.terminate.recv() => {} }
    }
}

/// Delivers the outbox until the stop.
async fn deliver_outbox<C: Carrier>(
    app: App,
    carrier: Rc<C>,
    lane: Lane,
    mut stopping: watch::Receiver<bool>,
) {
    while !*stopping.borrow() {
        if app.register().setback().is_some() {
            // Nothing may be written, so nothing could be marked as sent.
        } else if let Err(error) = outbox::deliver_lane(&app, &*carrier, lane, messages::build_letter).await {
            tracing::error!(error = %ErrorChain(&error), "the outbox could not be worked on");
        }
        tokio::select! { () = wait_for_stop(&mut stopping) => break, () = time::sleep(OUTBOX_INTERVAL) => {} }
    }
}

/// Loads the certificates that the start left out, and updates the register in memory from the database until the stop.
async fn follow_register(app: App, mut stopping: watch::Receiver<bool>) {
    let mut heard = true;
    let read_history = || (app.register().marks().map(|marks| marks.epoch), app.register().setback());
    let mut history = read_history();
    let mut filling = tokio::spawn(load_register(app.clone()));
    while !*stopping.borrow() {
        let result = register::keep_up(&app).await;
        // After a restore, and when the right database is back, the register was read anew.
        if read_history() != history {
            history = read_history();
            filling.abort();
            filling = tokio::spawn(load_register(app.clone()));
        }
        // Logged once per change, not four times a second. Look-ups state how old their data are.
        match (&result, heard) {
            (Err(error), true) => {
                tracing::error!(error = %ErrorChain(error), "the register in memory cannot be kept up");
            }
            (Ok(()), false) => tracing::info!("the register in memory is up again"),
            _ => {}
        }
        heard = result.is_ok();
        tokio::select! {
            () = wait_for_stop(&mut stopping) => break,
            () = app.register().wait_for_change() => {}
            () = time::sleep(REGISTER_INTERVAL) => {}
        }
    }
    filling.abort();
}

async fn load_register(app: App) {
    let began = Instant::now();
    if register::is_complete(&app) {
        return;
    }
    // Until a certificate is in memory, look-ups read it from the database.
    match register::load_public_facts(&app).await {
        Ok(()) => tracing::info!(millis = began.elapsed().as_millis(), "every certificate is in memory"),
        Err(error) => {
            tracing::error!(error = %ErrorChain(&error), "certificates are answered from the database: they could not be read");
        }
    }
}

/// Runs the periodic jobs until the stop: upkeep, a successor of the signing key, the census, renewal reminders, digests.
async fn run_upkeep(app: App, mut stopping: watch::Receiver<bool>) {
    while app.register().setback().is_some() {
        tokio::select! { () = wait_for_stop(&mut stopping) => return, () = time::sleep(OUTBOX_INTERVAL) => {} }
    }
    if let Err(error) = certificates::backfill_search_texts(&app).await {
        tracing::error!(error = %ErrorChain(&error), "older certificates could not be prepared for search");
    }
    if let Err(error) = venue_register::backfill(&app).await {
        tracing::error!(error = %ErrorChain(&error), "older venues could not be listed in the register");
    }
    while !*stopping.borrow() {
        if app.register().setback().is_none() {
            run_jobs(&app).await;
        }
        tokio::select! { () = wait_for_stop(&mut stopping) => break, () = time::sleep(UPKEEP_INTERVAL) => {} }
    }
}

async fn run_jobs(app: &App) {
    if let Err(error) = upkeep::sweep(app).await {
        tracing::error!(error = %ErrorChain(&error), "upkeep failed");
    }
    if let Err(error) = keys::ensure_signing_key(app).await {
        tracing::error!(error = %ErrorChain(&error), "no successor of the signing key could be made");
    }
    if let Err(error) = census::keep_up(app).await {
        tracing::error!(error = %ErrorChain(&error), "the census could not be kept up");
    }
    if let Err(error) = venue_register::count_words(app).await {
        tracing::error!(error = %ErrorChain(&error), "the words of the register could not be counted");
    }
    if let Err(error) = labour::assess_registers(app).await {
        tracing::error!(error = %ErrorChain(&error), "registers of workers could not be assessed");
    }
    if let Err(error) = risk::assess_all(app).await {
        tracing::error!(error = %ErrorChain(&error), "risk classes could not be assessed");
    }
    match reminders::queue_reminders(app).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "owners are reminded of their renewal"),
        Err(error) => tracing::error!(error = %ErrorChain(&error), "reminders could not be written"),
    }
    match worker_pledges::queue_reminders(app).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "owners are reminded of their workers' pledges"),
        Err(error) => tracing::error!(error = %ErrorChain(&error), "reminders could not be written"),
    }
    match digests::queue_digests(app).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "officers are told of their work"),
        Err(error) => tracing::error!(error = %ErrorChain(&error), "digests could not be written"),
    }
}
