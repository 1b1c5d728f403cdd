//! Messages in words: a notice of the outbox as a letter in its reader's language.

use camket_app::outbox::Letter;
use camket_domain::outbox::{Channel, Message};

use crate::l10n::{self, Arg, Lang};

/// The letter of a message. An SMS has no subject and a shorter text.
#[must_use]
pub fn letter(message: &Message) -> Letter {
    let lang = if message.language == "en" { Lang::En } else { Lang::Vi };
    let values = message.notice.values();
    let args: Vec<(&str, &dyn Arg)> = values.iter().map(|(name, value)| (*name, value as &dyn Arg)).collect();
    let words =
        |part: &str| l10n::text_with(lang, &format!("messages-{}-{part}", message.notice.code()), &args);
    let (subject, body) = match message.channel {
        Channel::Email => (words("subject"), words("body")),
        Channel::Sms => (String::new(), words("sms")),
    };
    Letter { channel: message.channel, recipient: message.recipient.clone(), subject, body }
}
