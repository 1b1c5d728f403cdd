//! The login that a one-time code was sent to, kept between the form that asks for the code and the form that takes
//! it. It is in a cookie, not in the address: logins are personal and appear in no URL. It proves nothing; the code
//! does, together with the attempt, whose cookie is set and deleted with this one.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::Client;
use camket_domain::accounts::Login;
use data_encoding::BASE64URL_NOPAD;

use camket_shell::{client, cookies};

const COOKIE: &str = "__Host-confirming";

/// Redirects to the form that takes the code, with the login and the attempt in cookies.
pub(super) fn redirect_with_login(login: &Login, attempt: &Client, to: &str) -> Response {
    let mut answer = Redirect::to(to).into_response();
    let cookies = [build_cookie(login), client::build_attempt_cookie(attempt)];
    answer.headers_mut().extend(cookies.into_iter().flatten().map(|cookie| (header::SET_COOKIE, cookie)));
    answer
}

fn build_cookie(login: &Login) -> Option<HeaderValue> {
    cookies::write(COOKIE, &BASE64URL_NOPAD.encode(login.as_str().as_bytes()), Some(client::ATTEMPT_LIFE))
}

/// The login that the code was sent to, if this browser asked for it within the life of the cookie.
pub(super) fn find_login(headers: &HeaderMap) -> Option<Login> {
    let bytes = BASE64URL_NOPAD.decode(cookies::read(headers, COOKIE)?.as_bytes()).ok()?;
    Login::parse(&String::from_utf8(bytes).ok()?).ok()
}

/// The headers that delete both cookies.
pub(super) fn build_removal_cookies() -> [Option<HeaderValue>; 2] {
    [cookies::write_removal(COOKIE), client::build_attempt_removal()]
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
        assert!(build_removal_cookies()[0].as_ref().unwrap().to_str().unwrap().starts_with(COOKIE));
    }
}
