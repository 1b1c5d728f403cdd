//! What every page struct holds as field `page`: texts, dates, addresses of static files, and the frame around it.
//!
//! ```text
//! #[derive(Template)]
//! #[template(path = "rows/show.html")]
//! struct RowPage { page: Page, row: Row }
//!
//! async fn show(page: Page, ..) -> Html<RowPage> {
//!     Html(RowPage { page: page.with_title_text(row.name.clone()), row })
//! }
//! ```

use axum::extract::FromRequestParts;
use axum::http::{StatusCode, request};
use axum::response::{IntoResponse, Response};
use camket_domain::paging::BoundedCount;
use time::{Date, OffsetDateTime};

use crate::flash::FlashKind;
use crate::form::{FieldError, Form};
use crate::l10n::{self, Arg, Lang};
use crate::language_switch::carry_forms;
use crate::look::Tone;
use crate::paths;
use crate::request_context::{RequestContext, Site, Viewer};
use crate::static_files;

/// Renders a page. A template that fails is answered by the error page with status 500.
#[derive(Clone, Debug)]
pub struct Html<T>(pub T);

impl<T: askama::Template> IntoResponse for Html<T> {
    fn into_response(self) -> Response {
        match render(&self.0) {
            Ok(body) => axum::response::Html(body).into_response(),
            Err(problem) => {
                tracing::error!(%problem, "a page could not be rendered");
                crate::error_kind::ErrorKind::Broken.into_response()
            }
        }
    }
}

/// The HTML of a page.
///
/// # Errors
/// The template fails.
pub fn render(template: &impl askama::Template) -> askama::Result<String> {
    template.render().map(carry_forms)
}

/// The frame of a page and its texts. An extractor; see the module's example.
#[derive(Clone, Debug)]
pub struct Page {
    context: RequestContext,
    title: String,
    failed: bool,
}

impl Page {
    /// A page of this request. Handlers take `page: Page` as an argument instead.
    #[must_use]
    pub fn new(context: RequestContext) -> Self {
        Self { context, title: String::new(), failed: false }
    }

    /// Sets the title by its locale key; it is also the text of `<h1>` where the template says `{{ page.heading()
    /// }}`.
    #[must_use]
    pub fn with_title(self, key: &str) -> Self {
        let title = self.t(key);
        self.with_title_text(title)
    }

    /// Sets a title made of data, such as a name. Never a personal number: titles appear in browser
    /// histories.
    #[must_use]
    pub fn with_title_text(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Puts "Lỗi: " before the title if the form has errors, so that a screen reader says it first.
    #[must_use]
    pub fn with_form_errors(mut self, form: &Form) -> Self {
        self.failed = form.has_errors();
        self
    }

    // ----- texts

    /// The text of a locale key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        l10n::translate(self.lang(), key)
    }

