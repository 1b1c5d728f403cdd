//! What a scanned or typed text is: ours or not, and if ours, a token or a short code.
//!
//! Belongs here: looking at the text. Does not belong here: checking the token (`token`), asking the register (app).
//!
//! "Ours" is exactly our address, then `/v/`, then one word of letters, digits and hyphens, compared as text and
//! never normalised: what a browser would make of another text does not matter, as such a text is not opened.
//! So look-alike hosts, user names, other ports and schemes, other cases, percent signs, dots and further slashes
//! need no rules of their own.

use camket_domain::certificates::ShortCode;
use camket_domain::certificates::short_code::ShortCodeError;

use crate::symbol::PATH;
use crate::token::{TokenFault, from_text};

/// What a text is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scan {
    /// A token's bytes, not yet checked.
    Token(Vec<u8>),
    /// It stands where a token stands, and is none: forged or damaged.
    Damaged(TokenFault),
    /// A short code whose check character fits.
    Code(ShortCode),
    /// A short code with a wrong or missing character.
    Mistyped,
    /// Another host's, or nothing of ours.
    NotOurs,
}

/// No short code is longer, however it is typed; every token is.
const MOST_CODE: usize = 24;

/// What a whole text is, as a camera reads it or a person types it.
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

/// A bare text can only be a short code that someone typed.
fn typed(text: &str) -> Scan {
    match ShortCode::parse(text) {
        Ok(code) => Scan::Code(code),
        Err(ShortCodeError::Check) => Scan::Mistyped,
        Err(ShortCodeError::Shape) => Scan::NotOurs,
    }
}

/// What the last part of one of our addresses is: a path after `/v/`, decoded.
pub fn read(word: &str) -> Scan {
    if word.chars().count() <= MOST_CODE {
        // A character too few says nothing of the paper: to call it forged would be wrong.
        return ShortCode::parse(word).map_or(Scan::Mistyped, Scan::Code);
    }
    from_text(word).map_or_else(Scan::Damaged, Scan::Token)
}

#[cfg(test)]
mod tests {
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
        let token = to_text(&sign(&sample::claims(), &sample::key(&[1])).unwrap());
        for text in [
            "",
            " ",
            "https://camket.example.vn",
            "https://camket.example.vn/",
            "https://camket.example.vn/v/",
            "https://camket.example.vn/v",
            "https://camket.example.vn/v//TOKEN",
            "https://camket.example.vn//v/TOKEN",
            "https://camket.example.vn/v/./TOKEN",
            "https://camket.example.vn/v/../v/TOKEN",
            "https://camket.example.vn/x/../v/TOKEN",
            "https://camket.example.vn/v/TOKEN/",
            "https://camket.example.vn/v/TOKEN?x",
            "https://camket.example.vn/v/TOKEN#x",
            "https://camket.example.vn/v/%54OKEN",
            "https://camket.example.vn/%76/TOKEN",
            "https://camket.example.vn/V/TOKEN",
            "https://camket.example.vn\\v\\TOKEN",
            "https:/camket.example.vn/v/TOKEN",
            "https:///camket.example.vn/v/TOKEN",
            "https:camket.example.vn/v/TOKEN",
            "//camket.example.vn/v/TOKEN",
            "camket.example.vn/v/TOKEN",
            "/v/TOKEN",
            "http://camket.example.vn/v/TOKEN",
            "HTTPS://camket.example.vn/v/TOKEN",
            "https://CAMKET.example.vn/v/TOKEN",
            "ftp://camket.example.vn/v/TOKEN",
            "javascript:alert(1)//https://camket.example.vn/v/TOKEN",
            "https://camket.example.vn:443/v/TOKEN",
            "https://camket.example.vn:8443/v/TOKEN",
            "https://camket.example.vn./v/TOKEN",
            "https://camket.example.vn.evil.example/v/TOKEN",
            "https://camket.example.vn@evil.example/v/TOKEN",
            "https://user@camket.example.vn/v/TOKEN",
            "https://user:pass@camket.example.vn/v/TOKEN",
            "https://evil.example/https://camket.example.vn/v/TOKEN",
            "https://evil.example/?https://camket.example.vn/v/TOKEN",
            "https://cаmket.example.vn/v/TOKEN",
            "https://xn--cmket-4ve.example.vn/v/TOKEN",
            "https://cɑmket.example.vn/v/TOKEN",
            "https://camket。example.vn/v/TOKEN",
            "https://camket.example.vn／v／TOKEN",
            " https://camket.example.vn/v/TOKEN",
            "https://camket.example.vn/v/TOKEN ",
            "https://camket.example.vn/v/TOKEN\n",
            "https://camket.example.vn/v/\u{200b}TOKEN",
            "https://camket.example.vn/v/TOKEN\0",
        ] {
            assert_eq!(scan(OURS, &text.replace("TOKEN", &token)), Scan::NotOurs, "{text}");
        }
        let endless = format!("{OURS}/v/{}", "A".repeat(MOST_CHARACTERS + 1));
        assert_eq!(scan(OURS, &endless), Scan::Damaged(TokenFault::Size));
    }
}
