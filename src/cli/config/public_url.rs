//! The public address: it is printed on certificates, and decides which QR codes belong to this registry.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use serde::{Deserialize, Serialize};

/// Scheme, host and port without a slash at the end: an origin in a browser's notation, so that text can be compared.
///
/// The scheme is `https` unless the host is loopback, because people open this address over unknown networks.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl(String);

impl PublicUrl {
    /// # Errors
    /// One sentence that says what is wrong and what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (scheme, authority) = split_scheme(text)?;
        let (host, port) = split_port(authority)?;
        check_host(host)?;
        check_port(scheme, port)?;
        if scheme == "http" && !is_loopback(host) {
            return Err(format!(
                "use https: http is allowed only for this machine itself (write https://{authority})"
            ));
        }
        Ok(Self(text.to_owned()))
    }

    /// The address of a program that listens on loopback, used by `demo` and when `public_url` is not set.
    pub fn from_loopback(bound: SocketAddr) -> Option<Self> {
        bound.ip().is_loopback().then(|| Self(format!("http://{bound}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the address works on this machine only; such an address must not be printed on a certificate.
    pub fn is_loopback(&self) -> bool {
        split_scheme(&self.0)
            .and_then(|(_, authority)| split_port(authority))
            .is_ok_and(|(host, _)| is_loopback(host))
    }
}

fn split_scheme(text: &str) -> Result<(&str, &str), String> {
    let (scheme, authority) =
        text.split_once("://").ok_or("write it with its scheme, such as https://camket.example.vn")?;
    if !matches!(scheme, "http" | "https") {
        return Err("it must start with https:// (lowercase)".into());
    }
    if authority.ends_with('/') {
        return Err("remove the slash at its end".into());
    }
    if authority.contains(['/', '?', '#', '@']) {
        return Err(
            "only scheme, host and port may stand in it: no path, question mark, # or user name".into()
        );
    }
    Ok((scheme, authority))
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), String> {
    let after_host = authority.rfind(']').unwrap_or(0);
    match authority[after_host..].find(':') {
        None => Ok((authority, None)),
        Some(colon) => {
            let (host, port) = authority.split_at(after_host + colon);
            let port = &port[1..];
            let number = port.parse().ok().filter(|number: &u16| *number > 0 && number.to_string() == port);
            number
                .map(|number| (host, Some(number)))
                .ok_or_else(|| format!("\"{port}\" is not a port number"))
        }
    }
}

fn check_port(scheme: &str, port: Option<u16>) -> Result<(), String> {
    // Browsers leave the default port out, so an origin that names it would never equal theirs.
    match (scheme, port) {
        ("http", Some(port @ 80)) | ("https", Some(port @ 443)) => {
            Err(format!("leave out :{port}, it is the usual one"))
        }
        _ => Ok(()),
    }
}

fn check_host(host: &str) -> Result<(), String> {
    if let Some(inner) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return inner
            .parse::<std::net::Ipv6Addr>()
            .map(drop)
            .map_err(|_| format!("{host} is not an IPv6 address"));
    }
    if host.chars().any(|c| c.is_ascii_uppercase()) {
        return Err(format!("write the host in lowercase: {}", host.to_ascii_lowercase()));
    }
    if !host.is_ascii() {
        return Err("write a host name with accents in its xn-- form".into());
    }
    let good = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    if host.split('.').all(good) { Ok(()) } else { Err(format!("\"{host}\" is not a host name")) }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_matches(['[', ']']);
    host == "localhost"
        || host.ends_with(".localhost")
        || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_accepted() {
        for text in [
            "https://camket.example.vn",
            "https://camket.example.vn:8443",
            "http://127.0.0.1:8080",
            "http://localhost",
            "http://[::1]:3000",
        ] {
            assert_eq!(PublicUrl::parse(text).map(String::from).as_deref(), Ok(text));
        }
    }

    #[test]
    fn errors_say_what_to_write() {
        for (text, advice) in [
            ("camket.example.vn", "scheme"),
            ("HTTPS://camket.example.vn", "lowercase"),
            ("https://Camket.example.vn", "camket.example.vn"),
            ("https://camket.example.vn/", "slash"),
            ("https://camket.example.vn/app", "path"),
            ("https://me@camket.example.vn", "user name"),
            ("https://camket.example.vn:443", "leave out :443"),
            ("https://camket.example.vn:0", "port"),
            ("https://camket.example.vn:+81", "port"),
            ("http://camket.example.vn", "use https"),
            ("http://192.168.1.5:8080", "use https"),
            ("http://127.0.0.1.evil.vn", "use https"),
            ("https://cam kết.vn", "xn--"),
            ("https://", "host name"),
            ("https://a..b", "host name"),
            ("https://[::g]", "IPv6"),
        ] {
            let message = PublicUrl::parse(text).unwrap_err();
            assert!(message.contains(advice), "{text}: {message}");
        }
    }

    #[test]
    fn loopback_only_makes_its_own_address() {
        let of = |bound: &str| PublicUrl::from_loopback(bound.parse().unwrap()).map(String::from);
        assert_eq!(of("127.0.0.1:8080").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(of("[::1]:8080").as_deref(), Some("http://[::1]:8080"));
        assert_eq!(of("0.0.0.0:8080"), None);
    }
}
