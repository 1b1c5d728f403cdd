//! Which backups are kept: the newest of each of the last days and weeks that have one.

use std::collections::HashSet;

use camket_domain::calendar::local_date;
use time::OffsetDateTime;

/// A backup by its folder's name, with the moment of the name (UTC).
pub type DatedName = (String, OffsetDateTime);

/// The backups that are not kept. The newest one always is.
pub fn list_superfluous(mut backups: Vec<DatedName>, daily: u32, weekly: u32) -> Vec<String> {
    backups.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    let (mut days, mut weeks) = (HashSet::new(), HashSet::new());
    let mut is_superfluous = |index: usize, at: OffsetDateTime| {
        let day = local_date(at);
        let of_day = days.len() < daily as usize && days.insert(day);
        let (year, week, _) = day.to_iso_week_date();
        let of_week = weeks.len() < weekly as usize && weeks.insert((year, week));
        index > 0 && !of_day && !of_week
    };
    let mut found = Vec::new();
    for (index, (name, at)) in backups.into_iter().enumerate() {
        if is_superfluous(index, at) {
            found.push(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    /// Backups every six hours for `days` days; a name says how many hours before the last one.
    fn list_backups(days: i64) -> Vec<DatedName> {
        let newest = datetime!(2026-11-30 16:00 UTC);
        (0..days * 4).map(|turn| ((turn * 6).to_string(), newest - Duration::hours(turn * 6))).collect()
    }

    #[test]
    fn the_newest_of_each_day_and_week_stays() {
        let backups = list_backups(60);
        let superfluous: HashSet<String> = list_superfluous(backups.clone(), 3, 4).into_iter().collect();
        let kept: Vec<&str> = backups
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| !superfluous.contains(*name))
            .collect();
        // Three days, then the last backups of the Sundays of earlier weeks.
        assert_eq!(kept, ["0", "24", "48", "192", "360"]);
    }

    #[test]
    fn the_newest_stays_whatever_the_rule() {
        assert_eq!(list_superfluous(list_backups(1), 0, 0), ["6", "12", "18"]);
        assert!(list_superfluous(Vec::new(), 1, 1).is_empty());
    }
}
