//! The state that handlers share.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRef;
use camket_app::App;

use crate::verify::PageCache;
use crate::well_known::StatusListCache;

/// Which peers are our own proxies: only their forwarding headers count.
#[derive(Clone)]
pub struct TrustedProxies(Arc<dyn Fn(IpAddr) -> bool + Send + Sync>);

impl TrustedProxies {
    /// The peers for which `trusts` holds.
    pub fn new(trusts: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(trusts))
    }

    /// Whether the forwarding headers of `peer` count.
    #[must_use]
    pub fn trusts(&self, peer: IpAddr) -> bool {
        (self.0)(peer)
    }
}

impl Default for TrustedProxies {
    /// No proxies.
    fn default() -> Self {
        Self::new(|_| false)
    }
}

impl fmt::Debug for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrustedProxies")
    }
}

/// A rate limit on public requests, such as look-ups, by client address. The program gives it, because it counts
/// time.
#[derive(Clone)]
pub struct RateLimit(Arc<dyn Fn(IpAddr) -> Option<u32> + Send + Sync>);

impl RateLimit {
    /// `record_request` counts a request and gives the seconds to wait if it is one too many.
    pub fn new(wait: impl Fn(IpAddr) -> Option<u32> + Send + Sync + 'static) -> Self {
        Self(Arc::new(wait))
    }

    /// Counts a request; gives the seconds to wait if it is one too many.
    #[must_use]
    pub fn record_request(&self, client: IpAddr) -> Option<u32> {
        (self.0)(client)
    }
}

impl Default for RateLimit {
    /// No limit.
    fn default() -> Self {
        Self::new(|_| None)
    }
}

impl fmt::Debug for RateLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LookUps")
    }
}

/// Options of the web side, set by the program at start.
#[derive(Clone, Debug, Default)]
pub struct WebOptions {
    pub trusted_proxies: TrustedProxies,
    /// Limit on look-ups of certificates by one address.
    pub look_ups: RateLimit,
    /// Limit on reports of concerns by one address.
    pub concerns: RateLimit,
    /// Log-ins are refused: over plain http beyond loopback, passwords could be read on the way.
    pub refuse_log_ins: bool,
    /// Adds the demo's mailbox page.
    pub demo: bool,
    /// Cache of look-up pages.
    pub look_up_pages: PageCache,
    /// The published status list, compressed once for all requests.
    pub status_lists: StatusListCache,
}

/// The state of all handlers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Web {
    pub app: App,
    pub options: Arc<WebOptions>,
}

impl FromRef<Web> for App {
    fn from_ref(web: &Web) -> Self {
        web.app.clone()
    }
}
