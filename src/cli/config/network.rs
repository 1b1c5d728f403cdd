//! An IP address or a range of addresses: `10.0.0.5`, `10.0.0.0/8`, `fd00::/8`.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};

/// A range in CIDR notation; a single address is a range of one.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether `peer` lies in this range. An IPv4-mapped IPv6 address counts as IPv4.
    pub fn contains(&self, peer: IpAddr) -> bool {
        match (self.address, peer.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(peer)) => {
                has_same_prefix(widen_ipv4(own.to_bits()), widen_ipv4(peer.to_bits()), self.prefix)
            }
            (IpAddr::V6(own), IpAddr::V6(peer)) => {
                has_same_prefix(own.to_bits(), peer.to_bits(), self.prefix)
            }
            _ => false,
        }
    }
}

/// Moves the 32 bits of an IPv4 address to the first 32 bits of an IPv6 address.
fn widen_ipv4(bits: u32) -> u128 {
    u128::from(bits) << 96
}

fn has_same_prefix(a: u128, b: u128, prefix: u8) -> bool {
    // An empty prefix needs a shift by all 128 bits, which `>>` does not allow.
    (a ^ b).checked_shr(128 - u32::from(prefix)).unwrap_or(0) == 0
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not an address (10.0.0.5) or a range (10.0.0.0/8)");
        let (address, prefix) =
            text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), str::parse).map_err(|_| wrong())?;
        if prefix > longest { Err(wrong()) } else { Ok(Self { address, prefix }) }
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(network: &str, peer: &str) -> bool {
        network.parse::<Network>().unwrap().contains(peer.parse().unwrap())
    }

    #[test]
    fn ranges_contain_their_addresses() {
        assert!(holds("10.0.0.0/8", "10.255.1.2"));
        assert!(!holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("0.0.0.0/0", "203.0.113.9"));
        assert!(holds("127.0.0.1", "127.0.0.1"));
        assert!(!holds("127.0.0.1", "127.0.0.2"));
        assert!(holds("fd00::/8", "fd12::1"));
        assert!(!holds("0.0.0.0/0", "fd12::1"));
        assert!(holds("10.0.0.0/8", "::ffff:10.0.0.1"));
    }

    #[test]
    fn invalid_ranges_are_refused() {
        for text in ["", "10.0.0.0/33", "10.0.0/8", "example.org", "::1/129", "10.0.0.0/x"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
