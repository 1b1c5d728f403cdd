//! Reading and writing cookies.
//!
//! Every cookie is named `__Host-…`: only this host sets it, and only over a secure connection (RFC 6265bis 4.1.3.2).
//! What happens over plain http is in `cookie_scheme`.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite};
use time::Duration;

/// The value of the cookie of this name.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(Cookie::split_parse).flatten().find(|cookie| cookie.name() == name)?.value_raw()
}

/// A `Set-Cookie` value that lasts for `max_age`, or until the browser is closed. `None` unless `value` consists of
/// letters, digits, `-`, `_` and `.`.
#[must_use]
pub fn write(name: &str, value: &str, max_age: Option<Duration>) -> Option<HeaderValue> {
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let mut cookie =
        Cookie::build((name, value)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build();
    cookie.set_max_age(max_age);
    plain.then(|| HeaderValue::from_str(&cookie.to_string()).ok()).flatten()
}

/// A `Set-Cookie` value that deletes the cookie.
#[must_use]
pub fn write_removal(name: &str) -> Option<HeaderValue> {
    write(name, "", Some(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name_and_never_carry_a_separator() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xlang=vi; bare; lang=en; a=b=c"));
        assert_eq!(read(&headers, "lang"), Some("en"));
        assert_eq!(read(&headers, "a"), Some("b=c"));
        assert_eq!(read(&headers, "flash"), None);
        assert!(write("a", "b; Domain=evil", None).is_none());
        assert!(write("a", "b-_.1", None).is_some());
    }

    #[test]
    fn a_cookie_has_its_attributes_and_no_others() {
        let attributes = |line: Option<HeaderValue>| {
            let line = line.unwrap().to_str().unwrap().to_owned();
            let mut parts: Vec<_> = line.split("; ").map(str::to_owned).collect();
            parts[1..].sort();
            parts
        };
        assert_eq!(
            attributes(write("__Host-a", "b", Some(Duration::minutes(2)))),
            ["__Host-a=b", "HttpOnly", "Max-Age=120", "Path=/", "SameSite=Lax", "Secure"]
        );
        assert_eq!(
            attributes(write("__Host-a", "b", None)),
            ["__Host-a=b", "HttpOnly", "Path=/", "SameSite=Lax", "Secure"]
        );
        assert_eq!(
            attributes(write_removal("__Host-a")),
            ["__Host-a=", "HttpOnly", "Max-Age=0", "Path=/", "SameSite=Lax", "Secure"]
        );
    }
}
