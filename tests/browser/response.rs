//! A response, with assertions on it.

use axum::http::{HeaderMap, StatusCode, header};

#[derive(Clone, Debug)]
pub struct BrowserResponse {
    /// The requested path.
    pub path: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl BrowserResponse {
    /// The body as text; empty if it is not UTF-8.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap_or_default()
    }

    /// The target of a redirect, without our own host.
    pub fn location(&self) -> Option<String> {
        self.header(header::LOCATION.as_str()).filter(|_| self.status.is_redirection())
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    pub fn is_html(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
    }

    pub fn is_pdf(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("application/pdf"))
    }

    /// Fails unless the page shows `words`.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        let shown = self.text();
        assert!(shown.contains(words), "{} ({}) does not show {words:?}:\n{shown}", self.path, self.status);
        self
    }

    /// Fails if the page shows `words`.
    #[track_caller]
    pub fn hides(&self, words: &str) -> &Self {
        let shown = self.text();
        assert!(!shown.contains(words), "{} ({}) shows {words:?}:\n{shown}", self.path, self.status);
        self
    }

    /// Fails unless the path of the response begins so.
    #[track_caller]
    pub fn is_at(&self, path: &str) -> &Self {
        let there = self.path.starts_with(path) && self.status == StatusCode::OK;
        assert!(there, "at {} ({}), not at {path}:\n{}", self.path, self.status, self.text());
        self
    }
}
