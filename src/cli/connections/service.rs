//! The service of one connection: what its stream needs to know of each request, and the log.

use std::{
    convert::Infallible,
    future::{Future, Ready, ready},
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    body::{Body, HttpBody},
    extract::{ConnectInfo, Request},
    http::Method,
    response::Response,
    serve::IncomingStream,
};
use camket_shell::{layers::REQUEST_ID, security::redact_tokens};
use tower::Service;
use tower_http::timeout::{DeadlineBody, TimeoutBody};

use super::{LimitedListener, activity::Activity};
use crate::cli::request_metrics::{ObservedRequest, RequestMetrics};

/// Time for a whole body: a photo of 10 MB at 20 kB a second. A byte now and then does not keep a connection.
const WHOLE_BODY_TIME: Duration = Duration::from_secs(600);

/// Makes a [`ConnectionService`] for each connection.
#[derive(Clone, Debug)]
pub struct MakeConnectionService<S> {
    service: S,
    /// Time without a byte of a request's body.
    body_limit: Duration,
    metrics: Option<RequestMetrics>,
}

impl<S> MakeConnectionService<S> {
    pub(super) fn new(service: S, body_limit: Duration, metrics: Option<RequestMetrics>) -> Self {
        Self { service, body_limit, metrics }
    }
}

impl<S: Clone> Service<IncomingStream<'_, LimitedListener>> for MakeConnectionService<S> {
    type Response = ConnectionService<S>;
    type Error = Infallible;
    type Future = Ready<Result<ConnectionService<S>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, stream: IncomingStream<'_, LimitedListener>) -> Self::Future {
        ready(Ok(ConnectionService {
            service: self.service.clone(),
            body_limit: self.body_limit,
            peer: *stream.remote_addr(),
            activity: stream.io().activity().clone(),
            metrics: self.metrics.clone(),
        }))
    }
}

/// Answers the requests of one connection: says which are being answered, limits the time of their bodies, logs them.
#[derive(Clone, Debug)]
pub struct ConnectionService<S> {
    service: S,
    body_limit: Duration,
    peer: SocketAddr,
    activity: Arc<Activity>,
    metrics: Option<RequestMetrics>,
}

impl<S> Service<Request> for ConnectionService<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Unpin,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Answering<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let log = RequestLog::begin(&request);
        let observed = self.metrics.as_ref().map(|metrics| metrics.begin(&mut request));
        request.extensions_mut().insert(ConnectInfo(self.peer));
        if !request.body().is_end_stream() {
            let limit = self.body_limit;
            request = request
                .map(|body| Body::new(DeadlineBody::new(WHOLE_BODY_TIME, TimeoutBody::new(limit, body))));
        }
        self.activity.begin_request();
        Answering { response: self.service.call(request), activity: self.activity.clone(), log, observed }
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub struct Answering<F> {
    response: F,
    activity: Arc<Activity>,
    log: Option<RequestLog>,
    observed: Option<ObservedRequest>,
}

impl<F: Future<Output = Result<Response, Infallible>> + Unpin> Future for Answering<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Poll::Ready(answered) = Pin::new(&mut self.response).poll(context) else { return Poll::Pending };
        self.activity.end_request();
        let Ok(response) = answered;
        if let Some(log) = self.log.take() {
            log.write(&response);
        }
        if let Some(observed) = self.observed.take() {
            observed.finish(&response);
        }
        Poll::Ready(Ok(response))
    }
}

/// The line in the log of each answered request, except the health checks. Not made where the level leaves it out.
#[derive(Debug)]
struct RequestLog {
    started: Instant,
    method: Method,
    path: String,
}

impl RequestLog {
    fn begin(request: &Request) -> Option<Self> {
        let path = request.uri().path();
        if !tracing::enabled!(tracing::Level::INFO) || matches!(path, "/healthz" | "/readyz") {
            return None;
        }
        Some(Self { started: Instant::now(), method: request.method().clone(), path: redact_tokens(path) })
    }

    fn write(self, response: &Response) {
        let id = response.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
        let (millis, status) = (self.started.elapsed().as_millis(), response.status().as_u16());
        tracing::info!(id, method = %self.method, path = self.path, status, millis, "answered");
    }
}
