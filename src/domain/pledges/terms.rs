//! The terms of the pledge: versioned, dated texts. What was signed keeps its version.
//!
//! Version 1 holds from 1 July 2026, the day the youngest law it names (Luật Phòng, chống ma túy
//! 120/2025/QH15) came into force. Every clause is traceable (domain notes 1.9) and names its bases; a
//! law whose number no source confirms is named without it, and fines are not printed at all. A new
//! version is a new file in `terms/` with a later date, added to `FILES`; files are never edited.

use std::fmt::Write;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::calendar::parse_date;
use crate::venues::kind::VenueKind;

/// The versions, oldest first.
const FILES: [&str; 1] = [include_str!("terms/v1.json")];

static ALL: LazyLock<Vec<Terms>> = LazyLock::new(|| {
    let read = |file: &&str| {
        serde_json::from_str(file).expect("terms are part of the program and read by its tests")
    };
    FILES.iter().map(read).collect()
});

/// One version of the terms.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Terms {
    /// Its number, from 1.
    pub version: u32,
    /// First day on which it is signed.
    #[serde(deserialize_with = "day")]
    pub valid_from: Date,
    /// Kind of paper, in capitals: "BẢN CAM KẾT".
    pub title: String,
    /// What it is about, below the title.
    pub subject: String,
    /// The sentence before the clauses.
    pub preamble: String,
    /// The sentence before the signatures.
    pub closing: String,
    /// The worker's own pledge.
    pub worker: WorkerTerms,
    clauses: Vec<Wording>,
}

/// A clause as it is shown, signed and kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Clause {
    /// Its number, from 1.
    pub number: u8,
    pub text: String,
    /// The articles it rests on.
    pub bases: Vec<String>,
}

/// The terms of each worker's own pledge (PL 10/2003 Điều 15.3).
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct WorkerTerms {
    /// Kind of paper, in capitals.
    pub title: String,
    /// What it is about, below the title.
    pub subject: String,
    /// The sentence before the clauses.
    pub preamble: String,
    pub clauses: Vec<Clause>,
    /// The sentence before the signature.
    pub closing: String,
}

/// A clause with the kinds of venue it is worded for.
#[derive(Clone, PartialEq, Debug, Deserialize)]
struct Wording {
    #[serde(default)]
    applies: Applies,
    #[serde(flatten)]
    clause: Clause,
}

/// Which kinds of venue a wording is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Applies {
    #[default]
    Everywhere,
    ClosedToMinors,
    OpenToMinors,
}

impl Applies {
    fn to(self, kind: VenueKind) -> bool {
        match self {
            Self::Everywhere => true,
            Self::ClosedToMinors => kind.closed_to_minors(),
            Self::OpenToMinors => !kind.closed_to_minors(),
        }
    }
}

impl Terms {
    /// Every version, oldest first.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The version that is signed on a day; none before the first.
    pub fn current(on: Date) -> Option<&'static Self> {
        Self::all().iter().rev().find(|terms| terms.valid_from <= on)
    }

    /// The version of a number.
    pub fn version(number: u32) -> Option<&'static Self> {
        Self::all().iter().find(|terms| terms.version == number)
    }

    /// The clauses as they are worded for a kind of venue: clause 6 closes all jobs or only some.
    pub fn clauses_for(&self, kind: VenueKind) -> Vec<Clause> {
        self.clauses
            .iter()
            .filter(|wording| wording.applies.to(kind))
            .map(|wording| wording.clause.clone())
            .collect()
    }

    /// The whole text for a kind of venue in one fixed form, for hashing. It never changes for a
    /// version and kind: a test holds it.
    pub fn canonical_text(&self, kind: VenueKind) -> String {
        let head = format!("camket-terms {}\n", self.version);
        let parts = [&self.title, &self.subject, &self.preamble, &self.closing];
        head + &canonical(parts, &self.clauses_for(kind))
    }
}

impl WorkerTerms {
    /// The whole text in one fixed form, for hashing.
    pub fn canonical_text(&self) -> String {
        canonical([&self.title, &self.subject, &self.preamble, &self.closing], &self.clauses)
    }
}

/// Title, subject, preamble, clauses with their bases, closing: a line each.
fn canonical([title, subject, preamble, closing]: [&String; 4], clauses: &[Clause]) -> String {
    let mut text = format!("{title}\n{subject}\n{preamble}\n");
    for Clause { number, text: pledged, bases } in clauses {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{number}. {pledged} [{}]", bases.join("; "));
    }
    text + closing + "\n"
}

fn day<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Date, D::Error> {
    let text = String::deserialize(field)?;
    parse_date(&text).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests;
