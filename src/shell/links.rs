//! Query strings and redirect targets.

use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::paths;

/// What is percent-encoded in a query's value.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/');

/// `path` with a query of the pairs whose value is not empty.
#[must_use]
pub fn with_query(path: impl Display, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_string();
    let mut mark = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(mark);
        address.push_str(name);
        address.push('=');
        address.extend(utf8_percent_encode(value, ENCODED));
        mark = '&';
    }
    address
}

/// The redirect target `next`, if it is a path of our own. `//elsewhere`, `/\elsewhere`, whole addresses, and
/// anything but printable ASCII give the front page, which prevents open redirects.
#[must_use]
pub fn restrict_to_local(next: &str) -> &str {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && next.starts_with('/') && !next.starts_with("//") { next } else { paths::Home::PATTERN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_query_encodes_values_and_leaves_out_empty_ones() {
        assert_eq!(with_query("/x", &[("a", ""), ("b", "")]), "/x");
        assert_eq!(
            with_query("/x", &[("a", "1&b=2"), ("c", ""), ("d", "Hà/ 1")]),
            "/x?a=1%26b%3D2&d=H%C3%A0/%201"
        );
    }

    #[test]
    fn foreign_addresses_lead_home() {
        assert_eq!(restrict_to_local("/rows?status=draft"), "/rows?status=draft");
        let elsewhere = ["//evil.example", "/\\evil.example", "https://evil.example", "", "/\t/evil.example"];
        for next in elsewhere.into_iter().chain(["/a\nb", "/a b", "/phường", "javascript:alert(1)"]) {
            assert_eq!(restrict_to_local(next), "/", "{next}");
        }
    }
}
