//! What carries messages out: SMTP and the SMS gateway. They send one message, once; when to try again is the outbox's.
//!
//! What goes wrong is said without the body, the recipient or the other side's own words, which like to repeat both.

mod fill;
pub mod sms;
pub mod smtp;

use std::fmt;

use camket_domain::outbox::Channel;

use self::{sms::SmsCarrier, smtp::SmtpCarrier};
use super::config::Config;

/// A message in words, ready to go.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub channel: Channel,
    /// An e-mail address, or a phone number as `+84912345678`.
    pub recipient: String,
    /// Not used by SMS.
    pub subject: String,
    pub body: String,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Recipient and body are personal; a one-time code in a log would be a way in.
        f.debug_struct("Outgoing").field("channel", &self.channel).finish_non_exhaustive()
    }
}

/// Why a message did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendError {
    /// The other side will never take this message; trying again is no use.
    pub permanent: bool,
    pub reason: String,
}

impl SendError {
    fn permanent(reason: impl Into<String>) -> Self {
        Self { permanent: true, reason: reason.into() }
    }

    fn temporary(reason: impl Into<String>) -> Self {
        Self { permanent: false, reason: reason.into() }
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.permanent { "refused for good" } else { "failed for now" };
        write!(f, "{kind}: {}", self.reason)
    }
}

impl std::error::Error for SendError {}

/// The channels that are configured.
#[derive(Clone, Debug, Default)]
pub struct Carriers {
    email: Option<SmtpCarrier>,
    sms: Option<SmsCarrier>,
}

impl Carriers {
    /// # Errors
    /// When a section of the configuration cannot be turned into a connection.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        Ok(Self { email: SmtpCarrier::new(&config.mail)?, sms: SmsCarrier::new(&config.sms) })
    }

    /// What the pages may offer.
    pub fn offers(&self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.email.is_some(),
            Channel::Sms => self.sms.is_some(),
        }
    }

    /// # Errors
    /// Temporary when the channel is not configured now: it was, when the message was written.
    pub async fn send(&self, message: &Outgoing) -> Result<(), SendError> {
        let off =
            || SendError::temporary(format!("the channel {} is not configured", message.channel.code()));
        match message.channel {
            Channel::Email => self.email.as_ref().ok_or_else(off)?.send(message).await,
            Channel::Sms => self.sms.as_ref().ok_or_else(off)?.send(message).await,
        }
    }
}
