//! The channel by which a person is reached: a login is an e-mail address or a mobile number.

use crate::codes::codes;

codes! {
    /// How a message is sent.
    Channel {
        /// By SMTP.
        Email = "email",
        /// By the SMS gateway.
        Sms = "sms",
    }
}
