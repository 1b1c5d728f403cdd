//! What differs between the pages of two look-ups, as texts.

use std::borrow::Cow;
use std::fmt;
use std::ops::Index;

use askama::filters::{Escaper as _, Html};
use camket_app::certificates::{LookupCertificate, LookupResult};
use camket_domain::calendar::local_date;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{PublicDetails, StatusRecord};
use time::Date;

use crate::codes;
use crate::paths;
use camket_shell::links;
use camket_shell::page::Page;

/// One text of a look-up's page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PageText {
    /// Path of the page, for the way back after a change of language.
    Path,
    /// The code as typed.
    Typed,
    CheckedAt,
    /// The day beside the word of the verdict.
    Day,
    Name,
    Kind,
    Address,
    TaxCode,
    Number,
    Document,
    Issued,
    Expires,
    Confirmed,
    ConfirmedOn,
    Accepted,
    AcceptedOn,
    Workers,
    Issuer,
    DecisionNumber,
    Decided,
    SuspendedUntil,
    Reason,
    ReplacedBy,
    /// Address of the page of the certificate that replaced it.
    Successor,
    /// Address of the form that reports a mismatch.
    Report,
}

/// The texts of one page by [`PageText`]; what does not apply is empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct PageTexts<'a>([Cow<'a, str>; PageTexts::COUNT]);

impl Index<PageText> for PageTexts<'_> {
    type Output = str;

    fn index(&self, text: PageText) -> &str {
        &self.0[text as usize]
    }
}

impl<'a> PageTexts<'a> {
    const COUNT: usize = PageText::Report as usize + 1;

    /// The texts of a look-up, in the language of `page`.
    pub(super) fn new(page: &'a Page, result: &'a LookupResult, given: &'a str) -> Self {
        let mut texts = Self::default();
        texts.set(PageText::Path, page.path());
        texts.set(PageText::Typed, keep_typed_code(given));
        texts.set(PageText::CheckedAt, page.moment(&result.checked_at));
        let found = result.certificate.as_ref();
        if let Some(certificate) = found {
            texts.set(
                PageText::Day,
                choose_day(result.verdict, certificate).map(|day| page.date(&day)).unwrap_or_default(),
            );
            texts.add_facts(page, certificate);
            if let Some(decision) = certificate.decision(result.verdict) {
                texts.add_decision(page, result.verdict, decision);
            }
            if let Some(code) =
                certificate.successor.as_ref().filter(|_| result.verdict == Verdict::Superseded)
            {
                texts.set(PageText::Successor, format!("{}/{code}", paths::LookUpForm::PATTERN));
            }
        }
        let number = found.map(|found| found.facts.number.as_str()).unwrap_or_default();
        texts.set(PageText::Report, links::with_query(paths::NewConcern::PATTERN, &[("about", number)]));
        texts
    }

    fn set(&mut self, text: PageText, value: impl Into<Cow<'a, str>>) {
        self.0[text as usize] = value.into();
    }

    fn add_facts(&mut self, page: &Page, certificate: &'a LookupCertificate) {
        let facts = &certificate.facts;
        let note = facts.details.as_ref().map(|details| details.kind_note.as_str()).unwrap_or_default();
        self.set(PageText::Name, &facts.name);
        self.set(PageText::Kind, codes::format_venue_kind(page, facts.kind, note));
        self.set(PageText::Address, &facts.address);
        self.set(PageText::Number, facts.number.as_str());
        self.set(PageText::Issued, page.date(&local_date(facts.issued_at)));
        self.set(PageText::Expires, page.date(&facts.expires_on));
        if let Some(details) = &facts.details {
            self.add_details(page, details);
        }
    }

    fn add_details(&mut self, page: &Page, details: &'a PublicDetails) {
        self.set(PageText::TaxCode, &details.tax_code);
        self.set(PageText::Document, details.document.to_string());
        self.set(PageText::Confirmed, &details.confirmed.0);
        self.set(PageText::ConfirmedOn, page.date(&details.confirmed.1));
        self.set(PageText::Accepted, &details.accepted.0);
        self.set(PageText::AcceptedOn, page.date(&details.accepted.1));
        self.set(PageText::Workers, page.number(details.workers));
        self.set(PageText::Issuer, &details.issuer);
    }

    fn add_decision(&mut self, page: &Page, verdict: Verdict, decision: &'a StatusRecord) {
        self.set(PageText::DecisionNumber, &decision.decision_number);
        self.set(PageText::Decided, decision.since.map(|at| page.date(&local_date(at))).unwrap_or_default());
        if let Some(until) = decision.until.filter(|_| verdict == Verdict::Suspended) {
            self.set(PageText::SuspendedUntil, page.date(&until));
        }
        if let Some(reason) = decision.reason {
            self.set(PageText::Reason, codes::translate_code(page, "neutral", reason.code()));
        }
        if let Some(number) = &decision.replaced_by {
            self.set(PageText::ReplacedBy, number.as_str());
        }
    }

    /// The texts that are not empty, as bits.
    pub(super) fn list_present(&self) -> u32 {
        self.0.iter().enumerate().fold(0, |bits, (place, text)| bits | u32::from(!text.is_empty()) << place)
    }

    /// A placeholder for each text of `present`.
    pub(super) fn build_placeholders(present: u32) -> Self {
        let placeholder = |place: usize| {
            let text = Placeholder(u8::try_from(place).unwrap_or_default()).to_char().to_string();
            if present & (1 << place) == 0 { Cow::default() } else { Cow::Owned(text) }
        };
        Self(std::array::from_fn(placeholder))
    }

    /// Length of all texts, in bytes.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|text| text.len()).sum()
    }

    /// Appends the text of a placeholder, escaped for HTML.
    pub(super) fn write(&self, out: &mut String, placeholder: Placeholder) -> fmt::Result {
        Html.write_escaped_str(out, &self.0[usize::from(placeholder.0)])
    }
}

/// A private character that stands for a text. It is in no locale file or template, and escaping leaves it as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Placeholder(u8);

impl Placeholder {
    const FIRST: u32 = 0xE000;

    fn to_char(self) -> char {
        char::from_u32(Self::FIRST + u32::from(self.0)).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    pub(super) fn from_char(letter: char) -> Option<Self> {
        let place = u32::from(letter).checked_sub(Self::FIRST).and_then(|place| u8::try_from(place).ok())?;
        (usize::from(place) < PageTexts::COUNT).then_some(Self(place))
    }
}

/// The value of the code field: what was typed, or empty for a token.
fn keep_typed_code(given: &str) -> &str {
    if given.chars().count() > 24 { "" } else { given }
}

/// The day beside the word of the verdict.
fn choose_day(verdict: Verdict, certificate: &LookupCertificate) -> Option<Date> {
    let last = certificate.facts.expires_on;
    match verdict {
        Verdict::Valid => Some(last),
        Verdict::Expired => Some(last.next_day().unwrap_or(last)),
        Verdict::Suspended | Verdict::Revoked | Verdict::Superseded => {
            certificate.status.since.map(local_date)
        }
        _ => None,
    }
}
