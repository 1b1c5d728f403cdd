//! Texts in two languages, and the formats of dates and numbers.
//!
//! Belongs here: the language of a request, the look-up of a key, the formats. Does not belong here: the texts; they
//! are in `locales/{vi,en}/<noun>.ftl` of this crate (the frame's own) and of the crate above, which registers its files.
//! Every key begins with the name of its file.

mod dates;
mod lookup;
mod wait;

pub use dates::{format_date, format_date_time, format_time};
pub use lookup::{Arg, configure_bundle, format_number, register, translate, translate_with};

pub use wait::format_wait;

use axum::http::{HeaderMap, header};
use camket_domain::codes::codes;

use crate::cookies;

/// The cookie that keeps the chosen language.
pub const LANGUAGE_COOKIE: &str = "__Host-lang";

codes! {
    /// A language of the pages. Vietnamese is the language of record; English is a translation. The code is the tag used in
    /// `<html lang>`, in the cookie and as the folder of locale files.
    #[derive(Default)]
    Lang {
        #[default]
        Vi = "vi",
        En = "en",
    }
}

impl Lang {
    /// The language that the switch in the header offers.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    /// The language of the cookie, otherwise of `Accept-Language`, otherwise Vietnamese.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let chosen = cookies::read(headers, LANGUAGE_COOKIE).and_then(Self::from_code);
        chosen.or_else(|| find_accepted_language(headers)).unwrap_or_default()
    }
}

/// The first known language in `Accept-Language`. Browsers list them by preference, so weights are ignored.
fn find_accepted_language(headers: &HeaderMap) -> Option<Lang> {
    let wanted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    wanted.split(',').find_map(|part| {
        let tag = part.split(';').next()?.trim();
        Lang::from_code(&tag.split('-').next()?.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &str, accept: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers.insert(header::ACCEPT_LANGUAGE, accept.parse().unwrap());
        headers
    }

    #[test]
    fn the_cookie_wins_over_the_browser_and_vietnamese_is_the_default() {
        assert_eq!(Lang::from_headers(&headers("a=1; __Host-lang=en", "vi")), Lang::En);
        assert_eq!(Lang::from_headers(&headers("__Host-lang=xx", "fr, en-GB;q=0.8, vi;q=0.5")), Lang::En);
        assert_eq!(Lang::from_headers(&headers("", "fr")), Lang::Vi);
        assert_eq!(Lang::from_headers(&HeaderMap::new()), Lang::Vi);
    }
}
