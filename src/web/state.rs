//! What handlers share.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRef;
use camket_app::App;

/// What the program decides about the web side, once, at start.
#[derive(Clone, Debug, Default)]
pub struct WebOptions {
    /// Addresses of our own proxies: only their forwarding headers count.
    pub trusted_proxies: Vec<IpAddr>,
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
