//! Whose venues are written to: read from an address or a form, and written into both. A list is named as its own page names
//! it, with the page's fields.

use camket_app::App;
use camket_app::letters::LetterTarget;
use camket_domain::census::EntryStateFilter;
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::{Permit, rights};

use crate::census::EntryQuery;
use crate::coverage::AskedNames;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Form;
use camket_shell::page_error::PageError;

/// A target with the fields that name it.
pub(super) struct AskedTarget {
    pub(super) target: LetterTarget,
    /// For the hidden fields of the form.
    pub(super) pairs: Vec<(&'static str, String)>,
    /// The page of the list or the entry.
    pub(super) back: String,
}

impl AskedTarget {
    /// # Errors
    /// [`ErrorKind::Unreadable`] for a value that no link of ours has; [`ErrorKind::NotFound`] for an area that is not the
    /// officer's.
    pub(super) fn parse(
        app: &App,
        permit: &Permit<rights::ReadCoverage>,
        form: &mut Form,
    ) -> Result<Self, PageError> {
        match form.text("from") {
            "entry" => {
                let id: CensusEntryId = form.text("entry").parse().map_err(|_| ErrorKind::Unreadable)?;
                let pairs = vec![("from", "entry".to_owned()), ("entry", id.to_string())];
                Ok(Self { target: LetterTarget::Entry(id), pairs, back: paths::CensusEntry(id).to_string() })
            }
            // All that are missing.
            "" => {
                form.set("from", "census");
                form.set("state", EntryStateFilter::Missing.code());
                Self::parse(app, permit, form)
            }
            "census" => {
                let query = EntryQuery::from_address(form)?;
                let (pairs, back) = (query.letter_pairs(), query.address(None));
                Ok(Self { target: LetterTarget::Listed(query.filter), pairs, back })
            }
            "coverage" => {
                let names = AskedNames::parse(app, permit, form)?;
                let (pairs, back) = (names.letter_pairs(), names.address());
                Ok(Self { target: LetterTarget::Names(names.question(), names.filter), pairs, back })
            }
            _ => Err(ErrorKind::Unreadable.into()),
        }
    }
}
