//! The client of a request: the peer's address, or the one that our own proxies forward.

use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::{Extensions, HeaderMap, HeaderValue, header, request::Parts};
use camket_app::Client;
use camket_domain::accounts::one_time_code::CodeAttempt;
use time::Duration;

use crate::cookies;

/// Which peers are our own proxies: only their forwarding headers count.
#[derive(Clone)]
pub struct TrustedProxies(Arc<Proxies>);

struct Proxies {
    trusts: Box<dyn Fn(IpAddr) -> bool + Send + Sync>,
    /// Whether the log says that a forwarding header was ignored.
    was_reported: AtomicBool,
}

impl TrustedProxies {
    /// The peers for which `trusts` holds.
    pub fn new(trusts: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(Proxies { trusts: Box::new(trusts), was_reported: AtomicBool::new(false) }))
    }

    /// Whether the forwarding headers of `peer` count.
    #[must_use]
    pub fn trusts(&self, peer: IpAddr) -> bool {
        (self.0.trusts)(peer)
    }

    /// Logs, once, that `peer` forwards for others but is not named: all its visitors then count as one.
    fn report_unnamed(&self, peer: IpAddr) {
        if !self.0.was_reported.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                %peer,
                "X-Forwarded-For is ignored: if this is your proxy, name it in server.trusted_proxies, or all its visitors count as one"
            );
        }
    }
}

impl Default for TrustedProxies {
    /// No proxies.
    fn default() -> Self {
        Self::new(|_| false)
    }
}

impl fmt::Debug for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrustedProxies")
    }
}

/// The cookie of the attempt that the browser's one-time codes belong to.
const ATTEMPT_COOKIE: &str = "__Host-attempt";
/// Twice the life of a code: time to ask for another one.
pub const ATTEMPT_LIFE: Duration = Duration::minutes(30);

/// The header that gives the browser the attempt of `client`.
#[must_use]
pub fn build_attempt_cookie(client: &Client) -> Option<HeaderValue> {
    cookies::write(ATTEMPT_COOKIE, client.attempt.as_ref()?.as_str(), Some(ATTEMPT_LIFE))
}

/// The header that deletes the attempt.
#[must_use]
pub fn build_attempt_removal() -> Option<HeaderValue> {
    cookies::write_removal(ATTEMPT_COOKIE)
}

/// Network address, user agent (at most 300 characters) and attempt of the client.
#[derive(Clone, Debug)]
pub struct RequestClient(pub Client);

impl<S: Sync> FromRequestParts<S> for RequestClient
where
    TrustedProxies: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let address = find_address(&parts.extensions, &parts.headers, &TrustedProxies::from_ref(state));
        let agent =
            parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self(Client {
            address: address.map(|ip| ip.to_string()).unwrap_or_default(),
            user_agent: agent.chars().take(300).collect(),
            attempt: cookies::read(&parts.headers, ATTEMPT_COOKIE).and_then(CodeAttempt::parse),
        }))
    }
}

/// The client's network address; `None` only without a network, as in tests.
#[must_use]
pub fn find_address(
    extensions: &Extensions,
    headers: &HeaderMap,
    proxies: &TrustedProxies,
) -> Option<IpAddr> {
    Some(find_forwarded_address(find_peer(extensions)?, headers, proxies))
}

/// Whether the connection is secure: the request came over loopback, or a trusted proxy received it over https. A
/// trusted proxy that sends no `X-Forwarded-Proto` counts as https.
#[must_use]
pub fn is_secure(parts: &Parts, proxies: &TrustedProxies) -> bool {
    find_peer(&parts.extensions).is_none_or(|peer| is_secure_peer(peer, &parts.headers, proxies))
}

/// Whether the browser's own connection is https: a trusted proxy received it so. Without a network, as in tests, too.
pub(crate) fn is_https(extensions: &Extensions, headers: &HeaderMap, proxies: &TrustedProxies) -> bool {
    find_peer(extensions).is_none_or(|peer| proxies.trusts(peer) && is_secure_peer(peer, headers, proxies))
}

