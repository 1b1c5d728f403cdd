//! Checks of e-mail and SMS: whether a channel is configured and the mail server can be reached. Nothing is sent.

use std::{
    net::{TcpStream, ToSocketAddrs},
    time::Duration,
};

use super::Finding;
use crate::cli::config::Config;

const PATIENCE: Duration = Duration::from_secs(5);

pub fn check(config: &Config) -> Vec<Finding> {
    if !config.mail.is_configured() && !config.sms.is_configured() {
        let seen = "no channel is configured: owners cannot register, and invitations are handed over by hand; \
                    see [mail] and [sms] in config/camket.example.toml";
        return vec![Finding::warn("messages", seen)];
    }
    vec![mail(config), sms(config)]
}

fn mail(config: &Config) -> Finding {
    let (what, port) = ("e-mail", config.mail.port);
    let Some(host) = &config.mail.host else { return Finding::ok(what, "off, and not offered") };
    if reachable(host, port) {
        Finding::ok(what, format!("{host}:{port} answers"))
    } else {
        let advice = "check mail.host and mail.port, and whether a firewall stands between";
        Finding::warn(what, format!("{host}:{port} cannot be reached now: {advice}"))
    }
}

fn sms(config: &Config) -> Finding {
    let what = "SMS";
    // Only a sent message, which costs money, would show whether the gateway accepts the key.
    if config.sms.is_configured() {
        Finding::ok(what, "a gateway is configured (not tried)")
    } else {
        Finding::ok(what, "off, and not offered")
    }
}

fn reachable(host: &str, port: u16) -> bool {
    let addresses = (host, port).to_socket_addrs();
    addresses.is_ok_and(|mut all| all.any(|address| TcpStream::connect_timeout(&address, PATIENCE).is_ok()))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;
    use crate::cli::doctor::Verdict;

    #[test]
    fn tries_the_mail_server() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut config = Config::default();
        assert_eq!(check(&config)[0].verdict, Verdict::Warn);
        config.mail.host = Some("127.0.0.1".into());
        config.mail.port = listener.local_addr().unwrap().port();
        assert_eq!(mail(&config).verdict, Verdict::Ok);
        config.mail.port = 1;
        assert_eq!(mail(&config).verdict, Verdict::Warn);
    }
}
