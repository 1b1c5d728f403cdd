//! Pledges on paper: printed with a cover line on each page, signed by hand, scanned, and matched by that line.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::areas::AreaCode;
use crate::certificates::ShortCode;
use crate::ids::{AccountId, PaperPageId, PledgeId, VenueId};
use crate::pledges::PledgedFacts;
use crate::pledges::terms::TermsClause;

/// The text that a printed pledge has, whatever changes later.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PrintedText {
    pub terms_version: u32,
    /// SHA-256 of terms and facts, as of a pledge signed on a screen.
    pub text_hash: String,
    pub clauses: Vec<TermsClause>,
    pub facts: PledgedFacts,
    pub signer_name: String,
    pub signer_capacity: String,
}

/// A pledge that was printed to be signed by hand.
#[derive(Clone, PartialEq, Debug)]
pub struct PaperPledge {
    /// The id of the pledge that it becomes.
    pub id: PledgeId,
    /// On its cover lines.
    pub code: ShortCode,
    pub venue: VenueId,
    pub text: PrintedText,
    /// Number of its pages.
    pub pages: u8,
    pub made_by: AccountId,
    pub made_at: OffsetDateTime,
    pub state: PaperState,
}

/// What became of a printed pledge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaperState {
    /// Its signed pages are awaited.
    Open,
    /// When all its pages were matched.
    Signed(OffsetDateTime),
    /// When another text was printed for the venue: signed pages of this one count no more.
    Replaced(OffsetDateTime),
}

impl PaperPledge {
    /// The pages, from 1, of which no scan is matched yet.
    pub fn list_missing(&self, matched: &BTreeSet<u8>) -> Vec<u8> {
        (1..=self.pages).filter(|number| !matched.contains(number)).collect()
    }
}

/// A scanned page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperPage {
    pub id: PaperPageId,
    /// Area of the officer who uploaded it.
    pub area: AreaCode,
    pub uploaded_by: AccountId,
    pub uploaded_at: OffsetDateTime,
    /// The pledge and the page, from 1, that it is matched to.
    pub matched: Option<(PledgeId, u8)>,
    /// Who matched it by hand.
    pub matched_by: Option<AccountId>,
}

/// Beginning of the text of a cover line.
const MARK: &str = "CKP";

/// The text of the QR code in the cover line of a page, from 1, of so many: 9 at most.
pub fn format_page(code: &ShortCode, number: u8, count: u8) -> String {
    format!("{MARK}{}-{number}{count}", code.as_str())
}

/// Code and page of a cover line as it was read: see [`format_page`].
pub fn parse_cover(text: &str) -> Option<(ShortCode, u8)> {
    let (code, page) = text.strip_prefix(MARK)?.split_once('-')?;
    let number = page.chars().next()?.to_digit(10).and_then(|digit| u8::try_from(digit).ok())?;
    let code = ShortCode::parse(code).ok()?;
    (page.len() == 2 && number > 0).then_some((code, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_line_is_read_as_it_was_written() {
        let code = ShortCode::parse("01234-56784").unwrap();
        assert_eq!(parse_cover(&format_page(&code, 1, 2)), Some((code, 1)));
        for other in ["", "CKP0123456784", "CKP0123456784-02", "CKP0123456783-12", "https://x/v/01234-56784"]
        {
            assert_eq!(parse_cover(other), None, "{other}");
        }
    }
}
