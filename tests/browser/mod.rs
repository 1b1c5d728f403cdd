//! A simulated browser: it keeps cookies, follows redirects, fills in forms and reads pages.
//!
//! It calls the whole service in this process. Scripts, styles and layout are tested in a real browser
//! (`support::chromium`).

pub mod forms;
mod response;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use camket_shell::client::TrustedProxies;
use camket_shell::layers::RequestIds;
use camket_shell::request_context::Site;
use camket_web::SiteService;
use camket_web::state::{Web, WebOptions};
use tower::ServiceExt;

use crate::world::{Office, Person};
pub use response::BrowserResponse;

/// The trusted proxy in front of the service.
const PROXY: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1)), 443);

/// Upper limit of a response body, in bytes.
const MAX_BODY_BYTES: usize = 16 << 20;

#[derive(Clone, Debug)]
pub struct SimulatedBrowser {
    office: Office,
    service: SiteService,
    cookies: BTreeMap<String, String>,
    /// The client address, as the trusted proxy forwards it.
    address: String,
    /// The scheme between client and proxy.
    pub scheme: &'static str,
    /// All responses so far, in order.
    pub seen: Vec<BrowserResponse>,
    /// The value of the header `Sec-Fetch-Site`.
    pub fetch_site: &'static str,
}

impl Office {
    /// A new browser without cookies.
    pub fn browser(&self) -> SimulatedBrowser {
        self.browser_with(|_| {})
    }

    /// A new browser on a service with other options.
    pub fn browser_with(&self, change: impl FnOnce(&mut WebOptions)) -> SimulatedBrowser {
        let trusted_proxies = TrustedProxies::new(|peer| peer == PROXY.ip());
        let mut options = WebOptions { trusted_proxies, ..WebOptions::default() };
        change(&mut options);
        let web = Web { app: self.app.clone(), options: Arc::new(options) };
        let count = AtomicU32::new(0);
        let ids = RequestIds::new(move || format!("request-{}", count.fetch_add(1, Ordering::Relaxed)));
        SimulatedBrowser {
            office: self.clone(),
            service: camket_web::build_service(web, Site::default(), ids),
            cookies: BTreeMap::new(),
            seen: Vec::new(),
            address: self.client().address,
            scheme: "https",
            fetch_site: "same-origin",
        }
    }
}

impl Person {
    /// A browser with its own client address, in which the person is logged in.
    pub async fn browser(&self) -> SimulatedBrowser {
        self.office.browser().of(self).await
    }
}

impl SimulatedBrowser {
    /// Another browser on the same service with its own client address, in which a person is logged in.
    pub async fn of(&self, person: &Person) -> Self {
        let there = Person { client: self.office.client(), ..person.clone() };
        let session = ("__Host-session".to_owned(), there.logs_in().await);
        let address = there.client.address;
        Self { cookies: BTreeMap::from([session]), address, seen: Vec::new(), ..self.clone() }
    }

    /// A new idempotency key, as a form has it.
    pub fn key(&self) -> String {
        self.office.key().to_string()
    }

    pub async fn get(&mut self, path: &str) -> BrowserResponse {
        self.send(Method::GET, path, None).await
    }

    /// Sends a form; does not follow a redirect.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> BrowserResponse {
        self.send(Method::POST, path, Some(encode_form(fields))).await
    }

    /// Sends any request, as a program does: these headers and this body, besides the headers of every request.
    pub async fn calls(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> BrowserResponse {
        self.exchange(method, path, headers, Body::from(body.into())).await
    }

    /// As [`Self::calls`], with a body that arrives piece by piece.
    pub async fn streams(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> BrowserResponse {
        self.exchange(method, path, headers, body).await
    }

    /// Opens a page and follows redirects.
    pub async fn opens(&mut self, path: &str) -> BrowserResponse {
        let answer = self.get(path).await;
        self.follow(answer).await
    }

    /// Fills in the form that has all the given fields, keeps the values of its other fields, sends it and follows
    /// redirects.
    pub async fn sends(&mut self, page: &BrowserResponse, fields: &[(&str, &str)]) -> BrowserResponse {
        let form = forms::find_with_fields(page, fields);
        let answer = self.send(Method::POST, &form.action, Some(encode_form(&form.fill(fields)))).await;
        self.follow(answer).await
    }

    /// Sends the form with this `action` unchanged.
    pub async fn presses(&mut self, page: &BrowserResponse, action: &str) -> BrowserResponse {
        let form = forms::find_by_action(page, action);
        let answer = self.send(Method::POST, action, Some(encode_form(&form.fill(&[])))).await;
        self.follow(answer).await
    }

    async fn follow(&mut self, mut answer: BrowserResponse) -> BrowserResponse {
        for _ in 0..5 {
            let Some(path) = answer.location() else { return answer };
            answer = self.get(&path).await;
        }
        panic!("{} redirects for ever", answer.path);
    }

    async fn send(&mut self, method: Method, path: &str, form: Option<String>) -> BrowserResponse {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let headers = if form.is_some() { &kind[..] } else { &[] };
        self.exchange(method, path, headers, Body::from(form.unwrap_or_default())).await
    }

    async fn exchange(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> BrowserResponse {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::USER_AGENT, "Test/1.0")
            .header("x-forwarded-for", &self.address)
            .header("x-forwarded-proto", self.scheme)
            .header("sec-fetch-site", self.fetch_site);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body).expect("a request");
        request.extensions_mut().insert(ConnectInfo(PROXY));
        let response = self.service.clone().oneshot(request).await.expect("a service never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, MAX_BODY_BYTES).await.expect("a body").to_vec();
        let answer =
            BrowserResponse { path: path.to_owned(), status: parts.status, headers: parts.headers, body };
        self.keep_cookies(&answer);
        self.seen.push(answer.clone());
        answer
    }

    fn keep_cookies(&mut self, answer: &BrowserResponse) {
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().expect("a cookie");
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let (name, value) = pair.split_once('=').expect("a name and a value");
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// Encodes a form's body (`application/x-www-form-urlencoded`).
pub fn encode_form(fields: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
    let pair = |(name, value): &(_, _)| {
        format!("{}={}", percent_encode(AsRef::as_ref(name)), percent_encode(AsRef::as_ref(value)))
    };
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// Percent-encodes text for a query.
pub fn percent_encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encode).collect()
}
