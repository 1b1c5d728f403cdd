//! Paths that the shell itself links to, and where a way back may lead. Capabilities keep their own beside their handlers.

/// The front page: the landing page of a visitor, the desk of a user.
pub const HOME: &str = "/";
/// Log-in form.
pub const LOG_IN: &str = "/log-in";
/// Log-out (POST).
pub const LOG_OUT: &str = "/log-out";
/// Own account: name, password.
pub const ACCOUNT: &str = "/account";
/// Look a certificate up by its code.
pub const LOOK_UP: &str = "/v";
/// What is kept about people, why and how long.
pub const PRIVACY: &str = "/privacy";
/// Change of language (POST, handled by the shell).
pub const LANGUAGE: &str = "/language";
/// Mailbox of the demo.
pub const DEMO_MAILBOX: &str = "/demo/mailbox";

/// The way back that a form or an address names, if it is a path of our own: `//elsewhere`, `/\elsewhere` and whole
/// addresses lead home, and so does what a header cannot carry.
#[must_use]
pub fn local(next: &str) -> &str {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && next.starts_with('/') && !next.starts_with("//") { next } else { HOME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_in_the_house() {
        assert_eq!(local("/venues?status=draft"), "/venues?status=draft");
        let elsewhere = ["//evil.example", "/\\evil.example", "https://evil.example", "", "/\t/evil.example"];
        for next in elsewhere.into_iter().chain(["/a\nb", "/a b", "/phường", "javascript:alert(1)"]) {
            assert_eq!(local(next), "/", "{next}");
        }
    }
}
