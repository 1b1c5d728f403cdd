//! What handlers share.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRef;
use camket_app::App;

/// Which peers are our own proxies: only their forwarding headers count.
#[derive(Clone)]
pub struct TrustedProxies(Arc<dyn Fn(IpAddr) -> bool + Send + Sync>);

impl TrustedProxies {
    /// The peers for which `trusts` holds.
    pub fn new(trusts: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(trusts))
    }

    /// Whether `peer` may say on whose behalf it asks.
    #[must_use]
    pub fn trusts(&self, peer: IpAddr) -> bool {
        (self.0)(peer)
    }
}

impl Default for TrustedProxies {
    /// None.
    fn default() -> Self {
        Self::new(|_| false)
    }
}

impl fmt::Debug for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrustedProxies")
    }
}

/// What the program decides about the web side, once, at start.
#[derive(Clone, Debug, Default)]
pub struct WebOptions {
    /// Our own proxies.
    pub trusted_proxies: TrustedProxies,
    /// Log-ins are refused: plain http beyond loopback would show passwords to everyone on the way.
    pub refuse_log_ins: bool,
    /// The demo: its mailbox page exists.
    pub demo: bool,
}

/// What handlers share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Web {
    /// The registry.
    pub app: App,
    /// Options.
    pub options: Arc<WebOptions>,
}

impl FromRef<Web> for App {
    fn from_ref(web: &Web) -> Self {
        web.app.clone()
    }
}
