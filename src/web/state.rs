//! What handlers share.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRef;
use camket_app::App;

use crate::verify::Drawn;
use crate::well_known::Lists;

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

/// A limit on what the public does, such as looking up, by client address. The program gives it, as it counts time.
#[derive(Clone)]
pub struct LookUps(Arc<dyn Fn(IpAddr) -> Option<u32> + Send + Sync>);

impl LookUps {
    /// `wait` counts a look-up and gives the seconds to wait if it is one too many.
    pub fn new(wait: impl Fn(IpAddr) -> Option<u32> + Send + Sync + 'static) -> Self {
        Self(Arc::new(wait))
    }

    /// Counts a look-up; the seconds to wait if it is one too many.
    #[must_use]
    pub fn wait(&self, client: IpAddr) -> Option<u32> {
        (self.0)(client)
    }
}

impl Default for LookUps {
    /// No limit.
    fn default() -> Self {
        Self::new(|_| None)
    }
}

impl fmt::Debug for LookUps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LookUps")
    }
}

/// What the program decides about the web side, once, at start.
#[derive(Clone, Debug, Default)]
pub struct WebOptions {
    /// Our own proxies.
    pub trusted_proxies: TrustedProxies,
    /// How often one address may look certificates up.
    pub look_ups: LookUps,
    /// How often one address may report a concern.
    pub concerns: LookUps,
    /// Log-ins are refused: plain http beyond loopback would show passwords to everyone on the way.
    pub refuse_log_ins: bool,
    /// The demo: its mailbox page exists.
    pub demo: bool,
    /// Pages of look-ups as they were drawn a moment ago.
    pub drawn: Drawn,
    /// The published status list, compressed once for all who ask.
    pub lists: Lists,
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
