//! The pattern of a request's route, for whoever counts requests: an address holds ids, and its pattern does not.

use std::sync::{Arc, OnceLock};

use axum::extract::{MatchedPath, Request};

/// An extension of a request, into which the router writes the pattern of its route.
#[derive(Clone, Debug, Default)]
pub struct RouteSlot(Arc<OnceLock<String>>);

impl RouteSlot {
    /// The pattern, such as `/venues/{id}`; `None` if no route took the request.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }

    fn set(&self, pattern: &str) {
        self.0.get_or_init(|| pattern.to_owned());
    }
}

/// Writes a pattern, if somebody asked for it.
pub fn note(request: &Request, pattern: &str) {
    if let Some(slot) = request.extensions().get::<RouteSlot>() {
        slot.set(pattern);
    }
}

/// Writes the pattern of the route that took the request, if somebody asked for it.
pub(crate) fn note_matched(request: &Request) {
    if let Some(matched) = request.extensions().get::<MatchedPath>() {
        note(request, matched.as_str());
    }
}
