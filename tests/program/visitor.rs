//! A simulated browser over HTTP: keeps cookies, does not follow redirects, sends forms as our pages do.

use std::collections::BTreeMap;

use ureq::{
    Agent,
    http::{HeaderMap, Response},
};

use crate::support::waiting::LONGEST_WAIT;

#[derive(Clone, Debug)]
pub struct Visitor {
    agent: Agent,
    site: String,
    cookies: BTreeMap<String, String>,
    /// Headers added to every request, such as a proxy's.
    extra: Vec<(String, String)>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct HttpResponse {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Visitor {
    pub fn of(site: &str) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(LONGEST_WAIT))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .build()
            .new_agent();
        Self { agent, site: site.to_owned(), cookies: BTreeMap::new(), extra: Vec::new() }
    }

    /// Adds a header to every request.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.extra.push((name.to_owned(), value.to_owned()));
        self
    }

    /// GET of a path or of a full URL.
    #[track_caller]
    pub fn open(&mut self, path: &str) -> HttpResponse {
        let mut request = self.agent.get(self.address(path));
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        self.receive(request.call())
    }

    /// POST of a form, with the headers of a page of the same site.
    #[track_caller]
    pub fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> HttpResponse {
        let mut request = self.agent.post(self.address(path)).header("sec-fetch-site", "same-origin");
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        self.receive(request.send_form(fields.iter().copied()))
    }

    /// Sends the log-in form.
    #[track_caller]
    pub fn log_in(&mut self, login: &str, password: &str) -> HttpResponse {
        self.send("/log-in", &[("login", login), ("password", password)])
    }

    /// Whether the browser has a session cookie.
    pub fn is_logged_in(&self) -> bool {
        self.cookies.contains_key("session")
    }

    fn address(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.site) }
    }

    fn headers(&self) -> Vec<(String, String)> {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = (!cookies.is_empty()).then(|| ("cookie".to_owned(), cookies.join("; ")));
        self.extra.iter().cloned().chain(cookies).collect()
    }

    #[track_caller]
    fn receive(&mut self, answer: Result<Response<ureq::Body>, ureq::Error>) -> HttpResponse {
        let (head, mut body) = answer.expect("an answer").into_parts();
        for line in head.headers.get_all("set-cookie") {
            self.keep_cookie(line.to_str().expect("cookies are plain text"));
        }
        let body = body.read_to_vec().expect("the whole body");
        HttpResponse { status: head.status.as_u16(), headers: head.headers, body }
    }

    fn keep_cookie(&mut self, line: &str) {
        let (name, rest) = line.split_once('=').expect("a cookie has a value");
        let value = rest.split(';').next().unwrap_or_default();
        // Limited to this host and not readable by scripts. Safari takes no secure cookie over plain http.
        let guarded = ["; Path=/", "; HttpOnly", "; SameSite=Lax"].iter().all(|part| line.contains(part));
        let secure = line.contains("Secure") || name.starts_with("__Host-");
        assert!(guarded && !line.contains("Domain") && !secure, "{line}");
        if line.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

impl HttpResponse {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("a page is UTF-8")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Fails unless the response redirects to this path.
    #[track_caller]
    pub fn redirects_to(&self, path: &str) {
        assert_eq!((self.status, self.header("location")), (303, path), "{}", self.main_text());
    }

    /// Fails unless the response has this status and each of these words.
    #[track_caller]
    pub fn shows(&self, status: u16, words: &[&str]) {
        let text = self.text();
        assert_eq!(self.status, status, "{}", self.main_text());
        for word in words {
            assert!(text.contains(word), "“{word}” is missing: {}", self.main_text());
        }
    }

    /// The main part of a page, for the message of a failed test.
    fn main_text(&self) -> String {
        let text = self.text();
        let main = text.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>"));
        main.map_or_else(|| text.clone(), |(main, _)| main.to_owned())
    }
}
