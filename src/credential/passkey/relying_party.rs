//! The side that asks: the address for which passkeys are made.

use std::net::IpAddr;

/// Where the program is reached, as browsers see it for passkeys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RelyingParty {
    id: String,
    origin: String,
}

impl RelyingParty {
    /// By the public address, such as `https://camket.example.vn`. `None` where browsers make no passkeys (sections 5.1.3 and
    /// 13.4.9): an IP address is no domain, and a page without TLS is not trusted. On this machine alone, `localhost` stands
    /// for the loopback address; it is trusted without TLS.
    pub fn from_address(address: &str) -> Option<Self> {
        let (scheme, authority) = address.split_once("://")?;
        let after_host = authority.rfind(']').unwrap_or(0);
        let colon = authority[after_host..].find(':').map_or(authority.len(), |at| after_host + at);
        let (host, port) = authority.split_at(colon);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        match (scheme, bare.parse::<IpAddr>()) {
            ("https", Err(_)) => Some(Self { id: host.to_owned(), origin: address.to_owned() }),
            ("http", Ok(ip)) if ip.is_loopback() => {
                let id = "localhost".to_owned();
                Some(Self { origin: format!("http://{id}{port}"), id })
            }
            ("http", Err(_)) if host == "localhost" || host.ends_with(".localhost") => {
                Some(Self { id: host.to_owned(), origin: address.to_owned() })
            }
            _ => None,
        }
    }

    /// A domain.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Scheme, domain and port, as a browser writes them.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_with_tls_has_passkeys_and_this_machine_by_its_name() {
        for (address, expected) in [
            ("https://camket.example.vn", Some(("camket.example.vn", "https://camket.example.vn"))),
            ("https://camket.example.vn:8443", Some(("camket.example.vn", "https://camket.example.vn:8443"))),
            ("http://localhost:8080", Some(("localhost", "http://localhost:8080"))),
            ("http://127.0.0.1:8080", Some(("localhost", "http://localhost:8080"))),
            ("http://[::1]:8080", Some(("localhost", "http://localhost:8080"))),
            ("https://203.0.113.9", None),
            ("https://[2001:db8::1]", None),
            ("http://192.0.2.1:8080", None),
            ("http://camket.example.vn", None),
            ("", None),
        ] {
            let found = RelyingParty::from_address(address);
            let found = found.as_ref().map(|party| (party.id(), party.origin()));
            assert_eq!(found, expected, "{address}");
        }
    }
}
