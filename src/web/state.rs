//! The state that handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use camket_app::App;
use camket_shell::client::TrustedProxies;
use camket_shell::rate_limit::RateLimit;

/// Options of the web side, set by the program at start.
#[derive(Clone, Debug, Default)]
pub struct WebOptions {
    pub trusted_proxies: TrustedProxies,
    /// Limit on look-ups of certificates by one address.
    pub look_ups: RateLimit,
    /// Limit on reports of concerns by one address.
    pub concerns: RateLimit,
    /// Limit on look-ups of files by one address.
    pub tracks: RateLimit,
    /// Log-ins are refused: over plain http beyond loopback, passwords could be read on the way.
    pub refuse_log_ins: bool,
    /// Adds the demo's mailbox page.
    pub demo: bool,
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

impl FromRef<Web> for TrustedProxies {
    fn from_ref(web: &Web) -> Self {
        web.options.trusted_proxies.clone()
    }
}
