//! Password rule: a minimum length and not a common password (NIST SP 800-63B 3.1.1.2).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::{input_error, to_nfc};

/// Minimum length in characters.
pub const MIN_LENGTH: usize = 8;
/// Maximum length in characters: bounds the cost of hashing.
pub const MAX_LENGTH: usize = 256;

static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

input_error! {
    /// Why a text is no password.
    PasswordError {
        /// Fewer than [`MIN_LENGTH`] characters.
        Short => "password-short",
        /// More than [`MAX_LENGTH`] characters.
        Long => "password-long",
        /// One of the most common passwords.
        Common => "password-common",
    }
}

/// A password that satisfies the rule. Its `Debug` output hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Checks the rule. All characters are allowed, spaces included. The password is the text in NFC, because keyboards
    /// write the same Vietnamese word in different ways (NIST SP 800-63B 3.1.1.2).
    ///
    /// # Errors
    /// The rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, PasswordError> {
        let text = to_nfc(text);
        match text.chars().count() {
            n if n < MIN_LENGTH => Err(PasswordError::Short),
            n if n > MAX_LENGTH => Err(PasswordError::Long),
            _ if COMMON.contains(text.to_lowercase().as_str()) => Err(PasswordError::Common),
            _ => Ok(Self(text)),
        }
    }

    /// The plain text, for hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_and_fame_are_all_that_counts() {
        assert_eq!(Password::parse("abc123").unwrap_err(), PasswordError::Short);
        assert_eq!(Password::parse("Password1").unwrap_err(), PasswordError::Common);
        assert_eq!(Password::parse("matkhau123").unwrap_err(), PasswordError::Common);
        assert_eq!(Password::parse(&"đ".repeat(257)).unwrap_err(), PasswordError::Long);
        assert!(Password::parse("biển xanh ở Ninh Chữ").is_ok());
        assert!(Password::parse(&"x ".repeat(64)).is_ok());
    }

    #[test]
    fn one_word_is_one_password_however_a_keyboard_writes_it() {
        let decomposed = Password::parse("bie\u{302}\u{309}n xanh").unwrap();
        assert_eq!(decomposed, Password::parse("biển xanh").unwrap());
        assert_eq!(Password::parse("a\u{301}".repeat(7).as_str()).unwrap_err(), PasswordError::Short);
    }
}
