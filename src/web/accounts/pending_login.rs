//! The login that a one-time code was sent to, kept between the form that asks for the code and the form that takes
//! it. It is in a cookie, not in the address: logins are personal and appear in no URL. It proves nothing; the code
//! does.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_domain::accounts::Login;
use data_encoding::BASE64URL_NOPAD;
use time::Duration;

use camket_shell::cookies;

const COOKIE: &str = "__Host-confirming";
/// Twice the life of a code: time to ask for another one.
const COOKIE_LIFE: Duration = Duration::minutes(30);

/// Redirects to the form that takes the code, with the login in the cookie.
pub(super) fn redirect_with_login(login: &Login, to: &str) -> Response {
    let mut answer = Redirect::to(to).into_response();
    answer.headers_mut().extend(build_cookie(login).map(|cookie| (header::SET_COOKIE, cookie)));
    answer
}

fn build_cookie(login: &Login) -> Option<HeaderValue> {
    cookies::write(COOKIE, &BASE64URL_NOPAD.encode(login.as_str().as_bytes()), Some(COOKIE_LIFE))
}

/// The login that the code was sent to, if this browser asked for it within the life of the cookie.
pub(super) fn find_login(headers: &HeaderMap) -> Option<Login> {
    let bytes = BASE64URL_NOPAD.decode(cookies::read(headers, COOKIE)?.as_bytes()).ok()?;
    Login::parse(&String::from_utf8(bytes).ok()?).ok()
}

/// The header that deletes the cookie.
pub(super) fn build_removal_cookie() -> Option<HeaderValue> {
    cookies::write_removal(COOKIE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_comes_back_from_its_cookie_and_nothing_else_does() {
        for typed in ["0912 345 678", "chu.coso@example.vn"] {
            let login = Login::parse(typed).unwrap();
            let line = build_cookie(&login).unwrap();
            let mut headers = HeaderMap::new();
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            headers.insert(header::COOKIE, pair.parse().unwrap());
            assert_eq!(find_login(&headers), Some(login));
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("__Host-confirming=bm9ib2R5"));
        assert_eq!(find_login(&headers), None);
        assert!(build_removal_cookie().unwrap().to_str().unwrap().starts_with(COOKIE));
    }
}
