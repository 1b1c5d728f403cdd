//! The demo's mailbox: messages that would be sent by mail or SMS, so that a newcomer finds the one-time code.

use askama::Template;
use axum::extract::State;
use camket_app::{App, outbox};
use camket_domain::outbox::{Channel, Message};

use crate::messages;
use crate::paths;
use crate::state::Web;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().public_get(paths::DemoMailbox::PATTERN, show)
}

/// Most messages shown: a newcomer looks for the last one.
const MAX_LETTERS: usize = 20;

#[derive(Template)]
#[template(path = "demo/mailbox.html")]
struct MailboxPage {
    page: Page,
    letters: Vec<MailboxLetter>,
    /// Whether there are older ones.
    cut: bool,
}

/// A message as the page shows it.
struct MailboxLetter {
    sms: bool,
    at: String,
    recipient: String,
    subject: String,
    /// The one-time code, shown large.
    code: Option<String>,
    body: Vec<LetterPiece>,
}

impl MailboxLetter {
    fn icon(&self) -> &'static str {
        if self.sms { "phone" } else { "mail" }
    }
}

/// A piece of text, or a link.
#[derive(Debug, PartialEq, Eq)]
enum LetterPiece {
    Text(String),
    Link(String),
}

async fn show(page: Page, State(app): State<App>) -> Result<Html<MailboxPage>, PageError> {
    let messages = outbox::list_recent(&app, MAX_LETTERS as u64 + 1).await?;
    let letters = messages.iter().take(MAX_LETTERS).map(|message| build_letter(&page, &app, message));
    // The codes of the sample people were blanked when they were sent; nobody needs those letters.
    let letters = letters.filter(|letter| letter.code.as_deref() != Some(""));
    let (letters, cut) = (letters.collect(), messages.len() > MAX_LETTERS);
    Ok(Html(MailboxPage { page: page.with_title("demo-mailbox-title"), letters, cut }))
}

fn build_letter(page: &Page, app: &App, message: &Message) -> MailboxLetter {
    let letter = messages::build_letter(&app.options().public_url, message);
    let values = message.notice.values();
    MailboxLetter {
        sms: letter.channel == Channel::Sms,
        at: page.moment(&message.created_at),
        recipient: letter.recipient,
        subject: letter.subject,
        code: values.iter().find(|(name, _)| *name == "code").map(|(_, code)| (*code).to_owned()),
        body: split_links(&letter.body),
    }
}

/// Splits a text into text and links. A link ends at white space; punctuation at its end is text.
fn split_links(text: &str) -> Vec<LetterPiece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(start);
        let word = &from[..from.find(char::is_whitespace).unwrap_or(from.len())];
        let address = word.trim_end_matches(['.', ',', ')', ';', ':']);
        pieces.push(LetterPiece::Text(before.to_owned()));
        pieces.push(LetterPiece::Link(address.to_owned()));
        rest = &from[address.len()..];
    }
    pieces.push(LetterPiece::Text(rest.to_owned()));
    pieces.retain(|piece| *piece != LetterPiece::Text(String::new()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_within_text() {
        let (text, link) =
            (|text: &str| LetterPiece::Text(text.into()), |text: &str| LetterPiece::Link(text.into()));
        assert_eq!(
            split_links("Mở http://a.vn/x?y=1.\nXong (https://b.vn/z)"),
            [text("Mở "), link("http://a.vn/x?y=1"), text(".\nXong ("), link("https://b.vn/z"), text(")")]
        );
        assert_eq!(split_links("mã 123456"), [text("mã 123456")]);
        assert_eq!(split_links(""), []);
    }
}
