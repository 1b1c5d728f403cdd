//! The query of the entries, read and written.

use camket_domain::areas::AreaCode;
use camket_domain::census::{CandidateFilter, EntryFilter, EntryStateFilter, ExclusionReason};
use camket_domain::identifiers::find_personal_number;
use camket_domain::ids::CensusEntryId;
use camket_domain::venues::VenueKind;

use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::links;
use camket_shell::page_error::PageError;

/// Most characters of a search; more is cut off.
const MAX_WORDS_CHARS: usize = 100;

/// The query of the entries.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct EntryQuery {
    pub(crate) filter: EntryFilter,
}

impl EntryQuery {
    /// Reads a query, or a form with the same fields.
    ///
    /// # Errors
    /// [`ErrorKind::Unreadable`] for a value that no link of ours has.
    pub(super) fn from_form(form: &Form) -> Result<Self, ErrorKind> {
        let filter = EntryFilter {
            words: form.text("q").chars().take(MAX_WORDS_CHARS).collect(),
            fingerprint: None,
            list: parse(form, "list", |text| text.parse().ok())?,
            commune: parse(form, "commune", AreaCode::new)?,
            kind: parse(form, "kind", VenueKind::from_code)?,
            state: parse(form, "state", EntryStateFilter::from_code)?,
            reason: parse(form, "reason", ExclusionReason::from_code)?,
            candidates: parse(form, "candidates", CandidateFilter::from_code)?,
        };
        Ok(Self { filter })
    }

    /// Reads the query of an address.
    ///
    /// # Errors
    /// As [`Self::from_form`]; a redirect for a personal number, which must not stand in an address.
    pub(crate) fn from_address(form: &Form) -> Result<Self, PageError> {
        let query = Self::from_form(form)?;
        if query.find_person().is_some() {
            let flash = Flash::warning("certificates-register-flash-number");
            return Err(PageError::Redirect(flash, paths::CensusEntries.to_string()));
        }
        Ok(query)
    }

    /// The conditions as pairs of field and value. A personal number is left out.
    fn pairs(&self) -> [(&'static str, String); 7] {
        let filter = &self.filter;
        let words = if self.find_person().is_some() { "" } else { &filter.words };
        [
            ("q", words.to_owned()),
            ("list", filter.list.map(|list| list.to_string()).unwrap_or_default()),
            ("commune", filter.commune.as_ref().map_or("", AreaCode::as_str).to_owned()),
            ("kind", filter.kind.map_or("", VenueKind::code).to_owned()),
            ("state", filter.state.map_or("", EntryStateFilter::code).to_owned()),
            ("reason", filter.reason.map_or("", ExclusionReason::code).to_owned()),
            ("candidates", filter.candidates.map_or("", CandidateFilter::code).to_owned()),
        ]
    }

    /// The address of the list, from its first page or after an entry.
    pub(crate) fn address(&self, after: Option<CensusEntryId>) -> String {
        let after = after.map(|entry| entry.to_string()).unwrap_or_default();
        let pairs = self.pairs();
        let pairs = pairs.iter().map(|(field, value)| (*field, value.as_str()));
        let pairs: Vec<(&str, &str)> = pairs.chain([("after", after.as_str())]).collect();
        links::with_query(paths::CensusEntries::PATTERN, &pairs)
    }

    /// The fields that name these entries in the form of letters.
    pub(crate) fn letter_pairs(&self) -> Vec<(&'static str, String)> {
        let filled = self.pairs().into_iter().filter(|(_, value)| !value.is_empty());
        std::iter::once(("from", "census".to_owned())).chain(filled).collect()
    }

    /// The form of letters to these entries.
    pub(super) fn letters_address(&self) -> String {
        let pairs = self.letter_pairs();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(field, value)| (*field, value.as_str())).collect();
        links::with_query(paths::NewLetters::PATTERN, &pairs)
    }

    /// The filter form, filled.
    pub(super) fn to_form(&self) -> Form {
        Form::from_fields(self.pairs())
    }

    /// The last four digits of the personal number that is searched.
    pub(super) fn find_person(&self) -> Option<String> {
        find_personal_number(&self.filter.words).map(|number| number[number.len() - 4..].to_owned())
    }
}

/// The address of the entries that pass a filter.
pub(super) fn link_entries(filter: EntryFilter) -> String {
    EntryQuery { filter }.address(None)
}

/// The last entry of the page before.
///
/// # Errors
/// [`ErrorKind::Unreadable`]
pub(super) fn parse_place(form: &Form) -> Result<Option<CensusEntryId>, ErrorKind> {
    parse(form, "after", |text| text.parse().ok())
}

fn parse<T>(form: &Form, field: &str, of_text: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ErrorKind> {
    form.optional(field).map(|text| of_text(text).ok_or(ErrorKind::Unreadable)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let filter = EntryFilter {
            words: "hoa sen".into(),
            commune: AreaCode::new("22759"),
            state: Some(EntryStateFilter::Missing),
            candidates: Some(CandidateFilter::Sure),
            ..EntryFilter::default()
        };
        let query = EntryQuery { filter };
        let address = query.address(None);
        assert_eq!(address, "/census/entries?q=hoa%20sen&commune=22759&state=missing&candidates=sure");
        let sent = Form::parse(address.split_once('?').unwrap().1.as_bytes());
        assert_eq!(EntryQuery::from_form(&sent).unwrap(), query);
        assert!(EntryQuery::from_form(&Form::parse(b"state=nonsense")).is_err());
        assert!(EntryQuery::from_address(&Form::parse(b"q=056190737371")).is_err());
    }
}
