//! `[mail]`: e-mail by SMTP. Without `mail.host` the channel is off and no page offers it.

use serde::{Deserialize, Serialize};

use super::secret::SecretText;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct MailConfig {
    pub host: Option<String>,
    pub port: u16,
    pub tls: MailTls,
    pub user: Option<String>,
    pub password: Option<SecretText>,
    pub from: Option<String>,
    pub timeout_seconds: u64,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Starts without TLS and must switch to it before any command (port 587).
    Starttls,
    /// TLS from the first byte (port 465).
    Implicit,
    /// No TLS, for a relay on this machine.
    None,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            host: None,
            port: 587,
            tls: MailTls::Starttls,
            user: None,
            password: None,
            from: None,
            timeout_seconds: 30,
        }
    }
}

impl MailConfig {
    pub fn is_configured(&self) -> bool {
        self.host.is_some()
    }

    pub(super) fn collect_problems(&self, problems: &mut Vec<String>) {
        let Some(host) = &self.host else {
            if self.user.is_some() || self.password.is_some() || self.from.is_some() {
                problems.push(
                    "mail.host is not set, but other keys of [mail] are: set it, or remove them".into(),
                );
            }
            return;
        };
        if self.user.is_some() != self.password.is_some() {
            problems.push("mail.user and mail.password go together: set both or neither".into());
        }
        if self.password.is_some() && self.tls == MailTls::None && !is_this_machine(host) {
            problems.push(format!(
                "mail.tls = \"none\" would send the password to {host} in the clear: use \"starttls\""
            ));
        }
        self.check_sender(problems);
        if self.timeout_seconds == 0 {
            problems.push("mail.timeout_seconds must be at least 1".into());
        }
    }

    fn check_sender(&self, problems: &mut Vec<String>) {
        match &self.from {
            None => problems
                .push("mail.from is not set: say who sends, such as \"Camket <camket@example.vn>\"".into()),
            Some(from) if from.parse::<lettre::message::Mailbox>().is_err() => problems.push(format!(
                "mail.from = \"{from}\" is not an address, such as \"Camket <camket@example.vn>\""
            )),
            Some(_) => {}
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}
