//! The page that asks for confirmation before an action.

use askama::Template;

use camket_shell::page::Page;

/// What a confirmation page asks.
pub(crate) struct ConfirmQuestion {
    /// Locale keys of the heading, of what will happen, and of the button.
    pub keys: [&'static str; 3],
    /// Name of the phone, the plan or the account.
    pub about: String,
    pub version: i32,
    /// Whether something is lost by it.
    pub danger: bool,
}

#[derive(Template)]
#[template(path = "confirmation.html")]
pub(crate) struct ConfirmActionPage {
    page: Page,
    about: String,
    what: String,
    go: String,
    back: String,
    version: i32,
    danger: bool,
}

impl ConfirmQuestion {
    /// Builds the page; `back` is the address of the link "no".
    pub(crate) fn build_page(self, page: Page, back: &str) -> ConfirmActionPage {
        let [title, what, go] = self.keys;
        let page = page.with_title(title);
        ConfirmActionPage {
            what: page.t(what),
            go: page.t(go),
            about: self.about,
            back: back.to_owned(),
            version: self.version,
            danger: self.danger,
            page,
        }
    }
}
