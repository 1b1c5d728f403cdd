//! A rate limit on public requests, by client address.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use camket_app::throttle::find_network;

/// A rate limit on public requests, by client address. The program gives it, because it counts time.
#[derive(Clone)]
pub struct RateLimit(Arc<dyn Fn(IpAddr) -> Option<u32> + Send + Sync>);

impl RateLimit {
    /// `wait` counts a request of a network and gives the seconds to wait if it is one too many.
    pub fn new(wait: impl Fn(IpAddr) -> Option<u32> + Send + Sync + 'static) -> Self {
        Self(Arc::new(wait))
    }

    /// Counts a request; gives the seconds to wait if it is one too many. An IPv6 /64 counts as one client.
    #[must_use]
    pub fn record_request(&self, client: IpAddr) -> Option<u32> {
        (self.0)(find_network(client))
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
        f.write_str("RateLimit")
    }
}
