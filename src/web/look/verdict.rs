//! How each verdict on a certificate looks: the face of the product, to be recognised from two metres.
//!
//! The colour says what to do (green: fine, amber: ask, red: stop, grey: not known), the icon's shape says it again for
//! those who do not see the colour, and the word says it exactly. Unknown is never green.

/// What may be said about a presented code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// In the register and in force now.
    Valid,
    /// In force when this device last heard from the register.
    ValidAsOf,
    /// Genuine, but what is stored is too old to judge by.
    CannotSay,
    /// Suspended for a time.
    Suspended,
    /// Revoked for good.
    Revoked,
    /// Replaced by a newer certificate.
    Superseded,
    /// Past its last day.
    Expired,
    /// A well-formed code that the register does not know.
    NotInRegister,
    /// The check characters do not fit: typed wrongly.
    Mistyped,
    /// The signature does not fit.
    Forged,
    /// Not a code of this system.
    NotOurs,
}

/// Colour, icon and words of a verdict.
#[derive(Clone, Copy, Debug)]
pub struct VerdictLook {
    /// End of the class name: `verdict-good`.
    pub tone: &'static str,
    /// Symbol in `static/icons.svg`.
    pub icon: &'static str,
    /// Locale key of the huge word.
    pub word: &'static str,
    /// Locale key of the sentence that says what to do.
    pub advice: &'static str,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 11] = [
        Self::Valid,
        Self::ValidAsOf,
        Self::CannotSay,
        Self::Suspended,
        Self::Revoked,
        Self::Superseded,
        Self::Expired,
        Self::NotInRegister,
        Self::Mistyped,
        Self::Forged,
        Self::NotOurs,
    ];

    /// The stable code, as the API says it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::ValidAsOf => "valid_as_of",
            Self::CannotSay => "cannot_say",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::NotInRegister => "not_in_register",
            Self::Mistyped => "mistyped",
            Self::Forged => "forged",
            Self::NotOurs => "not_ours",
        }
    }

    /// The verdict of a code; an unknown code cannot be judged, so it is never valid.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code).unwrap_or(Self::CannotSay)
    }

    /// How it looks.
    #[must_use]
    pub fn look(self) -> VerdictLook {
        let (tone, icon, word, advice) = match self {
            Self::Valid => ("good", "seal-check", "verdict-valid", "verdict-valid-advice"),
            Self::ValidAsOf => ("stored", "clock", "verdict-valid-as-of", "verdict-valid-as-of-advice"),
            Self::CannotSay => ("unknown", "question", "verdict-cannot-say", "verdict-cannot-say-advice"),
            Self::Suspended => ("warn", "warning", "verdict-suspended", "verdict-suspended-advice"),
            Self::Revoked => ("bad", "stop", "verdict-revoked", "verdict-revoked-advice"),
            Self::Superseded => ("replaced", "replaced", "verdict-superseded", "verdict-superseded-advice"),
            Self::Expired => ("warn", "hourglass", "verdict-expired", "verdict-expired-advice"),
            Self::NotInRegister => {
                ("bad", "question", "verdict-not-in-register", "verdict-not-in-register-advice")
            }
            Self::Mistyped => ("unknown", "pen", "verdict-mistyped", "verdict-mistyped-advice"),
            Self::Forged => ("bad", "cross", "verdict-forged", "verdict-forged-advice"),
            Self::NotOurs => ("unknown", "scan", "verdict-not-ours", "verdict-not-ours-advice"),
        };
        VerdictLook { tone, icon, word, advice }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_verdict_of_the_register_itself_is_green() {
        let green: Vec<_> =
            Verdict::ALL.into_iter().filter(|verdict| verdict.look().tone == "good").collect();
        assert_eq!(green, [Verdict::Valid]);
        assert_eq!(Verdict::from_code("anything else"), Verdict::CannotSay);
    }
}
