//! `[server]`: listening address, public address, trusted proxies and rate limits.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{network::Network, public_url::PublicUrl};
use crate::cli::connections::ConnectionLimits;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ServerConfig {
    pub listen: SocketAddr,
    pub public_url: Option<PublicUrl>,
    pub trusted_proxies: Vec<Network>,
    /// Public look-ups per client address; 0 means no limit.
    pub look_ups_per_minute: u32,
    /// Look-ups of an application by file number and phone, per client address; 0 means no limit.
    pub tracks_per_hour: u32,
    /// Reported concerns per client address; 0 means no limit.
    pub concerns_per_hour: u32,
    /// Open connections at the same time.
    pub max_connections: u32,
    /// Seconds for the header of a request.
    pub header_seconds: u32,
    /// Seconds without a byte of a body, received or sent.
    pub body_seconds: u32,
    /// Seconds that a connection waits for its next request.
    pub idle_seconds: u32,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
            public_url: None,
            trusted_proxies: Vec::new(),
            look_ups_per_minute: 600,
            tracks_per_hour: 60,
            concerns_per_hour: 20,
            max_connections: 4000,
            header_seconds: 10,
            body_seconds: 30,
            idle_seconds: 60,
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

    /// The bounds of connections.
    pub fn connection_limits(&self) -> ConnectionLimits {
        let seconds = |count: u32| Duration::from_secs(count.into());
        ConnectionLimits {
            header: seconds(self.header_seconds),
            body: seconds(self.body_seconds),
            idle: seconds(self.idle_seconds),
            most: usize::try_from(self.max_connections).unwrap_or(usize::MAX),
        }
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        let bounds = [
            ("max_connections", self.max_connections),
            ("header_seconds", self.header_seconds),
            ("body_seconds", self.body_seconds),
            ("idle_seconds", self.idle_seconds),
        ];
        let zeros = bounds.iter().filter(|(_, value)| *value == 0);
        problems.extend(zeros.map(|(key, _)| format!("server.{key} must be at least 1")));
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
