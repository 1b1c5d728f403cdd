//! Settings edited by an administrator: the numbers that the law does not fix.

use serde::{Deserialize, Serialize};
use time::Duration;

use crate::certificates::verdict::FreshnessLimits;
use crate::labour::history::StaffingThreshold;
use crate::scans::distance::DistanceLimits;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Counts the changes; 0 before the first.
    pub version: i32,
    /// Months for which a certificate is valid. No law fixes a period; one year is common practice (`docs/law.md 1.6`).
    pub validity_months: u8,
    /// Working days in which the commune decides a pledge track.
    pub pledge_days: u8,
    /// Working days in which the labour authority decides a labour track.
    pub labour_days: u8,
    /// Hours for which a share link to a certificate's PDF is valid.
    pub share_hours: u16,
    /// Maximum lifetime of an API token in days.
    pub token_days: u16,
    /// Days before the end of a certificate from which on it can be renewed.
    pub renewal_days: u16,
    /// Days before the end on which the owner gets a reminder; descending.
    pub reminder_days: [u16; 3],
    /// Minimum number of team members at a visit; TT 05/2006 requires three.
    pub visit_members: u8,
    /// Minimum share of the venues to visit in a year, in per cent.
    pub visit_share: u8,
    /// Working days in which an owner may reply to a record.
    pub reply_days: u8,
    /// Metres between a scan and its venue beyond which an alert is opened.
    pub far_metres: u16,
    /// Metres between two scans of one certificate beyond which an alert is opened ...
    pub apart_metres: u16,
    /// ... if they are made within this many minutes.
    pub apart_minutes: u16,
    /// Days for which a phone opens its stored data without a network.
    pub unlock_days: u8,
    /// Days for which a phone keeps a report that the server has.
    pub sent_days: u8,
    /// Hours after which a phone's daily pack is marked as out of date.
    pub pack_hours: u8,
    /// Hours up to which a status list counts as current.
    pub list_fresh_hours: u16,
    /// Days after which a status list is no longer used; it is signed for fourteen.
    pub list_stale_days: u8,
    /// Personal numbers and contacts that one officer may reveal in a day.
    pub reveals_per_day: u16,
    /// Workers by which a register differs from its certificate before the labour authority looks again ...
    pub look_again_workers: u16,
    /// ... if they are also this share of the number that the certificate says, in per cent.
    pub look_again_share: u16,
    /// Months for which scans by inspectors and closed alerts are kept. No law fixes a period (`docs/law.md 11.1`).
    pub scan_months: u8,
    /// Days in which a log-in takes back that an owner closed the account. No law fixes them.
    pub closing_days: u8,
    /// Contact for questions about personal data, shown in the privacy notice.
    pub privacy_contact: String,
    /// Whether anybody may see the totals of coverage per commune.
    pub open_coverage: bool,
    /// Whether anybody may take the valid certificates as open data.
    pub open_certificates: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: 0,
            validity_months: 12,
            pledge_days: 5,
            labour_days: 5,
            share_hours: 72,
            token_days: 90,
            renewal_days: 60,
            reminder_days: [60, 30, 7],
            visit_members: 3,
            visit_share: 60,
            reply_days: 5,
            far_metres: 500,
            apart_metres: 2_000,
            apart_minutes: 60,
            unlock_days: 7,
            sent_days: 14,
            pack_hours: 24,
            list_fresh_hours: 24,
            list_stale_days: 7,
            reveals_per_day: 40,
            look_again_workers: 3,
            look_again_share: 30,
            scan_months: 24,
            closing_days: 14,
            privacy_contact: String::new(),
            open_coverage: false,
            open_certificates: false,
        }
    }
}

/// The least and the greatest value of a number in the settings, both allowed.
#[derive(Clone, Copy, Debug)]
pub struct SettingBounds {
    /// Name of the field, in forms too.
    pub field: &'static str,
    pub min: u16,
    pub max: u16,
    read: fn(&Settings) -> u16,
}

impl SettingBounds {
    pub fn contains(&self, value: u16) -> bool {
        (self.min..=self.max).contains(&value)
    }
}

macro_rules! bounds {
    ($($field:ident: $min:literal..=$max:literal),+ $(,)?) => {
        &[$(SettingBounds {
            field: stringify!($field),
            min: $min,
            max: $max,
            read: |settings| settings.$field.into(),
        }),+]
    };
}

