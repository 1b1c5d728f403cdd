//! The papers whose numbers were typed, as they are printed, alone or among other words.

use std::collections::BTreeSet;

use camket_domain::accounts::Scope;
use camket_domain::applications::FileNumber;
use camket_domain::certificates::ShortCode;
use camket_domain::text::fold;
use camket_domain::venue_register::words::{MAX_SEARCH_WORDS, list_search_words};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::Paper;
use crate::applications::entity::{Column as AppliedColumn, Entity as Applications};
use crate::certificates::entity::{Column, Entity, Relation};
use crate::scope::as_checked;
use crate::value_lists::{in_any_list, list_values};
use crate::{Reader, StoreError, venues};

/// Most certificates that are read for the document numbers of a search, the newest: such a number returns every year and at
/// every agency.
const MAX_DOCUMENTS: u64 = 2_000;

/// What was typed, as the number of a paper.
struct Number {
    typed: String,
    upper: String,
    code: Option<ShortCode>,
    /// Serial and folded symbol.
    document: Option<(i32, String)>,
    file: Option<FileNumber>,
}

/// Everything typed that may be the number of a paper: all of it first, then each word.
struct Asked {
    whole: String,
    numbers: Vec<Number>,
}

/// A certificate or an application that has one of the numbers.
#[derive(FromQueryResult)]
struct Found {
    application_id: Uuid,
    venue_id: Uuid,
    number: String,
    code: String,
    document_serial: i32,
    document_symbol: String,
}

/// The papers within `scope` whose certificate number, short code, document number or file number was typed, and the other
/// words.
pub(super) async fn find(
    reader: &impl Reader,
    scope: &Scope,
    typed: &str,
) -> Result<(Vec<Paper>, Vec<String>), StoreError> {
    let asked = Asked::read(typed);
    if asked.numbers.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let found = asked.find(reader, scope).await?;
    let others = asked.list_others(&found);
    let mut papers: Vec<Paper> =
        found.iter().map(|one| Paper { venue: one.venue_id, application: one.application_id }).collect();
    papers.sort_unstable();
    papers.dedup();
    Ok((papers, others))
}

impl Asked {
    fn read(typed: &str) -> Self {
        let whole = typed.trim();
        let words = whole.split_whitespace().take(MAX_SEARCH_WORDS).filter(|word| *word != whole);
        let numbers = std::iter::once(whole).chain(words).filter_map(Number::read).collect();
        Self { whole: whole.to_owned(), numbers }
    }

    async fn find(&self, reader: &impl Reader, scope: &Scope) -> Result<Vec<Found>, StoreError> {
        let codes = self.numbers.iter().filter_map(|number| number.code.as_ref()).map(ShortCode::as_str);
        let numbers = self.numbers.iter().map(|number| number.upper.as_str());
        let same = in_any_list([(Column::Number, list_values(numbers)), (Column::Code, list_values(codes))]);
        let mut found = select_certificates(scope).filter(same).into_model().all(reader.connection()).await?;
        found.extend(self.find_documents(reader, scope).await?);
        found.extend(self.find_files(reader).await?);
        Ok(found)
    }

    async fn find_documents(&self, reader: &impl Reader, scope: &Scope) -> Result<Vec<Found>, StoreError> {
        let documents = || self.numbers.iter().filter_map(|number| number.document.as_ref());
        let serials: BTreeSet<i32> = documents().map(|(serial, _)| *serial).collect();
        if serials.is_empty() {
            return Ok(Vec::new());
        }
        let query = select_certificates(scope)
            .filter(Column::DocumentSerial.is_in(serials))
            .order_by_desc(Column::IssuedAt)
            .limit(MAX_DOCUMENTS);
        let mut found: Vec<Found> = query.into_model().all(reader.connection()).await?;
        found.retain(|one| documents().any(|document| one.has_document(document)));
        Ok(found)
    }

