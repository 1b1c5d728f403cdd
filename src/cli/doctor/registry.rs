//! Checks of what the registry lacks before its first owner can register: the rule of the page `/admin/start`.

use anyhow::{Context, Result};
use camket_app::readiness::{self, AreaReadiness};
use camket_domain::calendar::local_date;
use camket_domain::readiness::Requirement;
use camket_store::Store;
use time::OffsetDateTime;

use super::CheckResult;
use crate::cli::config::Config;

const WHAT: &str = "registry";

/// Checks the area of each administrator. The database has the schema of this program.
pub async fn check_registry(config: &Config, now: OffsetDateTime) -> Vec<CheckResult> {
    match check_areas(config, now).await {
        Ok(areas) if areas.is_empty() => {
            let seen = "no administrator can log in yet: `camket user add` adds the first one";
            vec![CheckResult::warn(WHAT, seen)]
        }
        Ok(areas) => areas.iter().flat_map(describe_area).collect(),
        Err(error) => vec![CheckResult::fail(WHAT, format!("{error:#}"))],
    }
}

async fn check_areas(config: &Config, now: OffsetDateTime) -> Result<Vec<AreaReadiness>> {
    let store = Store::connect(config.database_url().expose()).await.context("the database")?;
    let has_channel = config.mail.is_configured() || config.sms.is_configured();
    let found = readiness::check_all(&store, local_date(now), has_channel).await;
    store.close().await.context("the database")?;
    Ok(found?)
}

fn describe_area(found: &AreaReadiness) -> Vec<CheckResult> {
    let area = found.area.as_str();
    if found.readiness.is_met() {
        return vec![CheckResult::ok(WHAT, format!("area {area}: owners can register"))];
    }
    let missing = Requirement::ALL.into_iter().filter_map(|requirement| describe_gap(found, requirement));
    missing
        .map(|gap| CheckResult::warn(WHAT, format!("area {area}: {gap}; the page /admin/start leads on")))
        .collect()
}

/// What is missing of a requirement. The check of the channels says what is wrong with them.
fn describe_gap(found: &AreaReadiness, requirement: Requirement) -> Option<String> {
    let count = Some(found.readiness.count_missing(requirement)).filter(|count| *count > 0)?;
    Some(match requirement {
        Requirement::Offices => format!("{count} communes have no agency for some function"),
        Requirement::People => format!("{count} positions in agencies have nobody who can log in"),
        Requirement::Approver => "no approver can log in, so nothing can be issued".to_owned(),
        Requirement::Channel => return None,
        Requirement::Holidays => format!("the calendar lacks the days off of {:?}", found.readiness.years),
    })
}

#[cfg(test)]
mod tests {
    use camket_domain::areas::AreaCode;
    use camket_domain::readiness::Readiness;

    use super::*;
    use crate::cli::doctor::CheckStatus;

    fn found(years: Vec<i32>, no_approver: bool) -> AreaReadiness {
        let readiness =
            Readiness { communes: Vec::new(), staff: Vec::new(), no_approver, no_channel: false, years };
        AreaReadiness { area: AreaCode::new("56").unwrap(), readiness, agencies: Vec::new() }
    }

    #[test]
    fn each_gap_is_a_line() {
        let well = describe_area(&found(Vec::new(), false));
        assert_eq!((well.len(), well[0].status), (1, CheckStatus::Ok));
        let lines = describe_area(&found(vec![2027], true));
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.status == CheckStatus::Warn), "{lines:?}");
        assert!(lines[0].message.contains("no approver"), "{lines:?}");
        assert!(lines[1].message.contains("area 56") && lines[1].message.contains("[2027]"), "{lines:?}");
    }
}
