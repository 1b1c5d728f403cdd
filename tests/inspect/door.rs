//! The scene: a registry that is served over a line, an inspector with a phone, and a certificate on the wall.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

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
    pub inspector: Person,
}

impl Door {
    /// Runs a test at a door of its own.
    pub fn open_for(test: impl AsyncFnOnce(&Self)) {
        Office::open_for(Engine::Sqlite, async |office: Office| {
            let door = Self::open(office).await;
            test(&door).await;
        });
    }

    async fn open(office: Office) -> Self {
        let hand = Hand::new();
        // The browser's clock is the real one, and sessions must not be over for it.
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
        let served = axum::serve(
            listener,
            desk.router()
                .fallback_service(service(&office))
                .into_make_service_with_connect_info::<SocketAddr>(),
        );
        tokio::spawn(served.into_future());
        Self { line, desk, hand, inspector }
    }

    pub fn url(&self) -> String {
        self.line.url()
    }

    /// What stands in the QR code of a certificate with this place in the list.
    pub fn code(&self, serial: i32, index: u32) -> String {
        format!("{}/v/{}", self.url(), self.hand.token(serial, index))
    }

    /// The register publishes a list of this age.
    pub fn publishes(&self, age: Duration, sequence: u64, statuses: &[(u32, Status)]) {
        let list = self.hand.list(&self.url(), age, sequence, statuses);
        self.desk.with(|facts| facts.list = list);
    }
}

fn service(office: &Office) -> axum::Router {
    let web = Web { app: office.app.clone(), options: Arc::new(WebOptions::default()) };
    let count = AtomicU32::new(0);
    let ids = RequestIds::new(move || format!("request-{}", count.fetch_add(1, Ordering::Relaxed)));
    camket_web::service(web, Site::default(), ids)
}
