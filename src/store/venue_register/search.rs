//! Search in the register: the venues that have every word, each as the beginning of one of their words or as the number of
//! one of their papers.

mod numbers;

use std::cmp::Reverse;
use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::venue_register::words::list_search_words;
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, IntoColumnRef};
use uuid::Uuid;

use super::{frequent_word, word};
use crate::{Reader, StoreError};

/// Most venues that are listed. Of more, each is checked while the list is read in its order: a page is found soon.
const MAX_LISTED: u64 = 2_000;

/// What was typed, as a query asks for it.
pub(crate) enum WordMatch {
    /// Numbers of these papers were typed, and perhaps other words.
    Papers(Vec<Paper>, Vec<String>),
    /// These venues have all words.
    Venues(Vec<Uuid>),
    /// Many venues have words that begin with each of these.
    Many(Vec<String>),
}

/// A certificate or an application that has a number that was typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Paper {
    pub(crate) venue: Uuid,
    pub(crate) application: Uuid,
}

/// Finds what was typed within `scope`, whose papers alone are found by their numbers.
pub(crate) async fn match_words(
    reader: &impl Reader,
    scope: &Scope,
    typed: &str,
) -> Result<WordMatch, StoreError> {
    let (papers, others) = numbers::find(reader, scope, typed).await?;
    if !papers.is_empty() {
        return Ok(WordMatch::Papers(papers, others));
    }
    let mut words = list_search_words(typed);
    if words.is_empty() {
        let is_all = typed.trim().is_empty();
        return Ok(if is_all { WordMatch::Many(words) } else { WordMatch::Venues(Vec::new()) });
    }
    let counts = word::estimate_rows(reader, &words, frequent_word::LEAST_ROWS).await?;
    let counts: HashMap<String, u64> = words.iter().cloned().zip(counts).collect();
    // Of frequent words that were not counted yet the longest is taken for the rarest, as fewer begin with it, and of these the last: a name begins with
    // the kind of venue.
    words.reverse();
    words.sort_by_key(|word| (counts.get(word).copied().unwrap_or_default(), Reverse(word.len())));
    let venues = word::list_venues(reader, &words, MAX_LISTED).await?;
    if (venues.len() as u64) < MAX_LISTED {
        return Ok(WordMatch::Venues(venues));
    }
    Ok(WordMatch::Many(words))
}

/// The condition that the venue in a column has words that begin with each of these.
pub(crate) fn have_words<C: IntoColumnRef + Copy>(words: &[String], venue: C) -> Condition {
    let have = words.iter().map(|word| Expr::exists(word::select_of_venue(word, Expr::col(venue))));
    have.fold(Condition::all(), Condition::add)
}