    /// The text of a locale key with one placeholder.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl Arg) -> String {
        l10n::translate_with(self.lang(), key, &[(name, &value)])
    }

    /// The text of a locale key with two placeholders.
    #[must_use]
    pub fn t2(&self, key: &str, name: &str, value: impl Arg, name2: &str, value2: impl Arg) -> String {
        l10n::translate_with(self.lang(), key, &[(name, &value), (name2, &value2)])
    }

    /// `text`, the argument of a macro; if it is empty, the text of `key`.
    #[must_use]
    pub fn hint_or(&self, text: &str, key: &str) -> String {
        if text.is_empty() { self.t(key) } else { text.to_owned() }
    }

    /// The text of a field's error.
    #[must_use]
    pub fn problem(&self, error: &FieldError) -> String {
        error.message(self.lang())
    }

    #[must_use]
    pub fn lang(&self) -> Lang {
        self.context.lang()
    }

    /// `dd/mm/yyyy`.
    #[must_use]
    pub fn date(&self, day: &Date) -> String {
        l10n::format_date(*day)
    }

    /// `HH:MM dd/mm/yyyy` in Asia/Ho_Chi_Minh.
    #[must_use]
    pub fn moment(&self, at: &OffsetDateTime) -> String {
        l10n::format_date_time(*at)
    }

    /// A whole number with the language's thousands separator; `?` beyond `i64`.
    #[must_use]
    pub fn number(&self, value: impl TryInto<i64>) -> String {
        value.try_into().map_or_else(|_| String::from("?"), |value| l10n::format_number(self.lang(), value))
    }

    /// Whether this page answers a form that was sent.
    #[must_use]
    pub fn answers_form(&self) -> bool {
        self.context.answers_form()
    }

    /// A number of rows; "≥ 1.000" if no more were counted.
    #[must_use]
    pub fn bounded(&self, count: &BoundedCount) -> String {
        match count {
            BoundedCount::Exact(count) => self.number(*count),
            BoundedCount::AtLeast(count) => format!("≥ {}", self.number(*count)),
        }
    }

    // ----- addresses

    /// Versioned address of a static file, such as `app.css` or `modules/once.js`.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        static_files::address(path)
    }

    /// Address of an icon for `<use href>`; templates use `{{ icon::icon(page, "check") }}`.
    #[must_use]
    pub fn icon(&self, name: &str) -> String {
        format!("{}#{name}", self.asset("icons.svg"))
    }

    /// Path and query of the request.
    #[must_use]
    pub fn path(&self) -> &str {
        self.context.path()
    }

    // ----- the frame

    /// The title as the browser shows it: "Lỗi: " for errors, the page, the product.
    #[must_use]
    pub fn title(&self) -> String {
        let name = self.t("shell-name");
        let title = if self.title.is_empty() { name } else { format!("{} – {name}", self.title) };
        if self.failed { self.t1("shell-title-error", "title", title) } else { title }
    }

    /// The text of `<h1>`: the title without the product's name.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.title
    }

    /// The user, if logged in.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.context.viewer()
    }

    /// The main navigation; empty for visitors.
    #[must_use]
    pub fn nav(&self) -> Vec<NavLink> {
        let path = self.path().split('?').next().unwrap_or_default();
        let items = self.viewer().map(|viewer| viewer.nav.as_slice()).unwrap_or_default();
        let best = items.iter().filter(|item| covers(item.href, path)).map(|item| item.href.len()).max();
        items
            .iter()
            .map(|item| NavLink {
                href: item.href,
                label: self.t(item.label),
                icon: item.icon,
                current: covers(item.href, path) && best == Some(item.href.len()),
            })
            .collect()
    }

    /// The flash message. Only `base.html` calls this, because the response then deletes the message.
    #[must_use]
    pub fn flash(&self) -> Option<FlashLine> {
        let flash = self.context.take_flash()?;
        let args: Vec<(&str, &dyn Arg)> =
            flash.args.iter().map(|(name, value)| (name.as_str(), value as &dyn Arg)).collect();
        let kind = match flash.kind {
            FlashKind::Success => Tone::Good,
            FlashKind::Info => Tone::Info,
            FlashKind::Warning => Tone::Warn,
        };
        Some(FlashLine { kind, text: l10n::translate_with(self.lang(), &flash.key, &args) })
    }

    /// The id of this request in the log.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.context.request_id()
    }

    /// The options of this installation that pages show.
    #[must_use]
    pub fn site(&self) -> &Site {
        self.context.site()
    }

    /// Whether this is the path of the request, so that the frame does not link a page to itself.
    #[must_use]
    pub fn at(&self, path: &str) -> bool {
        self.path().split('?').next() == Some(path)
    }
}

/// The front page covers only itself; any other entry covers the pages below it.
fn covers(href: &str, path: &str) -> bool {
    let below = path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if href == paths::Home::PATTERN { path == paths::Home::PATTERN } else { below }
}

/// A navigation entry, ready to show.
#[derive(Clone, Debug)]
pub struct NavLink {
    pub href: &'static str,
    pub label: String,
    /// Symbol in `static/icons.svg`.
    pub icon: &'static str,
    /// This page or one below it is shown.
    pub current: bool,
}

/// The flash message, ready to show.
#[derive(Clone, Debug)]
pub struct FlashLine {
    pub kind: Tone,
    pub text: String,
}

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut request::Parts, state: &S) -> Result<Self, StatusCode> {
        RequestContext::from_request_parts(parts, state).await.map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_covers_the_pages_below_it_but_not_its_namesakes() {
        assert!(covers("/rows", "/rows/1/parts"));
        assert!(!covers("/rows", "/rows-old"));
        assert!(covers("/", "/"));
        assert!(!covers("/", "/rows"));
    }
}
