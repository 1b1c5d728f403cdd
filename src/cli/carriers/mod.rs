//! The carriers of messages: SMTP and the SMS gateway. Each sends one message once; retries are the outbox's task.
//!
//! Errors name neither the text nor the recipient, and do not quote the other server, which often repeats both.

mod fill;
pub mod sms;
pub mod smtp;

use camket_app::outbox::{Carrier, Letter, Undelivered};
use camket_domain::outbox::Channel;

use self::{sms::SmsCarrier, smtp::SmtpCarrier};
use super::config::Config;

/// The channels that are configured.
#[derive(Clone, Debug, Default)]
pub struct Carriers {
    email: Option<SmtpCarrier>,
    sms: Option<SmsCarrier>,
}

impl Carriers {
    /// # Errors
    /// A section of the configuration does not describe a usable connection.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        Ok(Self { email: SmtpCarrier::new(&config.mail)?, sms: SmsCarrier::new(&config.sms) })
    }

    /// The configured channels, which the pages may offer.
    pub fn channels(&self) -> Vec<Channel> {
        let email = self.email.as_ref().map(|_| Channel::Email);
        let sms = self.sms.as_ref().map(|_| Channel::Sms);
        email.into_iter().chain(sms).collect()
    }
}

impl Carrier for Carriers {
    async fn carry(&self, letter: &Letter) -> Result<(), Undelivered> {
        // The channel was configured when the message was written, and may be configured again later.
        let off = || temporary(format!("the channel {} is not configured", letter.channel.code()));
        match letter.channel {
            Channel::Email => self.email.as_ref().ok_or_else(off)?.send(letter).await,
            Channel::Sms => self.sms.as_ref().ok_or_else(off)?.send(letter).await,
        }
    }
}

/// An error that a retry cannot solve.
fn permanent(reason: impl Into<String>) -> Undelivered {
    Undelivered { permanent: true, reason: reason.into() }
}

/// An error that a retry may solve.
fn temporary(reason: impl Into<String>) -> Undelivered {
    Undelivered { permanent: false, reason: reason.into() }
}
