//! The field of the tax code, which may be the personal number of an owner.

use camket_domain::identifiers::{TaxCode, TaxCodeError};

use camket_shell::form::Form;

/// The typed code; `Some(None)` keeps the personal one on file; `None` is an error.
pub(super) fn parse(form: &mut Form, on_file: bool) -> Option<Option<TaxCode>> {
    match TaxCode::parse(form.text("tax")) {
        Ok(code) => return Some(Some(code)),
        Err(TaxCodeError::Empty) if on_file => return Some(None),
        Err(TaxCodeError::Empty) => form.fail_about("tax", "errors-required", "venues-tax-what", &[]),
        Err(error) => form.fail("tax", &format!("codes-error-{}", error.code())),
    }
    None
}

/// Whether the text may be a personal number: more than 10 digits, and no tax code of an organisation. Such text is not
/// sent back to the browser.
pub(super) fn may_be_personal(typed: &str) -> bool {
    let organisation = matches!(TaxCode::parse(typed), Ok(TaxCode::Organisation(_)));
    !organisation && typed.chars().filter(char::is_ascii_digit).count() > 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_persons_number_is_not_sent_back() {
        for typed in ["058199001234", "0581 9900 1234", "05819900123", "0581990012345"] {
            assert!(may_be_personal(typed), "{typed}");
        }
        for typed in ["0100047516", "0100047516-001", "0100047517", "MST 01"] {
            assert!(!may_be_personal(typed), "{typed}");
        }
    }
}
