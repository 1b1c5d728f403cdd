//! Reading and writing the shell's own cookies (language, flash message). The session cookie is in `session`.

use axum::http::{HeaderMap, HeaderValue, header};

/// The value of the cookie of this name.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok()).find_map(|line| {
        line.split(';').find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })
    })
}

/// A `Set-Cookie` value that lasts `seconds`. `None` unless `value` consists of letters, digits, `-`, `_` and `.`.
#[must_use]
pub fn write(name: &str, value: &str, seconds: u32) -> Option<HeaderValue> {
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let line = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax");
    plain.then(|| HeaderValue::from_str(&line).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name_and_never_carry_a_separator() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xlang=vi; lang=en"));
        assert_eq!(read(&headers, "lang"), Some("en"));
        assert_eq!(read(&headers, "flash"), None);
        assert!(write("a", "b; Domain=evil", 1).is_none());
        assert!(write("a", "b-_.1", 1).is_some());
    }
}
