//! `/metrics`: what a monitor sees of this node, in the text format of OpenMetrics, on an address of its own.
//!
//! `packaging/prometheus/alarms.yml` has the rules for these figures, and docs/operations.md says what to do.

mod node;

use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use camket_app::App;
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use tokio::task::JoinSet;

use self::node::NodeMetrics;
use super::{config::Config, listen, request_metrics::RequestMetrics};

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The figures of a node, and the tasks that read and serve them. They end when it is dropped.
#[derive(Debug)]
pub struct Metrics {
    pub requests: RequestMetrics,
    _tasks: JoinSet<()>,
}

/// Begins to count and to serve, if the configuration names an address.
///
/// # Errors
/// The address is in use or does not belong to this machine.
pub async fn start(app: &App, config: &Config) -> Result<Option<Metrics>> {
    let Some(address) = config.metrics.listen else { return Ok(None) };
    let listener = listen::bind(address).await.context("metrics.listen")?;
    let mut registry = Registry::with_prefix("camket");
    let requests = RequestMetrics::register(&mut registry);
    let node = NodeMetrics::register(&mut registry, config);
    let state = Arc::new(MetricsState { registry, node, app: app.clone(), config: config.clone() });
    let service = Router::new().route("/metrics", get(show)).with_state(state.clone());
    tracing::info!(address = %listener.local_addr()?, "figures are served");
    let mut tasks = JoinSet::new();
    tasks.spawn(async move { state.node.keep_up(&state.app, &state.config).await });
    tasks.spawn(async move { axum::serve(listener, service).await.unwrap_or_default() });
    Ok(Some(Metrics { requests, _tasks: tasks }))
}

struct MetricsState {
    registry: Registry,
    node: NodeMetrics,
    app: App,
    config: Config,
}

async fn show(State(state): State<Arc<MetricsState>>, headers: HeaderMap) -> Response {
    if !may_read(&state.config, &headers) {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response();
    }
    state.node.read_machine(&state.app, &state.config);
    let mut text = String::new();
    match encode(&mut text, &state.registry) {
        Ok(()) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Whether the monitor sent the token, if there is one. Every byte is compared, so that the time says nothing of it.
fn may_read(config: &Config, headers: &HeaderMap) -> bool {
    let Some(token) = &config.metrics.token else { return true };
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    let (sent, token) = (sent.as_bytes(), token.expose().as_bytes());
    let differing = sent.iter().zip(token).fold(0, |differing, (one, other)| differing | (one ^ other));
    sent.len() == token.len() && differing == 0
}
