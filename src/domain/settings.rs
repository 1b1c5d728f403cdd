//! Settings an administrator edits: the numbers the law leaves open.

use serde::{Deserialize, Serialize};

/// The registry's settings.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Months a certificate is valid. No law fixes a period (domain notes 1.1); a year is common practice.
    pub validity_months: u8,
    /// Working days the commune has to decide a pledge track.
    pub pledge_days: u8,
    /// Working days the labour authority has to decide a labour track.
    pub labour_days: u8,
    /// Hours a share link of a certificate's PDF works.
    pub share_hours: u16,
    /// Most days that an API token lives.
    pub token_days: u16,
    /// Days before the end of a certificate from which its owner can renew it.
    pub renewal_days: u16,
    /// Days before the end on which the owner is reminded, once each.
    pub reminder_days: [u16; 3],
    /// Whom to ask about personal data: shown in the privacy notice.
    pub privacy_contact: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            validity_months: 12,
            pledge_days: 5,
            labour_days: 5,
            share_hours: 72,
            token_days: 90,
            renewal_days: 60,
            reminder_days: [60, 30, 7],
            privacy_contact: String::new(),
        }
    }
}

impl Settings {
    /// Checks the bounds.
    ///
    /// # Errors
    /// The names of the fields out of bounds.
    pub fn check(&self) -> Result<(), Vec<&'static str>> {
        let mut wrong = Vec::new();
        let mut bound = |name, holds: bool| {
            if !holds {
                wrong.push(name);
            }
        };
        bound("validity_months", (1..=60).contains(&self.validity_months));
        bound("pledge_days", (1..=60).contains(&self.pledge_days));
        bound("labour_days", (1..=60).contains(&self.labour_days));
        bound("share_hours", (1..=720).contains(&self.share_hours));
        bound("token_days", (1..=366).contains(&self.token_days));
        bound("renewal_days", (1..=365).contains(&self.renewal_days));
        let [first, second, last] = self.reminder_days;
        bound("reminder_days", first > second && second > last && last > 0 && first <= 365);
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}