impl Settings {
    /// The bounds of every number but the reminder days. Forms and [`Settings::check`] read them from here.
    pub const BOUNDS: &'static [SettingBounds] = bounds! {
        validity_months: 1..=60,
        pledge_days: 1..=60,
        labour_days: 1..=60,
        share_hours: 1..=720,
        token_days: 1..=366,
        renewal_days: 1..=365,
        visit_members: 3..=30,
        visit_share: 1..=100,
        reply_days: 1..=60,
        far_metres: 50..=20_000,
        apart_metres: 100..=50_000,
        apart_minutes: 1..=1_440,
        unlock_days: 1..=30,
        sent_days: 1..=30,
        pack_hours: 1..=168,
        list_fresh_hours: 1..=168,
        list_stale_days: 1..=14,
        reveals_per_day: 1..=1_000,
        look_again_workers: 1..=500,
        look_again_share: 1..=500,
        scan_months: 3..=120,
        closing_days: 1..=90,
    };
    /// The greatest number of days before the end of a certificate for a reminder.
    pub const MAX_REMINDER_DAYS: u16 = 365;

    /// The bounds of the number with this name.
    pub fn find_bounds(field: &str) -> Option<&'static SettingBounds> {
        Self::BOUNDS.iter().find(|bounds| bounds.field == field)
    }

    /// Checks every bound, the order of the reminder days, and the ages of a status list.
    ///
    /// # Errors
    /// The names of the fields that are out of bounds.
    pub fn check(&self) -> Result<(), Vec<&'static str>> {
        let outside = Self::BOUNDS.iter().filter(|bounds| !bounds.contains((bounds.read)(self)));
        let mut wrong: Vec<_> = outside.map(|bounds| bounds.field).collect();
        if !self.has_valid_reminder_days() {
            wrong.push("reminder_days");
        }
        if !self.has_valid_list_ages() && !wrong.contains(&"list_stale_days") {
            wrong.push("list_stale_days");
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// Whether the reminder days are descending, above zero and at most [`Settings::MAX_REMINDER_DAYS`].
    pub fn has_valid_reminder_days(&self) -> bool {
        let [first, second, last] = self.reminder_days;
        first > second && second > last && last > 0 && first <= Self::MAX_REMINDER_DAYS
    }

    /// From which difference on the labour authority looks at a register again.
    pub fn staffing_threshold(&self) -> StaffingThreshold {
        StaffingThreshold { workers: self.look_again_workers.into(), percent: self.look_again_share.into() }
    }

    /// The distances and the time from which on scans are suspicious.
    pub fn distance_limits(&self) -> DistanceLimits {
        DistanceLimits {
            far_metres: self.far_metres.into(),
            apart_metres: self.apart_metres.into(),
            apart_minutes: self.apart_minutes.into(),
        }
    }

    /// Whether the age at which a list is no longer used is above the age up to which it is current.
    pub fn has_valid_list_ages(&self) -> bool {
        u16::from(self.list_stale_days) * 24 > self.list_fresh_hours
    }

    /// Limits for the age of a status list.
    pub fn freshness_limits(&self) -> FreshnessLimits {
        FreshnessLimits {
            fresh: Duration::hours(self.list_fresh_hours.into()),
            stale: Duration::days(self.list_stale_days.into()),
            ..FreshnessLimits::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_within_bounds_and_are_the_designs() {
        assert_eq!(Settings::default().check(), Ok(()));
        assert_eq!(Settings::default().freshness_limits(), FreshnessLimits::default());
    }

    #[test]
    fn every_number_is_bounded_once_and_both_bounds_are_allowed() {
        let stored = serde_json::to_value(Settings::default()).unwrap();
        let numbers = stored
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, value)| value.is_number() && *name != "version");
        let mut names: Vec<_> = numbers.map(|(name, _)| name.as_str()).collect();
        let mut bounded: Vec<_> = Settings::BOUNDS.iter().map(|bounds| bounds.field).collect();
        names.sort_unstable();
        bounded.sort_unstable();
        assert_eq!(names, bounded);
        for bounds in Settings::BOUNDS {
            let with = |value: u16| {
                let mut changed = stored.clone();
                changed[bounds.field] = value.into();
                let settings: Settings = serde_json::from_value(changed).unwrap();
                settings.check().err().is_some_and(|wrong| wrong.contains(&bounds.field))
            };
            assert!(with(bounds.min - 1), "{}", bounds.field);
            assert!(with(bounds.max + 1), "{}", bounds.field);
            assert!(!with(bounds.max), "{}", bounds.field);
        }
    }

    #[test]
    fn a_list_is_fresh_before_it_is_stale() {
        for (list_fresh_hours, list_stale_days, wrong) in [
            (1, 1, None),
            (23, 1, None),
            (24, 1, Some("list_stale_days")),
            (168, 8, None),
            (168, 7, Some("list_stale_days")),
            (169, 14, Some("list_fresh_hours")),
            (0, 7, Some("list_fresh_hours")),
            (24, 0, Some("list_stale_days")),
            (24, 14, None),
            (24, 15, Some("list_stale_days")),
        ] {
            let settings = Settings { list_fresh_hours, list_stale_days, ..Settings::default() };
            let found = settings.check().err().map(|fields| fields[0]);
            assert_eq!(found, wrong, "{list_fresh_hours} {list_stale_days}");
        }
    }
}
