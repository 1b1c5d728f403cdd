//! The page that asks for confirmation before an action that cannot be undone.

use askama::Template;

use crate::page::Page;

/// What a confirmation page asks.
pub(super) struct Question {
    /// Locale keys of the heading, of what will happen, and of the button.
    pub keys: [&'static str; 3],
    /// Name of the phone or the plan.
    pub about: String,
    pub version: i32,
}

#[derive(Template)]
#[template(path = "inspections/confirm.html")]
pub(super) struct Confirm {
    page: Page,
    about: String,
    what: String,
    go: String,
    back: String,
    version: i32,
}

impl Question {
    /// Builds the page; `back` is the address of the link "no".
    pub(super) fn on(self, page: Page, back: &str) -> Confirm {
        let [title, what, go] = self.keys;
        let page = page.titled(title);
        Confirm {
            what: page.t(what),
            go: page.t(go),
            about: self.about,
            back: back.to_owned(),
            version: self.version,
            page,
        }
    }
}
