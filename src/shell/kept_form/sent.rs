//! A form as it arrived, what is kept of it, and the request for its page.

use std::net::SocketAddr;

use axum::body::{Body, HttpBody};
use axum::extract::{ConnectInfo, Request};
use axum::http::request::Parts;
use axum::http::{Method, header};
use camket_app::kept_forms::KeptForm;
use camket_domain::identifiers::find_personal_number;

use super::{Fields, PAGE_FIELD, SEALED_FIELD};
use crate::form::Form;
use crate::request_context::RequestContext;
use crate::{api, links, paths, session};

/// The most bytes of a form that is kept. The longest form of ours has about 40 fields of 250 characters.
pub(super) const MAX_KEPT_BYTES: usize = 64 * 1024;
/// Fields that are never kept.
const SECRET_FIELDS: [&str; 6] = ["password", "current", "code", "recovery", "passkey", SEALED_FIELD];
/// Fields that the page itself fills in, of those whose values are no codes of small letters and no ids.
const HIDDEN_FIELDS: [&str; 14] = [
    "key", "version", "account", "asked_at", "after", "base", "kid", "rows", "session", "shown", "then",
    "token", "next", "about",
];
/// Fields that a form's page also reads from its query: the list of communes is that of the chosen one's province.
const CHOICE_FIELDS: [&str; 2] = ["province", "commune"];

/// Whether the request is a form of a page that is small enough to keep.
pub(super) fn carries_form(request: &Request) -> bool {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // By the header: a body with a limit of time no longer says its size.
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let small =
        request.body().size_hint().upper().or(length).is_some_and(|bytes| bytes <= MAX_KEPT_BYTES as u64);
    request.method() == Method::POST
        && small
        && kind.starts_with("application/x-www-form-urlencoded")
        && !request.uri().path().starts_with(api::PREFIX)
}

/// A form as it arrived.
pub(super) struct SentForm {
    pub(super) origin: Parts,
    pub(super) fields: Fields,
}

impl SentForm {
    /// What is kept of it, for `person`.
    pub(super) fn build_kept(&self, person: Option<String>) -> KeptForm {
        let action = self.origin.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let page = find_page(&self.fields).map(str::to_owned);
        let page = page.or_else(|| self.find_referring_page()).unwrap_or_else(|| action.clone());
        let page = links::restrict_to_local(&page).to_owned();
        KeptForm { person, page, action, fields: select_fields(self.fields.clone()) }
    }

    /// Path and query of the page that sent the form, from its `Referer`. Pages that only answer a form have no
    /// address of their own.
    fn find_referring_page(&self) -> Option<String> {
        let referer = self.origin.headers.get(header::REFERER)?.to_str().ok()?;
        let host = self.origin.headers.get(header::HOST)?.to_str().ok()?;
        let (_, rest) = referer.split_once("://")?;
        let path = rest.strip_prefix(host).filter(|path| path.starts_with('/'))?;
        let bare = path.split('?').next().unwrap_or_default();
        let answers = [paths::LogIn::PATTERN, paths::FormAgain::PATTERN, paths::ConfirmFactor::PATTERN];
        (!answers.contains(&bare)).then(|| path.to_owned())
    }

    pub(super) fn context(&self) -> Option<RequestContext> {
        self.origin.extensions.get::<RequestContext>().cloned()
    }
}

/// The page that the form itself names.
pub(super) fn find_page(fields: &Fields) -> Option<&str> {
    let (_, page) = fields.iter().find(|(name, page)| name == PAGE_FIELD && !page.is_empty())?;
    Some(page)
}

/// The fields that may be shown again.
pub(super) fn select_fields(fields: Fields) -> Fields {
    let dropped = |name: &str| name == PAGE_FIELD || SECRET_FIELDS.contains(&name);
    let kept = |(name, value): &(String, String)| !dropped(name) && find_personal_number(value).is_none();
    fields.into_iter().filter(kept).collect()
}

/// Whether a form has a value that a person typed, and not only choices and hidden values.
pub(super) fn has_typed_values(kept: &KeptForm) -> bool {
    kept.fields.iter().any(|(name, value)| is_typed(name, value))
}

/// Whether a value is one that a person typed.
pub(super) fn is_typed(name: &str, value: &str) -> bool {
    let hidden = HIDDEN_FIELDS.contains(&name) || CHOICE_FIELDS.contains(&name);
    !hidden && !value.trim().is_empty() && !is_choice(value)
}

/// Whether a value is a choice, a button or an id: codes of small letters. Nobody copies these.
fn is_choice(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'))
        || value.parse::<uuid::Uuid>().is_ok()
}

/// The address of a form's page, with the choice on which the choices of another field depend.
fn build_page_address(kept: &KeptForm) -> String {
    let (path, query) = kept.page.split_once('?').unwrap_or((&kept.page, ""));
    let mut query = Form::parse(query.as_bytes());
    for field in CHOICE_FIELDS {
        if let Some(chosen) = kept.values(field).next().filter(|chosen| !chosen.is_empty()) {
            query.set(field, chosen);
        }
    }
    let pairs: Vec<_> = query.into_pairs().collect();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    links::with_query(path, &pairs)
}

/// The request for the page of a form: as the browser's own, with the session that was just opened.
pub(super) fn build_page_request(
    sent: &SentForm,
    kept: &KeptForm,
    context: RequestContext,
    session: Option<&str>,
) -> Option<Request> {
    let mut request = Request::builder().uri(build_page_address(kept)).body(Body::empty()).ok()?;
    let headers = request.headers_mut();
    headers.clone_from(&sent.origin.headers);
    for name in
        [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::IF_NONE_MATCH]
    {
        headers.remove(name);
    }
    if let Some(token) = session {
        headers.insert(header::COOKIE, session::build_request_cookie(token)?);
    }
    if let Some(peer) = sent.origin.extensions.get::<ConnectInfo<SocketAddr>>() {
        request.extensions_mut().insert(*peer);
    }
    request.extensions_mut().insert(context);
    Some(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_does_not_say_its_size_is_kept_by_its_header() {
        let sent = |length: Option<usize>| {
            let bytes = timed_body();
            let request = Request::post("/venues/new")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let request = match length {
                Some(length) => request.header(header::CONTENT_LENGTH, length),
                None => request,
            };
            carries_form(&request.body(bytes).unwrap())
        };
        assert!(sent(Some(3)));
        assert!(!sent(Some(MAX_KEPT_BYTES + 1)));
        assert!(!sent(None), "it may be of any size");
    }

    /// As behind a limit of time: without a size.
    fn timed_body() -> Body {
        use tower_http::timeout::TimeoutBody;
        Body::new(TimeoutBody::new(std::time::Duration::from_secs(1), Body::from("a=b")))
    }
}
