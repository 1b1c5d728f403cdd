//! Codes of authenticator apps: TOTP (RFC 6238) with HMAC-SHA-1, six digits and steps of 30 seconds, which all apps have.

use std::fmt;

use camket_domain::clock::{Entropy, random_bytes};
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use time::OffsetDateTime;
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret (RFC 4226 section 4, R6: 160 bits are recommended).
const SECRET_BYTES: usize = 20;
/// The name that an app shows beside the log-in.
const ISSUER: &str = "Camket";

/// The secret that an account shares with an app; its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; SECRET_BYTES]);

impl TotpSecret {
    /// A new random secret.
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self(random_bytes(entropy))
    }

    /// Reads what [`Self::to_base32`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE32_NOPAD.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// 32 letters and digits, as a person types them into an app.
    pub fn to_base32(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// What the QR code of an app says. It holds the secret: it appears on the page that sets the app up, and nowhere else.
    pub fn build_address(&self, login: &str) -> String {
        let login = utf8_percent_encode(login, NON_ALPHANUMERIC);
        format!("otpauth://totp/{ISSUER}:{login}?secret={}&issuer={ISSUER}", self.to_base32())
    }

    /// The time step (RFC 6238 section 4.2) whose code this is, if it is that of `now` or one beside it (section 5.2). The
    /// caller sees to it that each step counts once.
    pub fn find_step(&self, code: &str, now: OffsetDateTime) -> Option<i64> {
        let seconds = u64::try_from(now.unix_timestamp()).ok()?;
        self.build().check(code, seconds).and_then(|step| i64::try_from(step).ok())
    }

    /// The code that an app shows at `now`.
    pub fn generate_code(&self, now: OffsetDateTime) -> String {
        self.build().generate(u64::try_from(now.unix_timestamp()).unwrap_or_default()).to_string()
    }

    fn build(&self) -> Totp {
        // The defaults are those of the module's head: SHA-1, six digits, 30 seconds, one step to each side.
        Builder::new().with_secret(Secret::new_stack(self.0)).build().expect("160 bits are enough")
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn known() -> TotpSecret {
        TotpSecret(*b"12345678901234567890")
    }

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(seconds).unwrap()
    }

    /// The vectors of appendix B have eight digits, of which the last six are ours: the value is reduced by a power of ten.
    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            let code = &code[2..];
            assert_eq!(known().generate_code(at(seconds)), code);
            assert_eq!(known().find_step(code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_counts_one_step_before_and_after_its_own() {
        let code = known().generate_code(at(1_111_111_111));
        let step = 1_111_111_111 / 30;
        for (later, found) in [(-60, None), (-30, Some(step)), (0, Some(step)), (30, Some(step)), (60, None)]
        {
            assert_eq!(known().find_step(&code, at(1_111_111_111 + later)), found, "{later}");
        }
        let other = TotpSecret([7; 20]);
        assert_eq!(other.find_step(&code, at(1_111_111_111)), None);
        for odd in ["", "05047", "0504711", "05047a", "０５０４７１", " 050471", "+50471"] {
            assert_eq!(known().find_step(odd, at(1_111_111_111)), None, "{odd}");
        }
    }

    #[test]
    fn a_secret_is_typed_as_base32_and_shown_to_nobody_else() {
        let text = known().to_base32();
        assert_eq!(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(TotpSecret::parse(&text), Some(known()));
        for odd in ["", "GEZDGNBV", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq", &text.repeat(2)] {
            assert_eq!(TotpSecret::parse(odd), None, "{odd}");
        }
        assert!(!format!("{:?}", known()).contains("GEZD"));
        assert_eq!(
            known().build_address("lan+1@example.vn"),
            "otpauth://totp/Camket:lan%2B1%40example%2Evn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Camket"
        );
    }
}
