//! Checks of e-mail and SMS: whether a channel is configured and the mail server can be reached. Nothing is sent.

use std::{
    net::{TcpStream, ToSocketAddrs},
    time::Duration,
};

use super::CheckResult;
use crate::cli::config::Config;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

pub fn check_channels(config: &Config) -> Vec<CheckResult> {
    if !config.mail.is_configured() && !config.sms.is_configured() {
        let seen = "no channel is configured: owners sign up with letters or codes of their commune, and invitations of \
                    staff are handed over by hand; \
                    see [mail] and [sms] in config/camket.example.toml";
        return vec![CheckResult::warn("messages", seen)];
    }
    vec![check_mail(config), check_sms(config)]
}

fn check_mail(config: &Config) -> CheckResult {
    let (what, port) = ("e-mail", config.mail.port);
    let Some(host) = &config.mail.host else { return CheckResult::ok(what, "off, and not offered") };
    if is_reachable(host, port) {
        CheckResult::ok(what, format!("{host}:{port} answers"))
    } else {
        let advice = "check mail.host and mail.port, and whether a firewall stands between";
        CheckResult::warn(what, format!("{host}:{port} cannot be reached now: {advice}"))
    }
}

fn check_sms(config: &Config) -> CheckResult {
    let what = "SMS";
    // Only a sent message, which costs money, would show whether the gateway accepts the key.
    if config.sms.is_configured() {
        CheckResult::ok(what, "a gateway is configured (not tried)")
    } else {
        CheckResult::ok(what, "off, and not offered")
    }
}

fn is_reachable(host: &str, port: u16) -> bool {
    let addresses = (host, port).to_socket_addrs();
    addresses
        .is_ok_and(|mut all| all.any(|address| TcpStream::connect_timeout(&address, CONNECT_TIMEOUT).is_ok()))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;
    use crate::cli::doctor::CheckStatus;

    #[test]
    fn the_mail_server_is_contacted() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut config = Config::default();
        assert_eq!(check_channels(&config)[0].status, CheckStatus::Warn);
        config.mail.host = Some("127.0.0.1".into());
        config.mail.port = listener.local_addr().unwrap().port();
        assert_eq!(check_mail(&config).status, CheckStatus::Ok);
        config.mail.port = 1;
        assert_eq!(check_mail(&config).status, CheckStatus::Warn);
    }
}
