//! What carries messages out: SMTP and the SMS gateway. They send one message, once; when to try again is the outbox's.
//!
//! What goes wrong is said without the text, the recipient or the other side's own words, which like to repeat both.

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
    /// When a section of the configuration cannot be turned into a connection.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        Ok(Self { email: SmtpCarrier::new(&config.mail)?, sms: SmsCarrier::new(&config.sms) })
    }

    /// What the pages may offer.
    pub fn channels(&self) -> Vec<Channel> {
        let email = self.email.as_ref().map(|_| Channel::Email);
        let sms = self.sms.as_ref().map(|_| Channel::Sms);
        email.into_iter().chain(sms).collect()
    }
}

impl Carrier for Carriers {
    async fn carry(&self, letter: &Letter) -> Result<(), Undelivered> {
        // It was configured when the message was written, and may be again.
        let off = || temporary(format!("the channel {} is not configured", letter.channel.code()));
        match letter.channel {
            Channel::Email => self.email.as_ref().ok_or_else(off)?.send(letter).await,
            Channel::Sms => self.sms.as_ref().ok_or_else(off)?.send(letter).await,
        }
    }
}

/// Trying again is no use.
fn permanent(reason: impl Into<String>) -> Undelivered {
    Undelivered { permanent: true, reason: reason.into() }
}

/// A later try may do better.
fn temporary(reason: impl Into<String>) -> Undelivered {
    Undelivered { permanent: false, reason: reason.into() }
}
