//! Messages as text: a notice of the outbox as a letter in its recipient's language.

use camket_app::outbox::RenderedMessage;
use camket_domain::outbox::{Channel, Destination, LinkedPage, Message, Notice};

use camket_domain::text::to_ascii;

use crate::content;
use crate::paths;
use camket_shell::l10n::{self, Arg, Lang};
use camket_shell::links;

/// The most characters of an SMS of one part (GSM 7-bit, 3GPP TS 23.038). Codes take one part, with the longest names; a
/// message with a link takes one or two, because an address with two ids has 130 characters.
const MAX_SMS_CHARS: usize = 160;

/// The letter of a message; its link is below `public_url`. An SMS has no subject and a shorter text.
#[must_use]
pub fn build_letter(public_url: &str, message: &Message) -> RenderedMessage {
    content::register();
    let lang = if message.language == "en" { Lang::En } else { Lang::Vi };
    let values = message.notice.values();
    let link = message.notice.link().map(|link| build_address(public_url, link));
    let mut args: Vec<(&str, &dyn Arg)> =
        values.iter().map(|(name, value)| (*name, value as &dyn Arg)).collect();
    args.extend(link.as_ref().map(|link| ("link", link as &dyn Arg)));
    let words = |part: &str| l10n::translate_with(lang, &build_key(message, part), &args);
    let (subject, body) = match message.channel {
        Channel::Email => (words("subject"), words("body")),
        Channel::Sms => (String::new(), build_sms(lang, message, link.as_deref())),
    };
    RenderedMessage { channel: message.channel, recipient: message.recipient.clone(), subject, body }
}

fn build_key(message: &Message, part: &str) -> String {
    format!("messages-{}-{part}", message.notice.code())
}

/// Characters of each part of an SMS that takes several (3GPP TS 23.040, 9.2.3.24.1: the header takes 7 of 160).
const SMS_PART_CHARS: usize = 153;

/// How many parts an SMS takes: what a gateway counts as messages.
pub(crate) fn count_sms_parts(text: &str) -> usize {
    if text.len() <= MAX_SMS_CHARS { 1 } else { text.len().div_ceil(SMS_PART_CHARS) }
}

/// Names are cut to this many characters if an SMS would not fit into one part.
const MIN_NAME_CHARS: usize = 12;

/// The text of an SMS, without accents. A long name is cut so that the message stays one part.
fn build_sms(lang: Lang, message: &Message, link: Option<&str>) -> String {
    let owned = |(name, value): (&'static str, &str)| (name, value.to_owned());
    let mut values: Vec<_> = message.notice.values().into_iter().map(owned).collect();
    let render = |values: &[(&str, String)]| {
        let mut args: Vec<(&str, &dyn Arg)> =
            values.iter().map(|(name, value)| (*name, value as &dyn Arg)).collect();
        args.extend(link.as_ref().map(|link| ("link", link as &dyn Arg)));
        to_ascii(&l10n::translate_with(lang, &build_key(message, "sms"), &args))
    };
    let excess = render(&values).len().saturating_sub(MAX_SMS_CHARS);
    let resets = matches!(message.notice, Notice::AccessReset { .. });
    // In other messages `by` is a number.
    let is_name = |field: &str| matches!(field, "venue" | "name") || (resets && field == "by");
    for (_, name) in values.iter_mut().filter(|(field, _)| excess > 0 && is_name(field)) {
        let count = name.chars().count();
        let kept = count.saturating_sub(excess + 3).max(MIN_NAME_CHARS);
        if kept + 3 < count {
            *name = format!("{}...", name.chars().take(kept).collect::<String>().trim_end());
        }
    }
    render(&values)
}

fn build_address(public_url: &str, link: &Destination) -> String {
    match link {
        Destination::Page(page) => format!("{public_url}{}", build_path(page)),
        Destination::Address(address) => address.clone(),
    }
}

fn build_path(page: &LinkedPage) -> String {
    match page {
        LinkedPage::Venue { venue } => paths::Venue(*venue).into(),
        LinkedPage::Certificate { venue } => paths::OwnCertificate(*venue).into(),
        LinkedPage::Receipt { venue } => paths::ReceiptPdf(*venue).into(),
        LinkedPage::Inspection { venue, inspection } => paths::OwnInspection(*venue, *inspection).into(),
        LinkedPage::LabourRequest { venue, request } => paths::OwnLabourRequest(*venue, *request).into(),
        LinkedPage::WorkerPledges { venue } => paths::WorkerPledges(*venue).into(),
        LinkedPage::LabourThread { request } => paths::LabourRequest(*request).into(),
        LinkedPage::Transfer { transfer } => paths::OfferedVenue(*transfer).into(),
        LinkedPage::ManagerInvitation { manager } => paths::ManagerInvitation(*manager).into(),
        LinkedPage::VenueRecord { venue } => paths::Timeline(*venue).into(),
        LinkedPage::OwnFactors => paths::OwnFactors.into(),
        LinkedPage::OwnData => paths::OwnData.into(),
        LinkedPage::ReviewQueue => paths::ReviewQueue.into(),
        LinkedPage::Targets => paths::Targets.into(),
        LinkedPage::Reports => paths::Reports.into(),
        LinkedPage::Concerns => paths::Concerns.into(),
        LinkedPage::LookUp { code } => paths::LookUp(code.as_str().to_owned()).into(),
        LinkedPage::Invitation { token } => paths::Invitation(token.clone()).into(),
        LinkedPage::Claim { code } => links::with_query(paths::Claim::PATTERN, &[("code", code)]),
    }
}

#[cfg(test)]
mod tests;
