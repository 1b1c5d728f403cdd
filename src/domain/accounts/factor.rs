//! The second factor of an account: the codes of an authenticator app (TOTP, RFC 6238) or a passkey ([`super::passkey`]), and
//! recovery codes for the day on which the phone is lost. No law asks for it; a password that was guessed or read over a shoulder must not issue certificates.

use std::fmt;

use time::{Duration, OffsetDateTime};

use super::Role;
use super::passkey_answer::SentAssertion;
use crate::ids::AccountId;
use crate::text::input_error;

/// How long a set-up that was begun can be confirmed: the time to install an app.
pub const SET_UP_LIFETIME: Duration = Duration::hours(1);
/// How long after the password the code can be typed.
pub const SECOND_STEP_LIFETIME: Duration = Duration::minutes(10);
/// How long after a code decisions, exports and reveals are done without another one: a batch of certificates is issued with
/// one, and a desk that is left alone for a while does nothing that cannot be undone.
pub const FRESH_FOR: Duration = Duration::minutes(15);
/// Recovery codes of a set.
pub const RECOVERY_CODES: usize = 10;
/// Characters of a recovery code: 80 bits, so that its plain hash cannot be searched.
const RECOVERY_CHARS: usize = 16;
/// Crockford's base32: no I, L, O and U, which are mistaken for others.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

input_error! {
    /// Why a second factor was not accepted.
    FactorFault {
        /// Neither the code of the app nor an unused recovery code.
        Wrong => "factor-code-wrong",
        /// A code of the app that was accepted before: the next one counts.
        Used => "factor-code-used",
        /// Neither six digits nor a recovery code.
        Form => "factor-code-form",
        /// No passkey of this account, or its answer does not verify.
        PasskeyWrong => "factor-passkey-wrong",
        /// The challenge was answered already, or too long ago.
        PasskeyOver => "factor-passkey-over",
        /// The counter of the passkey went back: two devices may hold the same key.
        PasskeyCounter => "factor-passkey-counter",
        /// This passkey is registered already.
        PasskeyKnown => "factor-passkey-known",
    }
}

/// Whose accounts need a second factor. Owners may always set one up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FactorRule {
    /// Members of staff set one up before they do anything else.
    pub required_of_staff: bool,
}

impl FactorRule {
    pub fn requires(self, role: Role) -> bool {
        self.required_of_staff && role.is_staff()
    }
}

/// Whether a factor is used already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactorState {
    /// The secret was shown, and no code of it was typed yet.
    Begun,
    On {
        since: OffsetDateTime,
        /// Time step of the last code that was accepted.
        last_step: i64,
    },
}

/// The factor of an account, as stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecondFactor {
    pub account: AccountId,
    /// The secret, sealed.
    pub sealed: String,
    pub begun_at: OffsetDateTime,
    pub state: FactorState,
}

impl SecondFactor {
    pub fn is_on(&self) -> bool {
        matches!(self.state, FactorState::On { .. })
    }

    /// Whether it is being set up and can be confirmed at `now`.
    pub fn may_be_confirmed(&self, now: OffsetDateTime) -> bool {
        self.state == FactorState::Begun && now < self.begun_at + SET_UP_LIFETIME
    }

    /// The factor after a code of this time step.
    ///
    /// # Errors
    /// [`FactorFault::Used`]: each code is accepted once, and none that is older than one that was (RFC 6238 section 5.2).
    pub fn accept(&self, step: i64, now: OffsetDateTime) -> Result<Self, FactorFault> {
        let since = match self.state {
            FactorState::On { last_step, .. } if step <= last_step => return Err(FactorFault::Used),
            FactorState::On { since, .. } => since,
            FactorState::Begun => now,
        };
        Ok(Self { state: FactorState::On { since, last_step: step }, ..self.clone() })
    }
}

/// What a session still owes of a second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactorStanding {
    /// The account has none and needs none.
    NotNeeded,
    /// The account has none and needs one: nothing else is done before.
    SetUpFirst,
    /// A code was typed within [`FRESH_FOR`].
    Fresh,
    /// A code is asked for before decisions, exports and reveals.
    Stale,
}

impl FactorStanding {
    /// `confirmed_at`: when a code was typed last in the session.
    pub fn new(
        confirmed_at: Option<OffsetDateTime>,
        role: Role,
        rule: FactorRule,
        now: OffsetDateTime,
    ) -> Self {
        match confirmed_at {
            Some(at) if now < at + FRESH_FOR => Self::Fresh,
            Some(_) => Self::Stale,
            None if rule.requires(role) => Self::SetUpFirst,
            None => Self::NotNeeded,
        }
    }
}

