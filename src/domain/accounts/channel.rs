//! The channel by which a person is reached: a login is an e-mail address or a mobile number.

use serde::{Deserialize, Serialize};

/// How a message is sent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// By SMTP.
    Email,
    /// By the SMS gateway.
    Sms,
}

impl Channel {
    pub fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Email, Self::Sms].into_iter().find(|c| c.code() == code)
    }
}
