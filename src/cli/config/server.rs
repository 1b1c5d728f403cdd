//! `[server]`: listening address, public address, trusted proxies and rate limits.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::{network::Network, public_url::PublicUrl};

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ServerConfig {
    pub listen: SocketAddr,
    pub public_url: Option<PublicUrl>,
    pub trusted_proxies: Vec<Network>,
    /// Public look-ups per client address; 0 means no limit.
    pub look_ups_per_minute: u32,
    /// Reported concerns per client address; 0 means no limit.
    pub concerns_per_hour: u32,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
            public_url: None,
            trusted_proxies: Vec::new(),
            look_ups_per_minute: 600,
            concerns_per_hour: 20,
        }
    }
}

impl ServerConfig {
    /// The public address of a program that listens on `bound`, with its real port.
    ///
    /// # Errors
    /// `server.public_url` is not set, but `bound` is not loopback: the program cannot know its public name.
    pub fn public_url(&self, bound: SocketAddr) -> Result<PublicUrl, String> {
        self.public_url
            .clone()
            .or_else(|| PublicUrl::from_loopback(bound))
            .ok_or_else(|| missing_public_url(bound))
    }

    /// Whether `peer` is a trusted proxy, so that its forwarding headers count.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(peer))
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        if self.public_url.is_none() && !self.listen.ip().is_loopback() {
            problems.push(missing_public_url(self.listen));
        }
    }
}

fn missing_public_url(listen: SocketAddr) -> String {
    format!(
        "server.public_url is not set, but {listen} is reached from other machines: \
         set it to the address people open, such as https://camket.example.vn"
    )
}