/// The other end of the connection. An IPv4 peer that arrives on an IPv6 socket counts as IPv4.
fn find_peer(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical())
}

fn is_secure_peer(peer: IpAddr, headers: &HeaderMap, proxies: &TrustedProxies) -> bool {
    if !proxies.trusts(peer) {
        return peer.is_loopback();
    }
    // Only the last value is from our own proxy.
    let lines = headers.get_all("x-forwarded-proto").iter().filter_map(|line| line.to_str().ok());
    let last = lines.flat_map(|line| line.split(',')).next_back();
    last.is_none_or(|scheme| scheme.trim().eq_ignore_ascii_case("https"))
}

/// Reads `X-Forwarded-For` from its end: the first address that is not one of our proxies is the client's.
fn find_forwarded_address(peer: IpAddr, headers: &HeaderMap, proxies: &TrustedProxies) -> IpAddr {
    let mut address = peer;
    if !proxies.trusts(peer) {
        if headers.contains_key("x-forwarded-for") {
            proxies.report_unnamed(peer);
        }
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    for name in named.into_iter().rev() {
        if !proxies.trusts(address) {
            break;
        }
        match parse_forwarded(name) {
            Some(next) => address = next,
            None => break,
        }
    }
    address
}

/// An address as proxies write it: some add the port (`203.0.113.9:1234`, `[2001:db8::1]:1234`), some brackets.
fn parse_forwarded(name: &str) -> Option<IpAddr> {
    let with_port = || name.parse::<SocketAddr>().map(|address| address.ip());
    let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    bare.parse::<IpAddr>().or_else(|_| with_port()).ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_proxies_are_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.9, 10.0.0.2".parse().unwrap());
        let own = [ip("10.0.0.1"), ip("10.0.0.2")];
        let proxies = TrustedProxies::new(move |peer| own.contains(&peer));
        assert_eq!(find_forwarded_address(ip("10.0.0.1"), &headers, &proxies), ip("203.0.113.9"));
        assert_eq!(find_forwarded_address(ip("198.51.100.7"), &headers, &proxies), ip("198.51.100.7"));
        assert_eq!(
            find_forwarded_address(ip("10.0.0.1"), &headers, &TrustedProxies::default()),
            ip("10.0.0.1")
        );
        for (written, address) in [
            ("203.0.113.9:51234", "203.0.113.9"),
            ("[2001:db8::9]:51234", "2001:db8::9"),
            ("[2001:db8::9]", "2001:db8::9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
        ] {
            headers.insert("x-forwarded-for", written.parse().unwrap());
            assert_eq!(find_forwarded_address(ip("10.0.0.1"), &headers, &proxies), ip(address), "{written}");
        }
        headers.insert("x-forwarded-for", "nonsense".parse().unwrap());
        assert_eq!(find_forwarded_address(ip("10.0.0.1"), &headers, &proxies), ip("10.0.0.1"));
    }

    #[test]
    fn connection_is_secure_over_loopback_or_as_a_trusted_proxy_says() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxies = TrustedProxies::new(move |peer| peer == ip("10.0.0.1"));
        let safe = |peer: &str, schemes: &[&str]| {
            let mut headers = HeaderMap::new();
            for scheme in schemes {
                headers.append("x-forwarded-proto", scheme.parse().unwrap());
            }
            is_secure_peer(ip(peer), &headers, &proxies)
        };
        assert!(safe("127.0.0.1", &[]) && safe("::1", &[]));
        assert!(!safe("203.0.113.9", &[]) && !safe("203.0.113.9", &["https"]));
        assert!(
            safe("10.0.0.1", &["https"]) && safe("10.0.0.1", &["http", "https"]) && safe("10.0.0.1", &[])
        );
        assert!(!safe("10.0.0.1", &["http"]) && !safe("10.0.0.1", &["https, http"]));
    }
}