    async fn find_files(&self, reader: &impl Reader) -> Result<Vec<Found>, StoreError> {
        let files: Vec<&str> =
            self.numbers.iter().filter_map(|number| number.file.as_ref()).map(FileNumber::as_str).collect();
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let query = Applications::find()
            .select_only()
            .columns([AppliedColumn::Id, AppliedColumn::VenueId, AppliedColumn::Number])
            .filter(AppliedColumn::Number.is_in(files));
        let rows: Vec<(Uuid, Uuid, String)> = query.into_tuple().all(reader.connection()).await?;
        Ok(rows.into_iter().map(Found::of_file).collect())
    }

    /// The words that are no number of what was found.
    fn list_others(&self, found: &[Found]) -> Vec<String> {
        let names = |text: &str| {
            let mut numbers = self.numbers.iter().filter(|number| number.typed == text);
            numbers.any(|number| found.iter().any(|one| number.names(one)))
        };
        if names(&self.whole) {
            return Vec::new();
        }
        let others: Vec<&str> = self.whole.split_whitespace().filter(|word| !names(word)).collect();
        list_search_words(&others.join(" "))
    }
}

impl Number {
    fn read(typed: &str) -> Option<Self> {
        let code = ShortCode::parse(typed).ok();
        let may_be_number = code.is_some() || typed.contains(|c: char| c.is_ascii_digit());
        may_be_number.then(|| Self {
            typed: typed.to_owned(),
            upper: typed.to_uppercase(),
            code,
            document: parse_document(typed),
            file: FileNumber::parse(typed),
        })
    }

    fn names(&self, found: &Found) -> bool {
        found.number == self.upper
            || self.code.as_ref().is_some_and(|code| found.code == code.as_str())
            || self.file.as_ref().is_some_and(|file| found.number == file.as_str())
            || self.document.as_ref().is_some_and(|document| found.has_document(document))
    }
}

impl Found {
    fn of_file((application_id, venue_id, number): (Uuid, Uuid, String)) -> Self {
        let (code, document_symbol) = (String::new(), String::new());
        Self { application_id, venue_id, number, code, document_serial: 0, document_symbol }
    }

    fn has_document(&self, (serial, symbol): &(i32, String)) -> bool {
        self.document_serial == *serial && fold(&self.document_symbol) == *symbol
    }
}

fn select_certificates(scope: &Scope) -> sea_orm::Select<Entity> {
    Entity::find()
        .select_only()
        .columns([Column::ApplicationId, Column::VenueId, Column::Number, Column::Code])
        .columns([Column::DocumentSerial, Column::DocumentSymbol])
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(as_checked(venues::within(scope)))
}

/// Serial and symbol, folded, of "343/XN-SNV".
fn parse_document(typed: &str) -> Option<(i32, String)> {
    let (serial, symbol) = typed.split_once('/')?;
    let symbol = fold(symbol);
    Some((serial.trim().parse().ok()?, symbol.strip_prefix("xn-")?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_number_is_read_as_printed() {
        assert_eq!(parse_document("343/XN-SNV"), Some((343, "snv".to_owned())));
        assert_eq!(parse_document("05/xn-snv"), Some((5, "snv".to_owned())));
        for other in ["343", "343/QĐ-SNV", "12/3", "x/XN-SNV", ""] {
            assert_eq!(parse_document(other), None, "{other}");
        }
    }

    #[test]
    fn words_beside_a_number_are_asked_too() {
        let found = Found {
            application_id: Uuid::nil(),
            venue_id: Uuid::nil(),
            number: "KH-SNV-2026-000001".to_owned(),
            code: "ABCDEFGHJK".to_owned(),
            document_serial: 343,
            document_symbol: "SNV".to_owned(),
        };
        for (typed, others) in [
            ("kh-snv-2026-000001", vec![]),
            ("343/XN-SNV", vec![]),
            (" 343 / XN-SNV ", vec![]),
            ("Biển Xanh 343/xn-snv", vec!["bien", "xanh"]),
            ("số KH-SNV-2026-000001 biển", vec!["so", "bien"]),
        ] {
            let asked = Asked::read(typed);
            assert_eq!(asked.list_others(std::slice::from_ref(&found)), others, "{typed}");
        }
    }

    #[test]
    fn words_alone_are_no_number() {
        for typed in ["Khách sạn Biển Xanh", "", "  ", "_"] {
            assert!(Asked::read(typed).numbers.is_empty(), "{typed}");
        }
    }
}
