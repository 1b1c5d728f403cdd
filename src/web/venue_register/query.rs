//! The query of the register, read and written.

use camket_domain::areas::AreaCode;
use camket_domain::identifiers::find_personal_number;
use camket_domain::ids::VenueId;
use camket_domain::labour::checks::LabourCheck;
use camket_domain::venue_register::{
    CertificateFilter, EndMonth, OperationState, ReachFilter, RegisterFilter, TrackFilter,
};
use camket_domain::venues::VenueKind;

use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::links;
use camket_shell::page_error::PageError;

/// Most characters of a search; more is cut off.
const MAX_WORDS_CHARS: usize = 100;

const YES: &str = "yes";
const NO: &str = "no";

/// The query of the register.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct RegisterQuery {
    pub(crate) filter: RegisterFilter,
}

impl RegisterQuery {
    /// Reads a query, or a form with the same fields.
    ///
    /// # Errors
    /// [`ErrorKind::Unreadable`] for a value that no link of ours has: a list without that condition would not be what was
    /// asked for.
    pub(crate) fn from_form(form: &Form) -> Result<Self, ErrorKind> {
        let filter = RegisterFilter {
            words: form.text("q").chars().take(MAX_WORDS_CHARS).collect(),
            fingerprint: None,
            commune: parse(form, "commune", AreaCode::new)?,
            kind: parse(form, "kind", VenueKind::from_code)?,
            pledge: parse(form, "pledge", TrackFilter::from_code)?,
            labour: parse(form, "labour", TrackFilter::from_code)?,
            certificate: parse(form, "certificate", CertificateFilter::from_code)?,
            ending: parse(form, "ending", EndMonth::new)?,
            visited: parse(form, "visited", parse_flag)?,
            demanded: parse(form, "demanded", parse_flag)?,
            operation: parse(form, "operation", OperationState::from_code)?,
            reach: parse(form, "reach", ReachFilter::from_code)?,
            check: parse(form, "check", LabourCheck::from_code)?,
            silent: parse(form, "silent", parse_flag)?.unwrap_or_default(),
        };
        Ok(Self { filter })
    }

    /// Reads the query of an address, or of a form whose fields stand in one.
    ///
    /// # Errors
    /// As [`Self::from_form`]; for a personal number, which must not stand in an address, a redirect to `list` with the
    /// reason.
    pub(crate) fn from_address(form: &Form, list: &str) -> Result<Self, PageError> {
        let query = Self::from_form(form)?;
        match query.find_person() {
            Some(_) => {
                let flash = Flash::warning("certificates-register-flash-number");
                Err(PageError::Redirect(flash, list.to_owned()))
            }
            None => Ok(query),
        }
    }

    /// The conditions as pairs of field and value, without the place. A personal number is left out: it must not stand in
    /// an address or a page.
    pub(crate) fn pairs(&self) -> [(&'static str, &str); 13] {
        let filter = &self.filter;
        let words = if self.find_person().is_some() { "" } else { &filter.words };
        [
            ("q", words),
            ("commune", filter.commune.as_ref().map_or("", AreaCode::as_str)),
            ("kind", filter.kind.map_or("", VenueKind::code)),
            ("pledge", filter.pledge.map_or("", TrackFilter::code)),
            ("labour", filter.labour.map_or("", TrackFilter::code)),
            ("certificate", filter.certificate.map_or("", CertificateFilter::code)),
            ("ending", filter.ending.as_ref().map_or("", EndMonth::as_str)),
            ("visited", format_flag(filter.visited)),
            ("demanded", format_flag(filter.demanded)),
            ("operation", filter.operation.map_or("", OperationState::code)),
            ("reach", filter.reach.map_or("", ReachFilter::code)),
            ("check", filter.check.map_or("", LabourCheck::code)),
            ("silent", format_flag(filter.silent.then_some(true))),
        ]
    }

    /// The conditions that something was asked for.
    pub(crate) fn set_pairs(&self) -> Vec<(&'static str, &str)> {
        self.pairs().into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of this list at `path`, from its first page.
    pub(crate) fn address_at(&self, path: &str) -> String {
        links::with_query(path, &self.pairs())
    }

    /// The address of the register of venues, from its first page.
    pub(crate) fn address(&self) -> String {
        self.address_at(paths::VenueRegister::PATTERN)
    }

    /// The address of the list after a place.
    pub(crate) fn address_after(&self, path: &str, after: &str) -> String {
        links::with_query(path, &[self.pairs().as_slice(), &[("after", after)]].concat())
    }

    /// The filter form, filled.
    pub(crate) fn to_form(&self) -> Form {
        Form::from_fields(self.pairs())
    }

    /// The last four digits of the personal number that is searched.
    pub(crate) fn find_person(&self) -> Option<String> {
        find_personal_number(&self.filter.words).map(|number| number[number.len() - 4..].to_owned())
    }

    /// Whether a condition is set that the form shows below "more conditions".
    pub(crate) fn has_more(&self) -> bool {
        const FIRST: [&str; 5] = ["q", "commune", "kind", "pledge", "labour"];
        self.set_pairs().iter().any(|(field, _)| !FIRST.contains(field))
    }
}

/// The last venue of the page before.
///
/// # Errors
/// [`ErrorKind::Unreadable`]
pub(super) fn parse_place(form: &Form) -> Result<Option<VenueId>, ErrorKind> {
    parse(form, "after", |text| text.parse().ok())
}

fn parse<T>(form: &Form, field: &str, of_text: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ErrorKind> {
    form.optional(field).map(|text| of_text(text).ok_or(ErrorKind::Unreadable)).transpose()
}

fn parse_flag(text: &str) -> Option<bool> {
    match text {
        YES => Some(true),
        NO => Some(false),
        _ => None,
    }
}

fn format_flag(flag: Option<bool>) -> &'static str {
    match flag {
        Some(true) => YES,
        Some(false) => NO,
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &str = "/register?q=bien%20xanh&commune=22366&kind=hotel&pledge=never&labour=missing&certificate=ends-30\
                       &ending=2026-12&visited=no&demanded=yes&operation=operating&reach=phone&check=two-venues&silent=yes";

    fn read(address: &str) -> Result<RegisterQuery, ErrorKind> {
        RegisterQuery::from_form(&Form::parse(
            address.split_once('?').map_or("", |(_, query)| query).as_bytes(),
        ))
    }

    #[test]
    fn every_condition_is_read_from_the_address_that_it_writes() {
        let query = read(ALL).unwrap();
        assert_eq!(query.set_pairs().len(), 13);
        assert_eq!(query.address_at("/register"), ALL);
        assert_eq!(read("/register").unwrap(), RegisterQuery::default());
    }

    #[test]
    fn an_unknown_value_is_refused() {
        assert_eq!(parse_place(&Form::parse(b"after=1")).unwrap_err(), ErrorKind::Unreadable);
        for query in ["kind=castle", "pledge=x", "visited=maybe", "commune=x", "check=x", "ending=2026-13"] {
            assert_eq!(read(&format!("/register?{query}")).unwrap_err(), ErrorKind::Unreadable, "{query}");
        }
    }

    #[test]
    fn a_personal_number_is_in_no_address_and_no_form() {
        let query = read("/register?q=058090123456&kind=hotel").unwrap();
        assert_eq!(query.find_person().as_deref(), Some("3456"));
        assert_eq!(query.address_at("/register"), "/register?kind=hotel");
        assert_eq!(query.to_form().text("q"), "");
    }
}
