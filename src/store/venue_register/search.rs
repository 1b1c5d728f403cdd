//! Search in the register: the venues that have every word, each as the beginning of one of their words or as the number of
//! one of their papers.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use camket_domain::applications::FileNumber;
use camket_domain::certificates::ShortCode;
use camket_domain::text::fold;
use camket_domain::venue_register::words::list_search_words;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entity::{Column, Entity};
use super::{frequent_word, word};
use crate::applications::entity::{Column as AppliedColumn, Entity as Applications};
use crate::certificates::entity::{Column as CertifiedColumn, Entity as Certificates};
use crate::{Reader, StoreError};

/// Most venues that are listed. Of more, each is checked while the list is read in its order: a page is found soon.
const MAX_LISTED: u64 = 2_000;
/// What words mean in a query.
pub(super) enum WordMatch {
    /// These venues have them.
    Venues(Vec<Uuid>),
    /// Many venues have them.
    Condition(Condition),
}

/// What was typed, as a condition on venues.
pub(super) async fn match_words(reader: &impl Reader, typed: &str) -> Result<WordMatch, StoreError> {
    let papers = list_by_number(reader, typed.trim()).await?;
    let mut words = list_search_words(typed);
    if typed.trim().is_empty() {
        return Ok(WordMatch::Condition(Condition::all()));
    }
    if !papers.is_empty() || words.is_empty() {
        return Ok(WordMatch::Venues(papers));
    }
    let counts = word::estimate_rows(reader, &words, frequent_word::LEAST_ROWS).await?;
    let counts: HashMap<String, u64> = words.iter().cloned().zip(counts).collect();
    // Of frequent words that were not counted yet the longest is taken for the rarest, as fewer begin with it, and of these the last: a name begins with
    // the kind of venue.
    words.reverse();
    words.sort_by_key(|word| (counts.get(word).copied().unwrap_or_default(), Reverse(word.len())));
    let venue = || Expr::col((Entity, Column::VenueId));
    let venues = word::list_venues(reader, &words, MAX_LISTED).await?;
    if (venues.len() as u64) < MAX_LISTED {
        return Ok(WordMatch::Venues(venues));
    }
    let have = words.iter().map(|word| Expr::exists(word::select_of_venue(word, venue())));
    Ok(WordMatch::Condition(have.fold(Condition::all(), Condition::add)))
}

/// The venues of the certificates whose number, short code or document number was typed, as it is printed, and of the
/// application whose file number was. A document's
/// number returns every year and at every agency.
async fn list_by_number(reader: &impl Reader, typed: &str) -> Result<Vec<Uuid>, StoreError> {
    let mut same = Condition::any().add(CertifiedColumn::Number.eq(typed.to_uppercase()));
    if let Ok(code) = ShortCode::parse(typed) {
        same = same.add(CertifiedColumn::Code.eq(code.as_str()));
    }
    let query = select_columns().filter(same);
    let mut found: Vec<Row> = query.into_tuple().all(reader.connection()).await?;
    if let Some((serial, symbol)) = parse_document(typed) {
        let query = select_columns().filter(CertifiedColumn::DocumentSerial.eq(serial)).limit(MAX_LISTED);
        let documents: Vec<Row> = query.into_tuple().all(reader.connection()).await?;
        found.extend(documents.into_iter().filter(|(_, printed)| fold(printed) == symbol));
    }
    let mut venues: HashSet<Uuid> = found.into_iter().map(|(venue, _)| venue).collect();
    if let Some(number) = FileNumber::parse(typed) {
        let query = Applications::find().select_only().column(AppliedColumn::VenueId);
        let query = query.filter(AppliedColumn::Number.eq(number.as_str()));
        venues.extend(query.into_tuple::<Uuid>().all(reader.connection()).await?);
    }
    Ok(venues.into_iter().collect())
}

type Row = (Uuid, String);

fn select_columns() -> sea_orm::Select<Certificates> {
    Certificates::find().select_only().columns([CertifiedColumn::VenueId, CertifiedColumn::DocumentSymbol])
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
}
