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

use crate::cose::{self, EnvelopeError};
use crate::qr_size::PATH;
use crate::token::{from_text, is_cut_off};

/// What a scanned or typed text is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ParsedCode {
    /// The bytes of a token, not yet verified.
    Token(Vec<u8>),
    /// Our address with a word too long for a short code that is no token, nor the beginning of one: forged or damaged.
    BrokenToken(EnvelopeError),
    /// A short code with the right check character.
    ShortCode(ShortCode),
    /// A short code with a wrong or missing character, or the beginning of a token: mistyped or damaged.
    MistypedCode,
    /// Another host's address, or another text.
    NotOurs,
}

/// The most characters of a typed short code, with spaces and hyphens; every token is longer.
const MAX_CODE_CHARACTERS: usize = 24;

/// Classifies a whole text, read by a camera or typed by a person.
pub fn parse(public_url: &str, text: &str) -> ParsedCode {
    let ours = text.strip_prefix(public_url).and_then(|rest| rest.strip_prefix(PATH));
    match ours {
        Some(word) if is_word(word) => parse_segment(word),
        Some(_) => ParsedCode::NotOurs,
        None => parse_typed(text),
    }
}

fn is_word(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(plain)
}

/// Classifies a text without our address, which can only be a typed short code.
fn parse_typed(text: &str) -> ParsedCode {
    match ShortCode::parse(text) {
        Ok(code) => ParsedCode::ShortCode(code),
        Err(ShortCodeError::Check) => ParsedCode::MistypedCode,
        Err(ShortCodeError::Shape | ShortCodeError::Keyboard) => ParsedCode::NotOurs,
    }
}

/// Classifies the last segment of one of our addresses, after `/v/`, percent-decoded.
pub fn parse_segment(word: &str) -> ParsedCode {
    // A full stop that ended a sentence, or a quotation mark, became part of a pasted address.
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.chars().count() <= MAX_CODE_CHARACTERS {
        // A missing character is a typing error; calling the certificate forged would be wrong.
        return ShortCode::read(word).map_or(ParsedCode::MistypedCode, ParsedCode::ShortCode);
    }
    match from_text(word) {
        Ok(bytes) if cose::is_cut_off(&bytes, bytes.len()) => ParsedCode::MistypedCode,
        Ok(bytes) => ParsedCode::Token(bytes),
        Err(_) if is_cut_off(word) => ParsedCode::MistypedCode,
        Err(fault) => ParsedCode::BrokenToken(fault),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::token::{MAX_CHARACTERS, sample, sign, to_text};

    const PUBLIC_URL: &str = "https://camket.example.vn";

    #[test]
    fn our_address_gives_a_token_in_any_letter_case() {
        let bytes = sign(&sample::claims(), &sample::key(&[1])).unwrap();
        let text = to_text(&bytes);
        assert_eq!(parse(PUBLIC_URL, &format!("{PUBLIC_URL}/v/{text}")), ParsedCode::Token(bytes.clone()));
        let lower = text.to_ascii_lowercase();
        assert_eq!(parse(PUBLIC_URL, &format!("{PUBLIC_URL}/v/{lower}")), ParsedCode::Token(bytes));
        assert_eq!(parse(PUBLIC_URL, &text), ParsedCode::NotOurs);
    }

    #[test]
    fn short_codes_with_and_without_the_address() {
        let code = ShortCode::parse("01234-56784").unwrap();
        for text in ["01234-56784", "0123456784", "o1234 567 84", "https://camket.example.vn/v/01234-56784"] {
            assert_eq!(parse(PUBLIC_URL, text), ParsedCode::ShortCode(code.clone()), "{text}");
        }
        for text in ["01234-56785", "https://camket.example.vn/v/01234-5678", "https://camket.example.vn/v/-"]
        {
            assert_eq!(parse(PUBLIC_URL, text), ParsedCode::MistypedCode, "{text}");
        }
        assert_eq!(parse(PUBLIC_URL, "01234-5678"), ParsedCode::NotOurs);
        let long = format!("{PUBLIC_URL}/v/{}", "0".repeat(MAX_CODE_CHARACTERS + 1));
        assert_eq!(parse(PUBLIC_URL, &long), ParsedCode::BrokenToken(EnvelopeError::Base32));
    }

    #[test]
    fn the_beginning_of_a_token_is_mistyped_wherever_it_is_cut() {
        let text = to_text(&sign(&sample::claims(), &sample::key(&[1])).unwrap());
        for length in 1..text.len() {
            let cut = format!("{PUBLIC_URL}/v/{}", &text[..length]);
            assert_eq!(parse(PUBLIC_URL, &cut), ParsedCode::MistypedCode, "{length}");
        }
    }

    #[test]
    fn other_texts_are_not_ours() {
        // Further hostile texts are in `vectors/tokens.json`.
        let endless = format!("{PUBLIC_URL}/v/{}", "A".repeat(MAX_CHARACTERS + 1));
        assert_eq!(parse(PUBLIC_URL, &endless), ParsedCode::BrokenToken(EnvelopeError::Size));
        assert_eq!(parse(PUBLIC_URL, &"0".repeat(1_000_000)), ParsedCode::NotOurs);
    }

    proptest! {
        #[test]
        fn any_text_is_classified(text in "\\PC{0,300}|[0-9A-Za-z -]{0,30}|[A-Za-z2-7]{25,400}") {
            let bare = parse(PUBLIC_URL, &text);
            prop_assert_eq!(matches!(bare, ParsedCode::ShortCode(_)), ShortCode::parse(&text).is_ok());
            prop_assert!(!matches!(bare, ParsedCode::Token(_) | ParsedCode::BrokenToken(_)));
            let addressed = parse(PUBLIC_URL, &format!("{PUBLIC_URL}/v/{text}"));
            prop_assert!(addressed == ParsedCode::NotOurs || addressed == parse_segment(&text));
        }

        #[test]
        fn text_with_another_address_is_not_ours(beginning in "\\PC{0,40}|https://[a-z.:@/]{0,30}") {
            prop_assume!(beginning != PUBLIC_URL);
            let text = format!("{beginning}/v/01234-56784");
            prop_assert_eq!(parse(PUBLIC_URL, &text), ParsedCode::NotOurs);
        }

        #[test]
        fn code_with_a_wrong_character_is_mistyped(random: [u8; 9], place in 0usize..10, other in 1u8..32) {
            let code = ShortCode::new(&Bytes(random));
            prop_assert_eq!(ShortCode::parse(&code.to_string()), Ok(code.clone()));
            let alphabet = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
            let mut bent = code.as_str().as_bytes().to_vec();
            let value = alphabet.iter().position(|letter| *letter == bent[place]).unwrap();
            bent[place] = alphabet[(value + usize::from(other)) % 32];
            prop_assert_eq!(parse(PUBLIC_URL, std::str::from_utf8(&bent).unwrap()), ParsedCode::MistypedCode);
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
