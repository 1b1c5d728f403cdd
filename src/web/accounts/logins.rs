//! Logins as forms ask for them and pages show them. Only a channel that is configured is offered.

use camket_domain::accounts::Login;
use camket_domain::outbox::Channel;

use camket_shell::form::Form;

/// What may be typed as a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoginOffer {
    /// No channel is configured: nothing can be sent to anyone.
    Nothing,
    Email,
    Mobile,
    /// An e-mail address or a mobile number.
    Either,
}

impl LoginOffer {
    /// The logins that the configured channels can reach.
    pub(super) fn from_channels(channels: &[Channel]) -> Self {
        match (channels.contains(&Channel::Email), channels.contains(&Channel::Sms)) {
            (false, false) => Self::Nothing,
            (true, false) => Self::Email,
            (false, true) => Self::Mobile,
            (true, true) => Self::Either,
        }
    }

    /// Locale key of the field's label.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Email => "accounts-login-email",
            Self::Mobile => "accounts-login-mobile",
            Self::Nothing | Self::Either => "accounts-login-either",
        }
    }

    /// Locale key of the hint that says where a code will be sent.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Email => "accounts-login-email-hint",
            Self::Mobile => "accounts-login-mobile-hint",
            Self::Nothing | Self::Either => "accounts-login-either-hint",
        }
    }

    /// Locale key of the field's name within a sentence.
    fn field_name_key(self) -> &'static str {
        match self {
            Self::Email => "accounts-login-email-what",
            Self::Mobile => "accounts-login-mobile-what",
            Self::Nothing | Self::Either => "accounts-login-either-what",
        }
    }

    /// `type` of the input, which chooses a phone's keyboard.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Mobile => "tel",
            Self::Nothing | Self::Either => "text",
        }
    }

    /// `inputmode` of a field that takes either: letters, digits and @.
    pub(super) fn mode(self) -> &'static str {
        match self {
            Self::Nothing | Self::Either => "email",
            Self::Email | Self::Mobile => "",
        }
    }

    /// Reads the field `login` and records what is wrong with it.
    pub(crate) fn parse(self, form: &mut Form) -> Option<Login> {
        let typed = form.require_text("login", self.field_name_key())?;
        match Login::parse(&typed) {
            Ok(login) if self.allows_channel(login.channel()) => return Some(login),
            Ok(_) => form.fail("login", "codes-error-login-channel"),
            Err(_) => form.fail("login", self.malformed_key(&typed)),
        }
        None
    }

    fn allows_channel(self, channel: Channel) -> bool {
        match self {
            Self::Nothing => false,
            Self::Email => channel == Channel::Email,
            Self::Mobile => channel == Channel::Sms,
            Self::Either => true,
        }
    }

    /// Locale key of the error for text that is no login: it names only what may be typed here.
    fn malformed_key(self, typed: &str) -> &'static str {
        match self {
            Self::Email => "errors-email",
            Self::Mobile => "accounts-login-mobile-form",
            _ if typed.contains('@') => "errors-email",
            _ => "accounts-login-either-form",
        }
    }
}

/// A login as its owner reads it: digits of a number in groups.
pub(crate) fn format_login(login: &Login) -> String {
    match login {
        Login::Email(email) => email.as_str().to_owned(),
        Login::Mobile(phone) => phone.format_grouped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_reached_is_taken() {
        let both = [Channel::Email, Channel::Sms];
        for (channels, typed, taken) in [
            (&both[..], "0912 345 678", Ok("0912345678")),
            (&both[..], " Chu@Example.vn ", Ok("chu@example.vn")),
            (&both[..], "", Err("errors-required")),
            (&both[..], "chu@", Err("errors-email")),
            (&both[..], "chu", Err("accounts-login-either-form")),
            (&both[..], "0259 3822 111", Err("accounts-login-either-form")),
            (&both[..1], "0912 345 678", Err("codes-error-login-channel")),
            (&both[..1], "chu", Err("errors-email")),
            (&both[1..], "chu@example.vn", Err("codes-error-login-channel")),
            (&both[1..], "chu", Err("accounts-login-mobile-form")),
            (&[], "chu@example.vn", Err("codes-error-login-channel")),
        ] {
            let mut form = Form::from_fields([("login", typed)]);
            let login = LoginOffer::from_channels(channels).parse(&mut form);
            let error = form.error("login").map(|error| error.key().to_owned());
            assert_eq!(login.as_ref().map(Login::as_str), taken.ok(), "{typed}");
            assert_eq!(error.as_deref(), taken.err(), "{typed}");
        }
    }

    #[test]
    fn numbers_are_shown_in_groups() {
        assert_eq!(format_login(&Login::parse("0912345678").unwrap()), "0912 345 678");
        assert_eq!(format_login(&Login::parse("chu@example.vn").unwrap()), "chu@example.vn");
    }
}
