//! The context of one request: language, request id, user, flash message.
//!
//! The shell puts a `RequestContext` into the request's extensions before anything else runs; the session layer then sets the
//! user (`RequestContext::set_viewer`). `Page` and the error pages are made from it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, request};

use crate::flash::Flash;
use crate::l10n::Lang;

/// The options of this installation that pages show.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// A demo: every page says so, and links to the demo's mailbox.
    pub demo: bool,
    /// The public address is https: responses carry `Strict-Transport-Security`.
    pub https: bool,
    /// Who runs this register, for the footer of every page ("Sở Nội vụ tỉnh …"). `None` shows nothing.
    pub operator: Option<String>,
}

/// The user who is logged in, as far as a page's frame needs to know.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub name: String,
    /// Locale key of the role (`codes-role-owner`).
    pub role: &'static str,
    /// The main navigation of this role.
    pub nav: Vec<NavItem>,
    /// Of a user who acts for another: the page that ends it, before anything of their own.
    pub way_back: Option<&'static str>,
}

/// One entry of the main navigation.
#[derive(Clone, Copy, Debug)]
pub struct NavItem {
    /// Path; the entry is the current one on every page below it.
    pub href: &'static str,
    /// Locale key.
    pub label: &'static str,
    /// Name of a symbol in `static/icons.svg`.
    pub icon: &'static str,
}

/// The context of one request. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RequestContext(Arc<ContextData>);

#[derive(Debug)]
struct ContextData {
    site: Arc<Site>,
    lang: Lang,
    request_id: String,
    path: String,
    /// Whether the request sent a form.
    sent_form: bool,
    flash: Option<Flash>,
    flash_shown: AtomicBool,
    viewer: OnceLock<Viewer>,
}

impl RequestContext {
    /// Reads the request. Called by the shell; tests create their own.
    #[must_use]
    pub fn new(site: Arc<Site>, request_id: String, method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        Self(Arc::new(ContextData {
            site,
            lang: Lang::from_headers(headers),
            request_id,
            path: uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string),
            sent_form: method == Method::POST,
            flash: Flash::from_headers(headers),
            flash_shown: AtomicBool::new(false),
            viewer: OnceLock::new(),
        }))
    }

    /// The context of a page for any visitor who is not logged in, without a request.
    #[must_use]
    pub fn for_visitor(site: Arc<Site>, lang: Lang, path: &str) -> Self {
        Self(Arc::new(ContextData {
            site,
            lang,
            request_id: String::new(),
            path: path.to_owned(),
            sent_form: false,
            flash: None,
            flash_shown: AtomicBool::new(false),
            viewer: OnceLock::new(),
        }))
    }

    /// The context of another page that answers the same request.
    #[must_use]
    pub(crate) fn for_page(&self, path: &str) -> Self {
        self.for_page_with(path, self.0.lang, None)
    }

    /// As [`RequestContext::for_page`], in this language and with this flash message.
    #[must_use]
    pub(crate) fn for_page_with(&self, path: &str, lang: Lang, flash: Option<Flash>) -> Self {
        Self(Arc::new(ContextData {
            site: self.0.site.clone(),
            lang,
            request_id: self.0.request_id.clone(),
            path: path.to_owned(),
            sent_form: self.0.sent_form,
            flash,
            flash_shown: AtomicBool::new(false),
            viewer: OnceLock::new(),
        }))
    }

    /// Sets the user. Called once, by the session layer; a second call changes nothing.
    pub fn set_viewer(&self, viewer: Viewer) {
        self.0.viewer.set(viewer).ok();
    }

    /// The user, if logged in.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.0.viewer.get()
    }

    /// Language of the response.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// The id of this request in the log.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// Path and query, for the way back after a change of language.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Whether the response answers a form that was sent.
    #[must_use]
    pub fn answers_form(&self) -> bool {
        self.0.sent_form
    }

    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// The flash message. The caller must show it, because the response then deletes it.
    pub(crate) fn take_flash(&self) -> Option<&Flash> {
        let flash = self.0.flash.as_ref()?;
        self.0.flash_shown.store(true, Ordering::Relaxed);
        Some(flash)
    }

    /// Whether a page has shown the flash message.
    pub(crate) fn flash_was_shown(&self) -> bool {
        self.0.flash_shown.load(Ordering::Relaxed)
    }
}

impl<S: Sync> FromRequestParts<S> for RequestContext {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut request::Parts, _: &S) -> Result<Self, StatusCode> {
        // Missing only if the router was not wrapped by `shell::wrap`: a mistake of ours, not of the visitor.
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
