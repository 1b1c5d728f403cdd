//! A handler without its type: what the framework compiles for each type of handler that it routes to, it compiles once.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler of requests with the state `S`.
pub(super) struct AnyHandler<S>(Arc<dyn Fn(Request, S) -> Answer + Send + Sync>);

impl<S: 'static> AnyHandler<S> {
    pub(super) fn new<H, T>(handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        Self(Arc::new(move |request, state| Box::pin(handler.clone().call(request, state))))
    }
}

/// What tells this implementation of `Handler` from those of the framework.
pub(super) struct Untyped;

impl<S: Clone + Send + Sync + 'static> Handler<Untyped, S> for AnyHandler<S> {
    type Future = Answer;

    fn call(self, request: Request, state: S) -> Answer {
        (self.0)(request, state)
    }
}

impl<S> Clone for AnyHandler<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<S> fmt::Debug for AnyHandler<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyHandler")
    }
}
