//! Connections with bounds: how long each may wait for the other end, and how many are open.
//!
//! A connection waits for the header of a request, for its body, for the next request, or for the other end to read the
//! response. Each wait has a limit. Beyond the largest number of connections the one that has waited longest for a
//! request is closed, or, if all are being answered, the new one gets 503.

mod activity;
mod descriptors;
mod service;
mod stream;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};

use super::request_metrics::RequestMetrics;

use self::{activity::OpenConnections, service::MakeConnectionService, stream::TimedStream};

/// The bounds of connections.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// From the connection, or from a request's first byte, to the end of its header.
    pub header: Duration,
    /// Without a byte of the body received, or without a byte of the response sent.
    pub body: Duration,
    /// From one request to the next.
    pub idle: Duration,
    /// Open connections.
    pub most: usize,
}

/// What a new connection gets if all others are being answered.
const REFUSAL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A listener whose connections have these limits.
#[derive(Debug)]
pub struct LimitedListener {
    inner: TcpListener,
    open: Arc<OpenConnections>,
    limits: ConnectionLimits,
}

impl LimitedListener {
    /// Raises the process's limit of open files, because each connection is one, and bounds the connections by it.
    pub fn new(inner: TcpListener, limits: ConnectionLimits) -> Self {
        let most = limits.most.min(descriptors::raise_limit());
        Self { inner, open: Arc::new(OpenConnections::new(most)), limits }
    }

    /// A maker of services, one for each connection, that answer with `service` and tell the connection of each request.
    pub fn follow_requests<S>(
        &self,
        service: S,
        metrics: Option<RequestMetrics>,
    ) -> MakeConnectionService<S> {
        MakeConnectionService::new(service, self.limits.body, metrics)
    }
}

impl Listener for LimitedListener {
    type Io = TimedStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TimedStream, SocketAddr) {
        loop {
            let (stream, peer) = Listener::accept(&mut self.inner).await;
            match self.open.admit() {
                Some(activity) => return (TimedStream::new(stream, activity, self.limits), peer),
                None => refuse(&stream),
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

fn refuse(stream: &TcpStream) {
    tracing::warn!("a connection was refused: all others are being answered (server.max_connections)");
    // The buffer of a new connection is empty. Whoever has gone already needs no answer.
    stream.try_write(REFUSAL).ok();
}
