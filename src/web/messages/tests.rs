//! Every message has its words, and every link its address.

use camket_domain::certificates::ShortCode;
use camket_domain::ids::{InspectionId, ManagerId, MessageId, TransferId, VenueId};
use camket_domain::text::lengths::{
    MAX_DECISION_NUMBER_CHARS, MAX_ORGANISATION_NAME_CHARS, MAX_PERSON_NAME_CHARS,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::*;

const URL: &str = "https://camket.example";

/// What the notices of a test are about.
struct SampleValues {
    venue: String,
    person: String,
    number: String,
    file: String,
    record: String,
    decision: String,
    link: Destination,
    invitation: Destination,
}

impl SampleValues {
    fn usual() -> Self {
        Self {
            venue: String::from("Khách sạn Sen Vàng"),
            person: String::from("Lê Thị Bình"),
            number: String::from("CK-56-2026-000123"),
            file: String::from("HS-PR-2026-000042"),
            record: String::from("05/BB-ĐKT178"),
            decision: String::from("15/QĐ-SNV"),
            link: LinkedPage::Concerns.into(),
            invitation: LinkedPage::Concerns.into(),
        }
    }

    /// As long as each can be.
    fn longest() -> Self {
        let (venue, inspection) = (VenueId(Uuid::max()), InspectionId(Uuid::max()));
        Self {
            venue: "Nhà nghỉ ".repeat(MAX_ORGANISATION_NAME_CHARS / 9),
            person: "Nguyễn ".repeat(MAX_PERSON_NAME_CHARS / 7),
            number: String::from("KH-BQLKKT-VANPHONG-2026-999999"),
            file: String::from("HS-KH-BQLKKT-VANPHONG-2026-999999"),
            record: String::from("9999/BB-ĐKT178-KHANHHOA"),
            decision: "9".repeat(MAX_DECISION_NUMBER_CHARS),
            link: LinkedPage::Inspection { venue, inspection }.into(),
            invitation: LinkedPage::Invitation { token: "A".repeat(80) }.into(),
        }
    }

    fn notices(&self) -> [Notice; 52] {
        let text = |text: &str| text.to_owned();
        let (venue, name, number) = (self.venue.clone(), self.person.clone(), self.number.clone());
        let (decision, record, link) = (self.decision.clone(), self.record.clone(), self.link.clone());
        let (invitation, code) = (self.invitation.clone(), text("012345"));
        let (until, by) = (text("31/12/2026"), text("CK-56-2026-000321"));
        [
            Notice::ConfirmCode { code: code.clone() },
            Notice::ResetCode { code: code.clone() },
            Notice::SignCode { code, venue: venue.clone() },
            Notice::FactorSetUp { name: name.clone(), link: link.clone() },
            Notice::FactorRemoved { name: name.clone(), link: link.clone() },
            Notice::PasskeyAdded { name: name.clone(), passkey: "PASSKEY".to_owned(), link: link.clone() },
            Notice::AppRemoved { name: name.clone(), link: link.clone() },
            Notice::PasskeyRemoved { name: name.clone(), passkey: "PASSKEY".to_owned(), link: link.clone() },
            Notice::PasskeyCounterFault {
                name: name.clone(),
                passkey: "PASSKEY".to_owned(),
                link: link.clone(),
            },
            Notice::RecoveryCodeUsed { name: name.clone(), left: text("9"), link: link.clone() },
            Notice::AccountClosing { name: name.clone(), until: until.clone(), link: link.clone() },
            Notice::AccountKept { name: name.clone(), link: link.clone() },
            Notice::Invitation { name: name.clone(), link: invitation.clone() },
            Notice::RecoveryAsked { name: name.clone() },
            Notice::AccessReset { name: name.clone(), by: name.clone(), link: invitation },
            Notice::Received {
                venue: venue.clone(),
                number: self.file.clone(),
                due: text("02/12/2026"),
                link: link.clone(),
            },
            Notice::Returned { venue: venue.clone(), link: link.clone() },
            Notice::Refused { venue: venue.clone(), link: link.clone() },
            Notice::Issued { venue: venue.clone(), number: number.clone(), link: link.clone() },
            Notice::ConcernsWait { name: name.clone(), link: link.clone() },
            Notice::WorkWaits {
                name,
                new: text("12"),
                due: text("3"),
                overdue: text("4"),
                link: link.clone(),
            },
            Notice::Suspended {
                venue: venue.clone(),
                number: number.clone(),
                decision: decision.clone(),
                until: until.clone(),
                link: link.clone(),
            },
            Notice::Lifted {
                venue: venue.clone(),
                number: number.clone(),
                decision: decision.clone(),
                link: link.clone(),
            },
            Notice::Revoked { venue: venue.clone(), number: number.clone(), decision, link: link.clone() },
            Notice::PaperEnded { venue: venue.clone(), number: number.clone(), link: link.clone() },
            Notice::Replaced { venue: venue.clone(), number: number.clone(), by, link: link.clone() },
            Notice::HandedOver { venue: venue.clone() },
            Notice::TransferOffered { venue: venue.clone(), name: self.person.clone(), link: link.clone() },
            Notice::TransferTakenBack { venue: venue.clone() },
            Notice::TransferDeclined { venue: venue.clone(), name: self.person.clone(), link: link.clone() },
            Notice::TransferAccepted { venue: venue.clone(), name: self.person.clone() },
            Notice::VenueTransferred { name: self.person.clone(), venue: venue.clone(), link: link.clone() },
            Notice::ManagerInvited { venue: venue.clone(), name: self.person.clone(), link: link.clone() },
            Notice::ManagerRemoved { venue: venue.clone() },
            Notice::InvitedToSign { venue: venue.clone(), until: until.clone(), link: link.clone() },
            Notice::RenewalDue { venue: venue.clone(), number: number.clone(), until, link: link.clone() },
            Notice::RemindPledge { venue: venue.clone(), link: link.clone() },
            Notice::RemindLabour { venue: venue.clone(), link: link.clone() },
            Notice::RemindReturned { venue: venue.clone(), link: link.clone() },
            Notice::RemindRenewal { venue: venue.clone(), until: text("31/12/2026"), link: link.clone() },
            Notice::RemindDemand { venue: venue.clone(), link: link.clone() },
            Notice::LabourAsked { venue: venue.clone(), link: link.clone() },
            Notice::LabourAnswered { venue: venue.clone(), link: link.clone() },
            Notice::WorkerPledgesMissing { venue: venue.clone(), count: text("120"), link: link.clone() },
            Notice::Inspected {
                venue: venue.clone(),
                number: record.clone(),
                due: text("02/12/2026"),
                link: link.clone(),
            },
            Notice::InspectionCorrected {
                venue: venue.clone(),
                number: record.clone(),
                due: text("03/12/2026"),
                link: link.clone(),
            },
            Notice::MeasureDecided { venue: venue.clone(), number: record, link: link.clone() },
            Notice::TargetReturned {
                name: self.person.clone(),
                number: text("8"),
                year: text("2026"),
                link: link.clone(),
            },
            Notice::TargetDue {
                name: self.person.clone(),
                number: text("8"),
                year: text("2026"),
                due: text("14/12/2026"),
                link: link.clone(),
            },
            Notice::ReportReturned {
                name: self.person.clone(),
                first: text("15/09/2026"),
                last: text("14/12/2026"),
                link: link.clone(),
            },
            Notice::ReportDue {
                name: self.person.clone(),
                first: text("15/09/2026"),
                last: text("14/12/2026"),
                due: text("16/12/2026"),
                link: link.clone(),
            },
            Notice::ShownTooLate { venue, number, link },
        ]
    }
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
    let notices = SampleValues::usual().notices();
    assert_eq!(notices.each_ref().map(Notice::code), *Notice::CODES);
    for notice in notices {
        for language in ["vi", "en"] {
            let mail = build_letter(URL, &message(notice.clone(), Channel::Email, language));
            let sms = build_letter(URL, &message(notice.clone(), Channel::Sms, language));
            assert!(!mail.subject.is_empty() && sms.subject.is_empty());
            for words in [&mail.subject, &mail.body, &sms.body] {
                assert!(!words.contains("messages-") && !words.contains(['{', '$']), "{words}");
            }
            for (name, value) in notice.values() {
                assert!(sms.body.contains(&to_ascii(value)), "{name}: {}", sms.body);
                assert!(mail.subject.contains(value) || mail.body.contains(value), "{name}: {}", mail.body);
            }
            if notice.link().is_some() {
                let address = "https://camket.example/concerns";
                assert!(sms.body.contains(address) && mail.body.contains(address), "{}", mail.body);
            }
        }
    }
}

#[test]
fn an_sms_has_no_accents_and_is_one_part_or_two_with_a_link() {
    let url = "https://camket.khanhhoa.gov.vn";
    let all = [SampleValues::usual(), SampleValues::longest()];
    for notice in all.iter().flat_map(SampleValues::notices) {
        for language in ["vi", "en"] {
            let sms = build_letter(url, &message(notice.clone(), Channel::Sms, language)).body;
            let alphabet = |byte: u8| byte.is_ascii() && byte >= b' ' && !b"{}[]~|^`\\".contains(&byte);
            assert!(sms.bytes().all(alphabet), "{sms}");
            // Of a message in parts, each has 153.
            let most = if notice.link().is_some() { 2 * 153 } else { MAX_SMS_CHARS };
            assert!(sms.len() <= most, "{language}: {} characters: {sms}", sms.len());
            assert!(!notice.code().ends_with("-code") || sms.contains("012345"), "{sms}");
        }
    }
    let sign = Notice::SignCode { code: "012345".to_owned(), venue: SampleValues::longest().venue };
    let cut = build_letter(url, &message(sign, Channel::Sms, "vi")).body;
    assert!(cut.contains("Nha nghi Nha nghi") && cut.contains("..."), "{cut}");
}

#[test]
fn an_invitation_to_sign_is_one_part() {
    for values in [SampleValues::usual(), SampleValues::longest()] {
        let notice = Notice::InvitedToSign {
            venue: values.venue,
            until: String::from("31/12/2026"),
            link: LinkedPage::Claim { code: String::from("01234-56784") }.into(),
        };
        for language in ["vi", "en"] {
            let notice = message(notice.clone(), Channel::Sms, language);
            let sms = build_letter("https://camket.khanhhoa.gov.vn", &notice).body;
            assert_eq!(count_sms_parts(&sms), 1, "{} characters: {sms}", sms.len());
            assert!(sms.contains("/claim?code=01234-56784"), "{sms}");
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
        (LinkedPage::Receipt { venue }, format!("{own}/receipt.pdf")),
        (
            LinkedPage::Inspection { venue, inspection },
            format!("{own}/inspections/ffffffff-ffff-ffff-ffff-ffffffffffff"),
        ),
        (
            LinkedPage::Transfer { transfer: TransferId(Uuid::nil()) },
            "/transfers/00000000-0000-0000-0000-000000000000".to_owned(),
        ),
        (
            LinkedPage::ManagerInvitation { manager: ManagerId(Uuid::nil()) },
            "/invited/00000000-0000-0000-0000-000000000000".to_owned(),
        ),
        (LinkedPage::VenueRecord { venue }, "/register/00000000-0000-0000-0000-000000000000".to_owned()),
        (LinkedPage::OwnFactors, "/account/factors".to_owned()),
        (LinkedPage::ReviewQueue, "/review".to_owned()),
        (LinkedPage::Concerns, "/concerns".to_owned()),
        (LinkedPage::Targets, "/targets".to_owned()),
        (LinkedPage::Reports, "/reports".to_owned()),
        (LinkedPage::LookUp { code }, "/v/0123456784".to_owned()),
        (LinkedPage::Invitation { token: "AA_-".to_owned() }, "/invitation/AA_-".to_owned()),
        (LinkedPage::Claim { code: "01234-56784".to_owned() }, "/claim?code=01234-56784".to_owned()),
    ];
    for (page, path) in cases {
        assert_eq!(build_address(URL, &page.into()), format!("{URL}{path}"));
    }
    let stored = Destination::Address("https://old.example/venues/1".to_owned());
    let notice = Notice::Returned { venue: String::from("Sen Vàng"), link: stored };
    let mail = build_letter(URL, &message(notice, Channel::Email, "vi"));
    assert!(mail.body.contains("https://old.example/venues/1"), "{}", mail.body);
}
