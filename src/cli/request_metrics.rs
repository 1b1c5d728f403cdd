//! Requests, counted by the pattern of their route: addresses hold ids, and patterns do not.

use std::time::Instant;

use axum::extract::Request;
use axum::http::Method;
use axum::response::Response;
use camket_shell::route_slot::RouteSlot;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper ends in seconds: a look-up takes less than a millisecond, a page some, a batch of documents seconds.
const BUCKETS: [f64; 11] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The route of a request that no route takes.
const UNMATCHED: &str = "unmatched";

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    /// The first digit: "2xx".
    status: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RouteLabel {
    route: String,
}

/// Cheap to clone: all clones count together.
#[derive(Clone, Debug)]
pub struct RequestMetrics {
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabel, Histogram, fn() -> Histogram>,
}

impl RequestMetrics {
    pub fn register(registry: &mut Registry) -> Self {
        let seconds: fn() -> Histogram = || Histogram::new(BUCKETS);
        let metrics = Self { requests: Family::default(), seconds: Family::new_with_constructor(seconds) };
        registry.register("requests", "Requests that were answered", metrics.requests.clone());
        let about = "Time until the head of the response";
        registry.register("request_seconds", about, metrics.seconds.clone());
        metrics
    }

    /// Notes the begin of a request, and asks for its route.
    pub fn begin(&self, request: &mut Request) -> ObservedRequest {
        let route = RouteSlot::default();
        request.extensions_mut().insert(route.clone());
        let method = name_method(request.method());
        ObservedRequest { metrics: self.clone(), route, method, began: Instant::now() }
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub struct ObservedRequest {
    metrics: RequestMetrics,
    route: RouteSlot,
    method: &'static str,
    began: Instant,
}

impl ObservedRequest {
    pub fn finish(self, response: &Response) {
        let route = self.route.pattern().unwrap_or(UNMATCHED).to_owned();
        let status = name_status(response.status().as_u16());
        let labels = RequestLabels { route: route.clone(), method: self.method, status };
        self.metrics.requests.get_or_create(&labels).inc();
        let seconds = self.began.elapsed().as_secs_f64();
        self.metrics.seconds.get_or_create(&RouteLabel { route }).observe(seconds);
    }
}

/// A method that a client invents is no label of its own.
fn name_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

fn name_status(status: u16) -> &'static str {
    match status / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}
