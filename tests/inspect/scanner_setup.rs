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
use camket_domain::certificates::CertificateStatus;
use camket_shell::layers::RequestIds;
use camket_shell::request_context::Site;
use camket_web::state::{Web, WebOptions};
use serde_json::json;
use time::Duration;
use tokio::net::TcpListener;

use super::fake_registry::FakeRegistry;
use super::network_proxy::NetworkProxy;
use super::test_signer::TestSigner;
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, Person};

#[derive(Debug)]
pub struct ScannerSetup {
    pub network: NetworkProxy,
    pub fake_registry: FakeRegistry,
    pub signer: TestSigner,
    pub office: Office,
    pub inspector: Person,
    /// Records all response bodies, uncompressed.
    recorder: ResponseRecorder,
}

#[derive(Clone, Debug, Default)]
struct ResponseRecorder {
    bodies: Arc<Mutex<Vec<u8>>>,
    /// Number of releases after the first.
    releases: Arc<AtomicU32>,
}

impl ScannerSetup {
    /// Runs a test in its own environment, with a fake registry whose data the test sets.
    pub fn open_for(test: impl AsyncFnOnce(&Self)) {
        Office::open_for(Engine::Sqlite, async |office: Office| {
            let setup = Self::open(office, |desk, service| desk.router().fallback_service(service)).await;
            test(&setup).await;
        });
    }

    /// Runs a test in its own environment, with the real service in place of the fake registry.
    pub fn open_with_real_service(test: impl AsyncFnOnce(&Self)) {
        Office::open_for(Engine::Sqlite, async |office: Office| {
            let setup = Self::open(office, |_, service| service).await;
            test(&setup).await;
        });
    }

    async fn open(office: Office, front: impl FnOnce(&FakeRegistry, Router) -> Router) -> Self {
        let hand = TestSigner::new();
        // The browser uses the real clock, by which sessions must still be valid.
        office.waits(hand.now - office.app.now());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let line = NetworkProxy::start(listener.local_addr().expect("an address")).await;
        let url = line.url();
        let office = office.with_options(|options| options.public_url.clone_from(&url)).await;
        let inspector = office.inspector("Ngô Hữu Tra", PHAN_RANG).await;
        let desk = FakeRegistry::default();
        desk.with(|facts| {
            facts.keys = hand.keys();
            facts.list = hand.list(&url, Duration::ZERO, 10, &[]);
            facts.teams = json!({ "teams": [] });
            facts.checklists = json!({ "checklists": [] });
        });
        let ear = ResponseRecorder::default();
        let router =
            front(&desk, build_service(&office)).layer(from_fn_with_state(ear.clone(), record_response));
        let served = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>());
        tokio::spawn(served.into_future());
        Self { network: line, fake_registry: desk, signer: hand, office, inspector, recorder: ear }
    }

    /// Simulates a new release of the program.
    pub fn simulate_release(&self) {
        self.recorder.releases.fetch_add(1, Ordering::Relaxed);
    }

    /// Cuts the enrolled phone off; `order` is what comes with that answer.
    pub fn cuts_off(&self, order: impl FnOnce(&str) -> Option<String>) {
        self.fake_registry.with(|facts| {
            let id = facts.device.as_ref().and_then(|device| device["id"].as_str()).expect("enrolled");
            facts.order = order(id);
            facts.cut_off = true;
        });
    }

    /// Everything sent in both directions, uncompressed.
    pub fn traffic(&self) -> Vec<u8> {
        [self.network.sent_bytes(), self.recorder.bodies.lock().unwrap().clone()].concat()
    }

    pub fn url(&self) -> String {
        self.network.url()
    }

    /// The text of the QR code of a certificate with this status list index.
    pub fn code(&self, serial: i32, index: u32) -> String {
        format!("{}/v/{}", self.url(), self.signer.token(serial, index))
    }

    /// Publishes a status list of this age.
    pub fn publish_list(&self, age: Duration, sequence: u64, statuses: &[(u32, CertificateStatus)]) {
        let list = self.signer.list(&self.url(), age, sequence, statuses);
        self.fake_registry.with(|facts| facts.list = list);
    }
}

/// Middleware: records response bodies, without compression so that they can be searched.
async fn record_response(State(ear): State<ResponseRecorder>, mut request: Request, next: Next) -> Response {
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    let path = request.uri().path().to_owned();
    let (mut head, body) = next.run(request).await.into_parts();
    if path.starts_with("/static/") {
        return Response::from_parts(head, body);
    }
    let mut bytes = to_bytes(body, 16 << 20).await.expect("a body").to_vec();
    ear.bodies.lock().unwrap().extend_from_slice(&bytes);
    if path == "/inspect/worker.js" {
        // A new release has another service worker.
        bytes.extend(format!("\n// {}", ear.releases.load(Ordering::Relaxed)).bytes());
        head.headers.remove(header::CONTENT_LENGTH);
    }
    Response::from_parts(head, Body::from(bytes))
}

fn build_service(office: &Office) -> Router {
    let web = Web { app: office.app.clone(), options: Arc::new(WebOptions::default()) };
    let count = AtomicU32::new(0);
    let ids = RequestIds::new(move || format!("request-{}", count.fetch_add(1, Ordering::Relaxed)));
    Router::new().fallback_service(camket_web::build_service(web, Site::default(), ids))
}
