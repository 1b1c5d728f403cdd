//! The demo's mailbox: messages that would be sent by mail or SMS, so that a newcomer finds the one-time code.

use askama::Template;
use axum::extract::State;
use axum::http::Method;
use camket_app::{App, outbox};
use camket_domain::outbox::{Channel, Message};

use crate::fault::Fault;
use crate::links;
use crate::messages;
use crate::page::{Html, Page};
use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().public(Method::GET, links::DEMO_MAILBOX, show)
}

#[derive(Template)]
#[template(path = "demo/mailbox.html")]
struct Mailbox {
    page: Page,
    letters: Vec<Shown>,
}

/// A message as the page shows it.
struct Shown {
    sms: bool,
    at: String,
    recipient: String,
    subject: String,
    /// The one-time code, shown large.
    code: Option<String>,
    body: Vec<Piece>,
}

impl Shown {
    fn icon(&self) -> &'static str {
        if self.sms { "phone" } else { "mail" }
    }
}

/// A piece of text, or a link.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Link(String),
}

async fn show(page: Page, State(app): State<App>) -> Result<Html<Mailbox>, Fault> {
    let messages = outbox::recent(&app).await?;
    let letters = messages.iter().map(|message| shown(&page, message)).collect();
    Ok(Html(Mailbox { page: page.titled("demo-mailbox-title"), letters }))
}

fn shown(page: &Page, message: &Message) -> Shown {
    let letter = messages::letter(message);
    let values = message.notice.values();
    Shown {
        sms: letter.channel == Channel::Sms,
        at: page.moment(&message.created_at),
        recipient: letter.recipient,
        subject: letter.subject,
        code: values.iter().find(|(name, _)| *name == "code").map(|(_, code)| (*code).to_owned()),
        body: pieces(&letter.body),
    }
}

/// Splits a text into text and links. A link ends at white space; punctuation at its end is text.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(start);
        let word = &from[..from.find(char::is_whitespace).unwrap_or(from.len())];
        let address = word.trim_end_matches(['.', ',', ')', ';', ':']);
        pieces.push(Piece::Text(before.to_owned()));
        pieces.push(Piece::Link(address.to_owned()));
        rest = &from[address.len()..];
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_within_text() {
        let (text, link) = (|text: &str| Piece::Text(text.into()), |text: &str| Piece::Link(text.into()));
        assert_eq!(
            pieces("Mở http://a.vn/x?y=1.\nXong (https://b.vn/z)"),
            [text("Mở "), link("http://a.vn/x?y=1"), text(".\nXong ("), link("https://b.vn/z"), text(")")]
        );
        assert_eq!(pieces("mã 123456"), [text("mã 123456")]);
        assert_eq!(pieces(""), []);
    }
}
