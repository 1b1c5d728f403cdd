//! The terms of the pledge: versioned, dated texts. A signed pledge keeps its version.
//!
//! Version 1 is valid from 1 July 2026, when the newest law that it cites (Luật Phòng, chống ma túy
//! 120/2025/QH15) came into force. Every clause cites its legal bases (`docs/law.md 1.5`). A law whose number is not
//! confirmed by a source is cited without it, and fines are not printed. A new version is a new file in `terms/`
//! with a later date, added to `FILES`; files are never edited.

use std::fmt::Write;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::calendar::parse_date;
use crate::venues::kind::VenueKind;

/// All versions, oldest first.
const FILES: [&str; 1] = [include_str!("terms/v1.json")];

static ALL: LazyLock<Vec<Terms>> = LazyLock::new(|| {
    let read = |file: &&str| {
        serde_json::from_str(file).expect("terms are part of the program and read by its tests")
    };
    FILES.iter().map(read).collect()
});

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Terms {
    /// Counted from 1.
    pub version: u32,
    /// First day of use (Vietnamese date).
    #[serde(deserialize_with = "deserialize_day")]
    pub valid_from: Date,
    /// Title of the document, in capitals: "BẢN CAM KẾT".
    pub title: String,
    /// Subject, below the title.
    pub subject: String,
    /// The sentence before the clauses.
    pub preamble: String,
    /// The sentence before the signatures.
    pub closing: String,
    /// The worker's own pledge.
    pub worker: WorkerTerms,
    clauses: Vec<ClauseWording>,
}

/// A clause as shown, signed and stored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TermsClause {
    /// Counted from 1.
    pub number: u8,
    pub text: String,
    /// Legal bases.
    pub bases: Vec<String>,
}

/// The terms of each worker's own pledge (PL 10/2003 Điều 15.3).
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct WorkerTerms {
    /// Title of the document, in capitals.
    pub title: String,
    /// Subject, below the title.
    pub subject: String,
    /// The sentence before the clauses.
    pub preamble: String,
    pub clauses: Vec<TermsClause>,
    /// The sentence before the signature.
    pub closing: String,
}

/// A wording of a clause, with the kinds of venue it is for.
#[derive(Clone, PartialEq, Debug, Deserialize)]
struct ClauseWording {
    #[serde(default)]
    applies: ClauseScope,
    #[serde(flatten)]
    clause: TermsClause,
}

/// The kinds of venue that a wording is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ClauseScope {
    #[default]
    Everywhere,
    ClosedToMinors,
    OpenToMinors,
}

impl ClauseScope {
    fn applies_to(self, kind: VenueKind) -> bool {
        match self {
            Self::Everywhere => true,
            Self::ClosedToMinors => kind.is_closed_to_minors(),
            Self::OpenToMinors => !kind.is_closed_to_minors(),
        }
    }
}

impl Terms {
    /// All versions, oldest first.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The version in use on a day (Vietnamese date); `None` before the first.
    pub fn find_current(on: Date) -> Option<&'static Self> {
        Self::all().iter().rev().find(|terms| terms.valid_from <= on)
    }

    pub fn find_version(number: u32) -> Option<&'static Self> {
        Self::all().iter().find(|terms| terms.version == number)
    }

    /// The clauses in the wording for a kind of venue. The wordings of clause 6 differ: all jobs or only some are closed
    /// to minors.
    pub fn clauses_for(&self, kind: VenueKind) -> Vec<TermsClause> {
        self.clauses
            .iter()
            .filter(|wording| wording.applies.applies_to(kind))
            .map(|wording| wording.clause.clone())
            .collect()
    }

    /// The text for a kind of venue in one fixed form, for hashing. It never changes for a version and kind, which a test
    /// checks.
    pub fn canonical_text(&self, kind: VenueKind) -> String {
        let head = format!("camket-terms {}\n", self.version);
        let parts = [&self.title, &self.subject, &self.preamble, &self.closing];
        head + &build_canonical_text(parts, &self.clauses_for(kind))
    }
}

impl WorkerTerms {
    /// The text in one fixed form, for hashing.
    pub fn canonical_text(&self) -> String {
        build_canonical_text([&self.title, &self.subject, &self.preamble, &self.closing], &self.clauses)
    }
}

/// Title, subject, preamble, clauses with their bases, closing: one line each.
fn build_canonical_text(
    [title, subject, preamble, closing]: [&String; 4],
    clauses: &[TermsClause],
) -> String {
    let mut text = format!("{title}\n{subject}\n{preamble}\n");
    for TermsClause { number, text: pledged, bases } in clauses {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{number}. {pledged} [{}]", bases.join("; "));
    }
    text + closing + "\n"
}

fn deserialize_day<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Date, D::Error> {
    let text = String::deserialize(field)?;
    parse_date(&text).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests;
