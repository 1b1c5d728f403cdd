//! How each verdict on a certificate is shown, so that it is recognised from two metres.
//!
//! The colour says what to do (green: valid, amber: look again or ask, red: stop, grey: not known), the shape of the
//! icon says it again for those who do not see the colour, and the text says it exactly. Unknown is never green.

use camket_domain::certificates::verdict::Verdict;

/// Colour, icon and words of a verdict.
#[derive(Clone, Copy, Debug)]
pub struct VerdictLook {
    /// End of the class name: `verdict-good`.
    pub tone: &'static str,
    /// Symbol in `static/icons.svg`.
    pub icon: &'static str,
    /// Locale key of the heading.
    pub word: &'static str,
    /// Locale key of the sentence that says what to do.
    pub advice: &'static str,
}

/// Gives a verdict its colour, icon and texts.
pub trait HasVerdictLook {
    fn look(&self) -> VerdictLook;
}

impl HasVerdictLook for Verdict {
    fn look(&self) -> VerdictLook {
        let (tone, icon, word, advice) = match self {
            Self::Valid => ("good", "seal-check", "verify-verdict-valid", "verify-verdict-valid-advice"),
            Self::ValidAsOf => {
                ("stored", "clock", "verify-verdict-valid-as-of", "verify-verdict-valid-as-of-advice")
            }
            Self::CannotSay => {
                ("unknown", "question", "verify-verdict-cannot-say", "verify-verdict-cannot-say-advice")
            }
            Self::Suspended => {
                ("warn", "warning", "verify-verdict-suspended", "verify-verdict-suspended-advice")
            }
            Self::Revoked => ("bad", "stop", "verify-verdict-revoked", "verify-verdict-revoked-advice"),
            Self::Superseded => {
                ("replaced", "replaced", "verify-verdict-superseded", "verify-verdict-superseded-advice")
            }
            Self::Expired => ("warn", "hourglass", "verify-verdict-expired", "verify-verdict-expired-advice"),
            Self::NotInRegister => {
                ("bad", "question", "verify-verdict-not-in-register", "verify-verdict-not-in-register-advice")
            }
            Self::Mistyped => ("unknown", "pen", "verify-verdict-mistyped", "verify-verdict-mistyped-advice"),
            Self::Forged => ("bad", "cross", "verify-verdict-forged", "verify-verdict-forged-advice"),
            Self::NotOurs => ("unknown", "scan", "verify-verdict-not-ours", "verify-verdict-not-ours-advice"),
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
    }
}
