//! Rows that head a group of others: "II. Nhà nghỉ", "Khu phố 3", "Phường Phan Rang".

use super::communes::{CommuneReader, CommuneReading, split_kind};
use crate::census::columns::{CensusColumn, Table};
use crate::census::grid::{CellValue, GridRow};
use crate::census::kinds;
use crate::text::fold_words;
use crate::venues::VenueKind;

/// What the rows of a group share.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Section {
    pub kind: Option<VenueKind>,
    /// Whether communes stand below kinds; otherwise kinds stand below communes.
    kind_is_outer: bool,
    pub hamlet: String,
    /// With the name in the heading.
    pub commune: Option<(String, CommuneReading)>,
}

/// Words that may stand beside a kind in the heading of a group.
const FILLERS: [&str; 14] =
    ["cac", "co", "so", "loai", "hinh", "nhom", "dich", "vu", "kinh", "doanh", "luu", "tru", "va", "khoi"];
const HAMLETS: [&str; 6] = ["thon ", "khu pho ", "kp ", "to dan pho ", "to ", "ap "];

impl Section {
    /// The section after a row that heads a group; `None` if the row is an entry.
    pub fn after(&self, row: &GridRow, table: &Table, communes: &mut CommuneReader<'_>) -> Option<Self> {
        let text = find_only_text(row, table)?;
        let words = fold_words(text);
        let heading = strip_enumeration(&words);
        let from = text.find(|c: char| c.is_alphabetic()).unwrap_or_default();
        if HAMLETS.iter().any(|hamlet| heading.starts_with(hamlet)) {
            return Some(Self { hamlet: strip_label(text), ..self.clone() });
        }
        if split_kind(heading).len() > 1 {
            let name = strip_label(text.get(from..).unwrap_or(text));
            let reading = communes.read(&name);
            let kind = self.kind.filter(|_| self.kind_is_outer);
            return Some(Self { commune: Some((name, reading)), kind, hamlet: String::new(), ..*self });
        }
        let kind = Some(find_heading_kind(heading)?);
        if self.kind_is_outer || self.commune.is_none() {
            return Some(Self { kind, kind_is_outer: true, ..Self::default() });
        }
        Some(Self { kind, ..self.clone() })
    }
}

/// The text of a row that has one text alone, beside letters and numbers in the column STT.
fn find_only_text<'a>(row: &'a GridRow, table: &Table) -> Option<&'a str> {
    let number = table.find(CensusColumn::Number);
    let mut texts = Vec::new();
    for cell in &row.cells {
        match &cell.value {
            CellValue::Text(text) if Some(cell.column) != number || text.chars().count() > 4 => {
                texts.push(text.as_ref());
            }
            CellValue::Text(text) if text.trim().parse::<u32>().is_err() => {}
            _ => return None,
        }
    }
    match texts[..] {
        [text] => Some(text),
        _ => None,
    }
}

/// Without "ii", "a" or "1" in front.
fn strip_enumeration(words: &str) -> &str {
    match words.split_once(' ') {
        Some((first, rest)) if is_enumeration(first) => rest,
        _ => words,
    }
}

fn is_enumeration(word: &str) -> bool {
    let roman = word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    roman && word != "x" || word.len() == 1 && !matches!(word, "p" | "x") || word.parse::<u8>().is_ok()
}

/// The heading as a person would write it, without its enumeration: "II. Khu phố 3" is "Khu phố 3".
fn strip_label(text: &str) -> String {
    let trimmed = text.trim().trim_end_matches([':', '.']).trim_end();
    match trimmed.split_once(['.', ')', '-', '/']) {
        Some((label, rest)) if is_enumeration(&fold_words(label)) && !rest.trim().is_empty() => {
            rest.trim().to_owned()
        }
        _ => trimmed.to_owned(),
    }
}

/// The kind of a heading that says nothing else.
fn find_heading_kind(heading: &str) -> Option<VenueKind> {
    let words: Vec<&str> = heading.split(' ').collect();
    let (mut found, mut at) = (None, 0);
    while at < words.len() {
        if let Some((kind, length)) = kinds::find_at(&words[at..]) {
            found = found.or(Some(kind));
            at += length;
        } else if FILLERS.contains(&words[at]) || words[at].parse::<u32>().is_ok() {
            at += 1;
        } else {
            return None;
        }
    }
    found
}
