//! E-mail addresses. Only the form is checked here; a one-time code checks that the address works.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::input_error;

input_error! {
    /// Why a text is not an e-mail address.
    EmailError {
        /// Nothing was typed.
        Empty => "email-empty",
        /// Not exactly one @.
        At => "email-at",
        /// Error in the part before the @.
        Local => "email-local",
        /// Error in the part after the @.
        Domain => "email-domain",
        /// Longer than SMTP allows.
        Length => "email-length",
    }
}

/// Maximum length of an address in SMTP (RFC 5321, 4.5.3.1.3, without the angle brackets).
const MAX_LENGTH: usize = 254;

/// An e-mail address in lower case.
///
/// All in lower case: mail providers ignore case, and people log in with any case.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl TryFrom<String> for Email {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(value: Email) -> Self {
        value.0
    }
}

impl Email {
    /// Parses an address. Only ASCII: the program cannot send to other addresses.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let address = text.trim().to_lowercase();
        if address.is_empty() {
            return Err(EmailError::Empty);
        }
        let (local, domain) = address.split_once('@').ok_or(EmailError::At)?;
        match () {
            () if domain.contains('@') => Err(EmailError::At),
            () if !is_local(local) => Err(EmailError::Local),
            () if !is_domain(domain) => Err(EmailError::Domain),
            () if address.len() > MAX_LENGTH => Err(EmailError::Length),
            () => Ok(Self(address)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The masked address: first letter and domain.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        format!("{}•••@{domain}", local.get(..1).unwrap_or_default())
    }
}

/// A dot-atom of RFC 5322, at most 64 characters.
fn is_local(local: &str) -> bool {
    let atext = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    local.len() <= 64 && local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(atext))
}

/// At least two labels of letters, digits and inner hyphens; the last one is not a number.
fn is_domain(domain: &str) -> bool {
    let mut labels = domain.rsplit('.');
    let top = labels.next().unwrap_or_default();
    let top_is_name = top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit());
    top_is_name && domain.contains('.') && is_label(top) && labels.all(is_label)
}

fn is_label(label: &str) -> bool {
    let inner = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let edges = !label.starts_with('-') && !label.ends_with('-');
    (1..=63).contains(&label.len()) && edges && label.bytes().all(inner)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Email {
    /// Masked: debug output ends in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        for (typed, kept) in [
            ("chu.coso@example.vn", "chu.coso@example.vn"),
            ("  Chu.CoSo@Example.VN ", "chu.coso@example.vn"),
            ("a+b_c@mail.khanhhoa.gov.vn", "a+b_c@mail.khanhhoa.gov.vn"),
            ("o'neil@xn--bcher-kva.example", "o'neil@xn--bcher-kva.example"),
        ] {
            assert_eq!(Email::parse(typed).as_ref().map(Email::as_str), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        for (typed, error) in [
            ("", EmailError::Empty),
            ("chu.coso", EmailError::At),
            ("a@b@c.vn", EmailError::At),
            ("@example.vn", EmailError::Local),
            (".a@example.vn", EmailError::Local),
            ("a..b@example.vn", EmailError::Local),
            ("a b@example.vn", EmailError::Local),
            ("chủ@example.vn", EmailError::Local),
            ("a\r\nbcc:x@example.vn", EmailError::Local),
            ("a@example", EmailError::Domain),
            ("a@", EmailError::Domain),
            ("a@.vn", EmailError::Domain),
            ("a@-x.vn", EmailError::Domain),
            ("a@127.0.0.1", EmailError::Domain),
            ("a@exam ple.vn", EmailError::Domain),
        ] {
            assert_eq!(Email::parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn refuses_what_mail_cannot_carry() {
        let labels = vec!["a".repeat(60); 4].join(".");
        assert_eq!(Email::parse(&format!("{}@{labels}.vn", "x".repeat(20))), Err(EmailError::Length));
        assert_eq!(Email::parse(&format!("{}@example.vn", "x".repeat(65))), Err(EmailError::Local));
    }

    #[test]
    fn debug_is_masked() {
        let email = Email::parse("chu.coso@example.vn").expect("valid");
        assert_eq!(format!("{email:?}"), "Email(c•••@example.vn)");
        assert_eq!(email.to_string(), "chu.coso@example.vn");
    }
}
