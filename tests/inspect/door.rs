//! The test environment of the scanner: a registry behind a connection that can be cut, an inspector, and signed codes.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use camket_domain::certificates::Status;
use camket_web::shell::RequestIds;
use camket_web::state::{Web, WebOptions};
use camket_web::visit::Site;
use serde_json::json;
use time::Duration;
use tokio::net::TcpListener;

use super::desk::Desk;
use super::line::Line;
use super::signed::Hand;
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, Person};

#[derive(Debug)]
pub struct Door {
    pub line: Line,
    pub desk: Desk,
    pub hand: Hand,
    pub office: Office,
    pub inspector: Person,
    /// Records all response bodies, uncompressed.
    ear: Ear,
}

#[derive(Clone, Debug, Default)]
struct Ear {
    said: Arc<Mutex<Vec<u8>>>,
    /// Number of releases after the first.
    releases: Arc<AtomicU32>,
}

impl Door {
    /// Runs a test in its own environment, with a fake registry whose data the test sets.
    pub fn open_for(test: impl AsyncFnOnce(&Self)) {
        Office::open_for(Engine::Sqlite, async |office: Office| {
            let door = Self::open(office, |desk, service| desk.router().fallback_service(service)).await;
            test(&door).await;
        });
    }

    /// Runs a test in its own environment, with the real service in place of the fake registry.
    pub fn open_to_the_register(test: impl AsyncFnOnce(&Self)) {
        Office::open_for(Engine::Sqlite, async |office: Office| {
            let door = Self::open(office, |_, service| service).await;
            test(&door).await;
        });
    }

    async fn open(office: Office, front: impl FnOnce(&Desk, Router) -> Router) -> Self {
        let hand = Hand::new();
        // The browser uses the real clock, by which sessions must still be valid.
        office.waits(hand.now - office.app.now());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let line = Line::lay(listener.local_addr().expect("an address")).await;
        let url = line.url();
        let office = office.with_options(|options| options.public_url.clone_from(&url)).await;
        let inspector = office.inspector("Ngô Hữu Tra", PHAN_RANG).await;
        let desk = Desk::default();
        desk.with(|facts| {
            facts.keys = hand.keys();
            facts.list = hand.list(&url, Duration::ZERO, 10, &[]);
            facts.teams = json!({ "teams": [] });
            facts.checklists = json!({ "checklists": [] });
        });
        let ear = Ear::default();
        let router = front(&desk, service(&office)).layer(from_fn_with_state(ear.clone(), overhear));
        let served = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>());
        tokio::spawn(served.into_future());
        Self { line, desk, hand, office, inspector, ear }
    }

    /// Simulates a new release of the program.
    pub fn releases(&self) {
        self.ear.releases.fetch_add(1, Ordering::Relaxed);
    }

    /// Everything sent in both directions, uncompressed.
    pub fn traffic(&self) -> Vec<u8> {
        [self.line.heard(), self.ear.said.lock().unwrap().clone()].concat()
    }

    pub fn url(&self) -> String {
        self.line.url()
    }

    /// The text of the QR code of a certificate with this status list index.
    pub fn code(&self, serial: i32, index: u32) -> String {
        format!("{}/v/{}", self.url(), self.hand.token(serial, index))
    }

    /// Publishes a status list of this age.
    pub fn publishes(&self, age: Duration, sequence: u64, statuses: &[(u32, Status)]) {
        let list = self.hand.list(&self.url(), age, sequence, statuses);
        self.desk.with(|facts| facts.list = list);
    }
}

/// Middleware: records response bodies, without compression so that they can be searched.
async fn overhear(State(ear): State<Ear>, mut request: Request, next: Next) -> Response {
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    let path = request.uri().path().to_owned();
    let (mut head, body) = next.run(request).await.into_parts();
    if path.starts_with("/static/") {
        return Response::from_parts(head, body);
    }
    let mut bytes = to_bytes(body, 16 << 20).await.expect("a body").to_vec();
    ear.said.lock().unwrap().extend_from_slice(&bytes);
    if path == "/inspect/worker.js" {
        // A new release has another service worker.
        bytes.extend(format!("\n// {}", ear.releases.load(Ordering::Relaxed)).bytes());
        head.headers.remove(header::CONTENT_LENGTH);
    }
    Response::from_parts(head, Body::from(bytes))
}

fn service(office: &Office) -> Router {
    let web = Web { app: office.app.clone(), options: Arc::new(WebOptions::default()) };
    let count = AtomicU32::new(0);
    let ids = RequestIds::new(move || format!("request-{}", count.fetch_add(1, Ordering::Relaxed)));
    camket_web::service(web, Site::default(), ids)
}
