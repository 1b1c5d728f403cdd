//! Asking once more before what cannot be undone.

use askama::Template;

use crate::page::Page;

/// What is asked about.
pub(super) struct Question {
    /// The locale key of the button; with `-title` and `-what` after it those of the heading and of what will happen.
    pub ask: &'static str,
    /// Which phone, which plan.
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
    /// The page; `back` is where "no" leads.
    pub(super) fn on(self, page: Page, back: &str) -> Confirm {
        let page = page.titled(&format!("{}-title", self.ask));
        Confirm {
            what: page.t(&format!("{}-what", self.ask)),
            go: page.t(self.ask),
            about: self.about,
            back: back.to_owned(),
            version: self.version,
            page,
        }
    }
}