/// A code that is typed in place of that of the app, once. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A code of ten bytes that nobody can guess.
    pub fn from_bytes(bytes: [u8; 10]) -> Self {
        let bits = bytes.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let sign = |place: usize| ALPHABET[(bits >> (5 * (RECOVERY_CHARS - 1 - place))) as usize % 32];
        Self((0..RECOVERY_CHARS).map(|place| char::from(sign(place))).collect())
    }

    /// Reads typed text: case, spaces and hyphens do not matter; I and L are read as 1, O as 0.
    pub fn parse(text: &str) -> Option<Self> {
        let signs = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
        let signs = signs.map(|sign| match sign.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        });
        let code: String = signs.take(RECOVERY_CHARS + 1).collect();
        let known = code.bytes().all(|byte| ALPHABET.contains(&byte));
        (known && code.len() == RECOVERY_CHARS).then_some(Self(code))
    }

    /// Without hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In groups of four.
impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, sign) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{sign}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(***)")
    }
}

/// What was typed where a second factor is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TypedFactor {
    App(AppCode),
    Recovery(RecoveryCode),
    Passkey(Box<SentAssertion>),
}

/// Six digits. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct AppCode(String);

impl AppCode {
    /// Spaces, `-` and `.` between the digits do not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let is_sign = |sign: &char| !sign.is_whitespace() && *sign != '-' && *sign != '.';
        let digits: String = text.chars().filter(is_sign).take(7).collect();
        (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(Self(digits))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AppCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppCode(***)")
    }
}

impl TypedFactor {
    /// # Errors
    /// [`FactorFault::Form`]
    pub fn parse(text: &str) -> Result<Self, FactorFault> {
        AppCode::parse(text)
            .map(Self::App)
            .or_else(|| RecoveryCode::parse(text).map(Self::Recovery))
            .ok_or(FactorFault::Form)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-23 01:00 UTC);

    fn begun() -> SecondFactor {
        SecondFactor {
            account: AccountId(Uuid::nil()),
            sealed: String::new(),
            begun_at: NOW,
            state: FactorState::Begun,
        }
    }

    #[test]
    fn each_code_is_accepted_once_and_none_that_is_older() {
        let on = begun().accept(100, NOW).unwrap();
        assert_eq!(on.state, FactorState::On { since: NOW, last_step: 100 });
        for old in [98, 99, 100] {
            assert_eq!(on.accept(old, NOW), Err(FactorFault::Used));
        }
        let later = on.accept(101, NOW + Duration::DAY).unwrap();
        assert_eq!(later.state, FactorState::On { since: NOW, last_step: 101 });
    }

    #[test]
    fn a_set_up_is_confirmed_in_time_and_once() {
        assert!(begun().may_be_confirmed(NOW));
        assert!(!begun().may_be_confirmed(NOW + SET_UP_LIFETIME));
        assert!(!begun().accept(1, NOW).unwrap().may_be_confirmed(NOW));
    }

    #[test]
    fn a_session_owes_what_its_role_and_its_last_code_say() {
        let (strict, free) = (FactorRule { required_of_staff: true }, FactorRule::default());
        for role in Role::ALL {
            assert_eq!(FactorStanding::new(None, role, free, NOW), FactorStanding::NotNeeded);
            let expected =
                if role == Role::Owner { FactorStanding::NotNeeded } else { FactorStanding::SetUpFirst };
            assert_eq!(FactorStanding::new(None, role, strict, NOW), expected);
            for rule in [strict, free] {
                let at = |ago| FactorStanding::new(Some(NOW - ago), role, rule, NOW);
                assert_eq!(at(FRESH_FOR - Duration::SECOND), FactorStanding::Fresh);
                assert_eq!(at(FRESH_FOR), FactorStanding::Stale);
            }
        }
    }

    #[test]
    fn a_recovery_code_is_read_however_it_is_typed() {
        let code = RecoveryCode::from_bytes([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
        assert_eq!(code.to_string(), "0123-4567-89AB-CDEF");
        for typed in ["0123-4567-89AB-CDEF", "0123456789abcdef", " o1l3 4567 89ab cdef "] {
            let expected = if typed.contains('l') { "0113456789ABCDEF" } else { "0123456789ABCDEF" };
            assert_eq!(RecoveryCode::parse(typed).unwrap().as_str(), expected);
        }
        for odd in ["", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "0123-4567-89AB-CDEU", "đ"] {
            assert_eq!(RecoveryCode::parse(odd), None, "{odd}");
        }
        assert!(!format!("{code:?}").contains("0123"));
        let last = RecoveryCode::from_bytes([0xff; 10]);
        assert_eq!(last.as_str(), "Z".repeat(RECOVERY_CHARS));
    }

    #[test]
    fn six_digits_are_a_code_of_the_app_and_sixteen_signs_a_recovery_code() {
        let app = |text: &str| AppCode::parse(text).map(TypedFactor::App);
        for typed in ["123456", " 123 456 ", "123-456"] {
            assert_eq!(TypedFactor::parse(typed).ok(), app("123456"));
        }
        assert!(matches!(TypedFactor::parse("0123-4567-89AB-CDEF"), Ok(TypedFactor::Recovery(_))));
        for odd in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(TypedFactor::parse(odd), Err(FactorFault::Form), "{odd}");
        }
        assert!(!format!("{:?}", app("123456")).contains("123456"));
    }
}
