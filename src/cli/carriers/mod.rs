//! The carriers of messages: SMTP and the SMS gateway. Each sends one message once; retries are the outbox's task.
//!
//! Errors name neither the text nor the recipient, and do not quote the other server, which often repeats both.

pub mod sms;
pub mod smtp;
mod template;
#[cfg(test)]
#[path = "../../../tests/support/waiting.rs"]
mod waiting;

use camket_app::outbox::{Carrier, DeliveryError, RenderedMessage};
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
    async fn carry(&self, letter: &RenderedMessage) -> Result<(), DeliveryError> {
        // The channel was configured when the message was written, and may be configured again later.
        let off = || temporary_failure(format!("the channel {} is not configured", letter.channel.code()));
        match letter.channel {
            Channel::Email => self.email.as_ref().ok_or_else(off)?.send(letter).await,
            Channel::Sms => self.sms.as_ref().ok_or_else(off)?.send(letter).await,
        }
    }
}

/// An error that a retry cannot solve.
fn permanent_failure(reason: impl Into<String>) -> DeliveryError {
    DeliveryError { permanent: true, reason: reason.into() }
}

/// An error that a retry may solve.
fn temporary_failure(reason: impl Into<String>) -> DeliveryError {
    DeliveryError { permanent: false, reason: reason.into() }
}
