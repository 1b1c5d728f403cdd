//! Messages as text: a notice of the outbox as a letter in its recipient's language.

use camket_app::outbox::RenderedMessage;
use camket_domain::outbox::{Channel, Destination, LinkedPage, Message};

use crate::content;
use crate::paths;
use camket_shell::l10n::{self, Arg, Lang};

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
    let words =
        |part: &str| l10n::translate_with(lang, &format!("messages-{}-{part}", message.notice.code()), &args);
    let (subject, body) = match message.channel {
        Channel::Email => (words("subject"), words("body")),
        Channel::Sms => (String::new(), words("sms")),
    };
    RenderedMessage { channel: message.channel, recipient: message.recipient.clone(), subject, body }
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
        LinkedPage::Inspection { venue, inspection } => paths::OwnInspection(*venue, *inspection).into(),
        LinkedPage::Concerns => paths::Concerns.into(),
        LinkedPage::LookUp { code } => paths::LookUp(code.as_str().to_owned()).into(),
        LinkedPage::Invitation { token } => paths::Invitation(token.clone()).into(),
    }
}

#[cfg(test)]
mod tests {
    use camket_domain::certificates::ShortCode;
    use camket_domain::ids::{InspectionId, MessageId, VenueId};
    use camket_domain::outbox::Notice;
    use time::OffsetDateTime;
    use uuid::Uuid;

    use super::*;

    const URL: &str = "https://camket.example";

    fn notices() -> [Notice; 16] {
        let text = |text: &str| text.to_owned();
        let (venue, link) = (text("Khách sạn Sen Vàng"), Destination::from(LinkedPage::Concerns));
        let (number, decision) = (text("CK-56-2026-000123"), text("15/QĐ-SNV"));
        [
            Notice::ConfirmCode { code: text("012345") },
            Notice::ResetCode { code: text("012345") },
            Notice::SignCode { code: text("012345"), venue: venue.clone() },
            Notice::Invitation { name: text("Lê Thị Bình"), link: link.clone() },
            Notice::Returned { venue: venue.clone(), link: link.clone() },
            Notice::Refused { venue: venue.clone(), link: link.clone() },
            Notice::Issued { venue: venue.clone(), number: number.clone(), link: link.clone() },
            Notice::ConcernsWait { name: text("Trần Minh Phường"), link: link.clone() },
            Notice::Suspended {
                venue: venue.clone(),
                number: number.clone(),
                decision: decision.clone(),
                until: text("31/12/2026"),
                link: link.clone(),
            },
            Notice::Lifted {
                venue: venue.clone(),
                number: number.clone(),
                decision: decision.clone(),
                link: link.clone(),
            },
            Notice::Revoked { venue: venue.clone(), number: number.clone(), decision, link: link.clone() },
            Notice::Replaced {
                venue: venue.clone(),
                number: number.clone(),
                by: text("CK-56-2026-000321"),
                link: link.clone(),
            },
            Notice::RenewalDue {
                venue: venue.clone(),
                number,
                until: text("31/12/2026"),
                link: link.clone(),
            },
            Notice::Inspected {
                venue: venue.clone(),
                number: text("05/BB-ĐKT178"),
                due: text("02/12/2026"),
                link: link.clone(),
            },
            Notice::MeasureDecided {
                venue: venue.clone(), number: text("05/BB-ĐKT178"), link: link.clone()
            },
            Notice::ShownTooLate { venue, number: text("CK-56-2026-000123"), link },
        ]
    }

    fn message(notice: Notice, channel: Channel, language: &str) -> Message {
        Message {
            id: MessageId(Uuid::nil()),
            channel,
            recipient: String::from("chu@example.vn"),
            language: language.to_owned(),
            notice,
            created_at: OffsetDateTime::UNIX_EPOCH,
            next_attempt_at: None,
            attempts: 0,
            sent_at: None,
            last_error: String::new(),
        }
    }

    #[test]
    fn every_notice_has_its_words_and_says_all_it_knows() {
        assert_eq!(notices().each_ref().map(Notice::code), *Notice::CODES);
        for notice in notices() {
            for language in ["vi", "en"] {
                let mail = build_letter(URL, &message(notice.clone(), Channel::Email, language));
                let sms = build_letter(URL, &message(notice.clone(), Channel::Sms, language));
                assert!(!mail.subject.is_empty() && sms.subject.is_empty());
                for words in [&mail.subject, &mail.body, &sms.body] {
                    assert!(!words.contains("messages-") && !words.contains(['{', '$']), "{words}");
                }
                for (name, value) in notice.values() {
                    assert!(sms.body.contains(value), "{name}: {}", sms.body);
                    assert!(
                        mail.subject.contains(value) || mail.body.contains(value),
                        "{name}: {}",
                        mail.body
                    );
                }
                if notice.link().is_some() {
                    let address = "https://camket.example/concerns";
                    assert!(sms.body.contains(address) && mail.body.contains(address), "{}", mail.body);
                }
            }
        }
    }

    #[test]
    fn links_lead_to_the_page_or_to_the_address_that_was_stored() {
        let (venue, inspection) = (VenueId(Uuid::nil()), InspectionId(Uuid::max()));
        let own = "/venues/00000000-0000-0000-0000-000000000000";
        let code = ShortCode::parse("01234-56784").unwrap();
        let cases = [
            (LinkedPage::Venue { venue }, own.to_owned()),
            (LinkedPage::Certificate { venue }, format!("{own}/certificate")),
            (
                LinkedPage::Inspection { venue, inspection },
                format!("{own}/inspections/ffffffff-ffff-ffff-ffff-ffffffffffff"),
            ),
            (LinkedPage::Concerns, "/concerns".to_owned()),
            (LinkedPage::LookUp { code }, "/v/0123456784".to_owned()),
            (LinkedPage::Invitation { token: "AA_-".to_owned() }, "/invitation/AA_-".to_owned()),
        ];
        for (page, path) in cases {
            assert_eq!(build_address(URL, &page.into()), format!("{URL}{path}"));
        }
        let stored = Destination::Address("https://old.example/venues/1".to_owned());
        let notice = Notice::Returned { venue: String::from("Sen Vàng"), link: stored };
        let mail = build_letter(URL, &message(notice, Channel::Email, "vi"));
        assert!(mail.body.contains("https://old.example/venues/1"), "{}", mail.body);
    }
}
