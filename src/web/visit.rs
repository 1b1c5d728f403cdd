//! One request as the pages see it: language, request id, who is looking, the one-time message.
//!
//! The shell puts a `Visit` into the request's extensions before anything else runs; the session layer of accounts
//! then says who is looking (`Visit::welcome`). `Page` is made from it, and so are error pages, whatever went wrong.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, StatusCode, Uri, request};

use crate::flash::Flash;
use crate::l10n::Lang;

/// What the program tells the shell about itself.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// A demo: every page says so, and links to the demo's mailbox.
    pub demo: bool,
    /// The public address is https: browsers are told to stay there.
    pub https: bool,
    /// Who runs this register, for the foot of every page ("Sở Nội vụ tỉnh …"). `None` shows nothing.
    pub operator: Option<String>,
}

/// The person who is logged in, as far as a page's frame needs to know.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Shown name.
    pub name: String,
    /// Locale key of the role (`accounts-role-owner`).
    pub role: &'static str,
    /// Where this role goes every day.
    pub nav: Vec<NavItem>,
}

/// One entry of the main navigation.
#[derive(Clone, Copy, Debug)]
pub struct NavItem {
    /// Path; it is the current one on every page below it.
    pub href: &'static str,
    /// Locale key.
    pub label: &'static str,
    /// Name of a symbol in `static/icons.svg`.
    pub icon: &'static str,
}

/// The present request. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Visit(Arc<Facts>);

#[derive(Debug)]
struct Facts {
    site: Arc<Site>,
    lang: Lang,
    request_id: String,
    path: String,
    flash: Option<Flash>,
    flash_shown: AtomicBool,
    viewer: OnceLock<Viewer>,
}

impl Visit {
    /// Reads what the request says. Made by the shell; tests make their own.
    #[must_use]
    pub fn new(site: Arc<Site>, request_id: String, uri: &Uri, headers: &HeaderMap) -> Self {
        Self(Arc::new(Facts {
            site,
            lang: Lang::of_request(headers),
            request_id,
            path: uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string),
            flash: Flash::of_request(headers),
            flash_shown: AtomicBool::new(false),
            viewer: OnceLock::new(),
        }))
    }

    /// Says who is looking. Called once, by the session layer; a second call changes nothing.
    pub fn welcome(&self, viewer: Viewer) {
        self.0.viewer.set(viewer).ok();
    }

    /// Who is looking, if logged in.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.0.viewer.get()
    }

    /// Language of the answer.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// Id under which the log knows this request.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// Path and query, for the way back after a change of language.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What the program told the shell about itself.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// Whether there is nobody to greet and nothing to tell: such a page is the same for everyone.
    pub(crate) fn is_anyones(&self) -> bool {
        self.viewer().is_none() && self.0.flash.is_none()
    }

    /// The one-time message; whoever takes it shows it, and the answer makes the browser forget it.
    pub(crate) fn take_flash(&self) -> Option<&Flash> {
        let flash = self.0.flash.as_ref()?;
        self.0.flash_shown.store(true, Ordering::Relaxed);
        Some(flash)
    }

    /// Whether a page has shown the message.
    pub(crate) fn flash_was_shown(&self) -> bool {
        self.0.flash_shown.load(Ordering::Relaxed)
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut request::Parts, _: &S) -> Result<Self, StatusCode> {
        // Only a router that was not wrapped by `shell::wrap` lacks it: a mistake of ours, not of the visitor.
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
