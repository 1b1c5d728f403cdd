//! The note above a form that is shown again, and the page for values whose form does not exist any more.

use askama::Template;
use camket_app::kept_forms::KeptForm;

use super::fill::{Difference, FilledPage};
use super::sent::is_typed;
use crate::page::Page;
use crate::request_context::RequestContext;

/// Why a form is shown again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeptReason {
    /// The session ended before the form was sent.
    SessionEnded,
    /// Another person saved in the meantime.
    Conflict,
    /// The form was saved before with other content.
    KeyReused,
    /// The form could not be processed.
    NotSent,
    /// The second factor was asked for first.
    Confirmed,
    /// A rule refused it; the page says which.
    Refused,
    /// The language was changed before the form was sent.
    Translated,
}

impl KeptReason {
    fn key(self) -> &'static str {
        match self {
            Self::SessionEnded => "shell-kept-session-ended",
            Self::Conflict => "shell-kept-conflict",
            Self::KeyReused => "shell-kept-key-reused",
            Self::NotSent => "shell-kept-not-sent",
            Self::Confirmed => "shell-kept-confirmed",
            Self::Refused => "shell-kept-refused",
            Self::Translated => "shell-kept-translated",
        }
    }
}

#[derive(Template)]
#[template(path = "components/kept_notice.html")]
struct KeptNotice {
    page: Page,
    reason: KeptReason,
    differences: Vec<Difference>,
}

#[derive(Template)]
#[template(path = "kept_values.html")]
struct KeptValuesPage {
    page: Page,
    values: Vec<String>,
}

/// The filled page with its note; `None` if it has no place for one.
pub(super) fn insert(context: RequestContext, reason: KeptReason, filled: FilledPage) -> Option<String> {
    let notice = KeptNotice { page: Page::new(context), reason, differences: filled.differences };
    let notice = notice.render().ok()?;
    let main = filled.html.find("<main ")?;
    let at = main + filled.html[main..].find('>')? + 1;
    let (before, after) = filled.html.split_at(at);
    Some([before, &notice, after].concat())
}

/// A page with the values that were typed, to copy: their form is not there any more.
pub(super) fn render_values(context: RequestContext, kept: &KeptForm) -> Option<String> {
    let values = kept.fields.iter().filter(|(name, value)| is_typed(name, value));
    let values = values.map(|(_, value)| value.clone()).collect();
    let page = Page::new(context).with_title("shell-kept-values-title");
    KeptValuesPage { page, values }.render().ok()
}
