//! Paths that the frame of every page links to, redirect targets, query strings. Capabilities keep their own paths
//! beside their handlers.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is percent-encoded in a query's value.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/');

/// The front page; users who are logged in are redirected to their start page.
pub const HOME: &str = "/";
pub const LOG_IN: &str = "/log-in";
/// POST only.
pub const LOG_OUT: &str = "/log-out";
/// The user's own account: name, password.
pub const ACCOUNT: &str = "/account";
/// The look-up of a certificate by its code.
pub const LOOK_UP: &str = "/v";
/// The privacy notice.
pub const PRIVACY: &str = "/privacy";
/// POST only, handled by `language`.
pub const LANGUAGE: &str = "/language";
pub const DEMO_MAILBOX: &str = "/demo/mailbox";

/// `path` with a query of the pairs whose value is not empty.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
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
/// anything but printable ASCII give [`HOME`], which prevents open redirects.
#[must_use]
pub fn restrict_to_local(next: &str) -> &str {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && next.starts_with('/') && !next.starts_with("//") { next } else { HOME }
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
        assert_eq!(restrict_to_local("/venues?status=draft"), "/venues?status=draft");
        let elsewhere = ["//evil.example", "/\\evil.example", "https://evil.example", "", "/\t/evil.example"];
        for next in elsewhere.into_iter().chain(["/a\nb", "/a b", "/phường", "javascript:alert(1)"]) {
            assert_eq!(restrict_to_local(next), "/", "{next}");
        }
    }
}
