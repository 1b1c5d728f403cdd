//! Classifies a scanned or typed text: not ours, a token or a short code.
//!
//! Belongs here: parsing the text. Does not belong here: verifying the token (`token`), the register (app).
//!
//! A text is ours if it is exactly our public address, then `/v/`, then one word of ASCII letters, digits and hyphens. It
//! is compared as text and never normalised as a URL, because a text that is not ours is never opened in a browser. So
//! look-alike hosts, user names, other ports, schemes and cases, percent signs, dots and further slashes need no rules
//! of their own.

use camket_domain::certificates::ShortCode;
use camket_domain::certificates::short_code::ShortCodeError;

use crate::symbol::PATH;
use crate::token::{TokenFault, from_text};

/// What a scanned or typed text is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scan {
    /// The bytes of a token, not yet verified.
    Token(Vec<u8>),
    /// Our address with a word too long for a short code that is no token: forged or damaged.
    Damaged(TokenFault),
    /// A short code with the right check character.
    Code(ShortCode),
    /// A short code with a wrong or missing character.
    Mistyped,
    /// Another host's address, or another text.
    NotOurs,
}

/// The most characters of a typed short code, with spaces and hyphens; every token is longer.
const MOST_CODE: usize = 24;

/// Classifies a whole text, read by a camera or typed by a person.
pub fn scan(public_url: &str, text: &str) -> Scan {
    let ours = text.strip_prefix(public_url).and_then(|rest| rest.strip_prefix(PATH));
    match ours {
        Some(word) if is_word(word) => read(word),
        Some(_) => Scan::NotOurs,
        None => typed(text),
    }
}

fn is_word(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(plain)
}

/// Classifies a text without our address, which can only be a typed short code.
fn typed(text: &str) -> Scan {
    match ShortCode::parse(text) {
        Ok(code) => Scan::Code(code),
        Err(ShortCodeError::Check) => Scan::Mistyped,
        Err(ShortCodeError::Shape) => Scan::NotOurs,
    }
}

/// Classifies the last segment of one of our addresses, after `/v/`, percent-decoded.
pub fn read(word: &str) -> Scan {
    if word.chars().count() <= MOST_CODE {
        // A missing character is a typing error; calling the certificate forged would be wrong.
        return ShortCode::parse(word).map_or(Scan::Mistyped, Scan::Code);
    }
    from_text(word).map_or_else(Scan::Damaged, Scan::Token)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::token::{MOST_CHARACTERS, sample, sign, to_text};

    const OURS: &str = "https://camket.example.vn";

    #[test]
    fn our_address_leads_to_a_token_in_any_case() {
        let bytes = sign(&sample::claims(), &sample::key(&[1])).unwrap();
        let text = to_text(&bytes);
        assert_eq!(scan(OURS, &format!("{OURS}/v/{text}")), Scan::Token(bytes.clone()));
        let lower = text.to_ascii_lowercase();
        assert_eq!(scan(OURS, &format!("{OURS}/v/{lower}")), Scan::Token(bytes));
        assert_eq!(scan(OURS, &text), Scan::NotOurs);
    }

    #[test]
    fn codes_with_and_without_the_address() {
        let code = ShortCode::parse("01234-56784").unwrap();
        for text in ["01234-56784", "0123456784", "o1234 567 84", "https://camket.example.vn/v/01234-56784"] {
            assert_eq!(scan(OURS, text), Scan::Code(code.clone()), "{text}");
        }
        for text in ["01234-56785", "https://camket.example.vn/v/01234-5678", "https://camket.example.vn/v/-"]
        {
            assert_eq!(scan(OURS, text), Scan::Mistyped, "{text}");
        }
        assert_eq!(scan(OURS, "01234-5678"), Scan::NotOurs);
        let long = format!("{OURS}/v/{}", "0".repeat(MOST_CODE + 1));
        assert_eq!(scan(OURS, &long), Scan::Damaged(TokenFault::Base32));
    }

    #[test]
    fn nothing_else_is_ours() {
        // Further hostile texts are in `vectors/tokens.json`.
        let endless = format!("{OURS}/v/{}", "A".repeat(MOST_CHARACTERS + 1));
        assert_eq!(scan(OURS, &endless), Scan::Damaged(TokenFault::Size));
        assert_eq!(scan(OURS, &"0".repeat(1_000_000)), Scan::NotOurs);
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(text in "\\PC{0,300}|[0-9A-Za-z -]{0,30}|[A-Za-z2-7]{25,400}") {
            let bare = scan(OURS, &text);
            prop_assert_eq!(matches!(bare, Scan::Code(_)), ShortCode::parse(&text).is_ok());
            prop_assert!(!matches!(bare, Scan::Token(_) | Scan::Damaged(_)));
            let addressed = scan(OURS, &format!("{OURS}/v/{text}"));
            prop_assert!(addressed == Scan::NotOurs || addressed == read(&text));
        }

        #[test]
        fn any_other_beginning_is_not_ours(beginning in "\\PC{0,40}|https://[a-z.:@/]{0,30}") {
            prop_assume!(beginning != OURS);
            let text = format!("{beginning}/v/01234-56784");
            prop_assert_eq!(scan(OURS, &text), Scan::NotOurs);
        }

        #[test]
        fn any_wrong_character_of_a_code_shows(random: [u8; 9], place in 0usize..10, other in 1u8..32) {
            let code = ShortCode::new(&Bytes(random));
            prop_assert_eq!(ShortCode::parse(&code.to_string()), Ok(code.clone()));
            let alphabet = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
            let mut bent = code.as_str().as_bytes().to_vec();
            let value = alphabet.iter().position(|letter| *letter == bent[place]).unwrap();
            bent[place] = alphabet[(value + usize::from(other)) % 32];
            prop_assert_eq!(scan(OURS, std::str::from_utf8(&bent).unwrap()), Scan::Mistyped);
        }
    }

    #[derive(Debug)]
    struct Bytes([u8; 9]);
    impl camket_domain::clock::Entropy for Bytes {
        fn fill(&self, out: &mut [u8]) {
            out.copy_from_slice(&self.0);
        }
    }
}
