//! Checks of what the registry lacks before its first owner can register: the rule of the page `/admin/start`.

use anyhow::Context;
use camket_app::master_secret::{self, SecretMatch, change};
use camket_app::readiness::{self, AreaReadiness};
use camket_credential::MasterSecret;
use camket_credential::keys::Kid;
use camket_credential::vault::KeyVault;
use camket_domain::calendar::local_date;
use camket_domain::readiness::Requirement;
use camket_store::{Store, keys};
use time::OffsetDateTime;

use super::history::{check_counters, check_history};
use super::{CheckResult, CheckStatus};
use crate::cli::{
    clock::SystemEntropy,
    config::Config,
    registry::{build_app_of, describe_other_secret, describe_unfinished_change},
    secrets,
};

const WHAT: &str = "registry";

/// Checks the file, the master secret and the area of each administrator. The database has the schema of this program.
pub async fn check_registry(config: &Config, now: OffsetDateTime) -> Vec<CheckResult> {
    let store = match Store::connect(config.database_url().expose()).await.context("the database") {
        Ok(store) => store,
        Err(error) => return vec![CheckResult::fail("database", format!("{error:#}"))],
    };
    let mut found = vec![check_pages(&store).await, check_master_secret(config, &store).await];
    if found[1].status == CheckStatus::Ok {
        found.extend(check_sealed_rows(config, &store).await);
    }
    found.push(check_database_clock(&store, now).await);
    found.push(check_history(config, &store).await);
    found.push(check_counters(&store).await);
    let has_channel = config.mail.is_configured() || config.sms.is_configured();
    match readiness::check_all(&store, local_date(now), has_channel).await {
        Ok(areas) if areas.is_empty() => {
            let seen = "no administrator can log in yet: `camket user add` adds the first one";
            found.push(CheckResult::warn(WHAT, seen));
        }
        Ok(areas) => found.extend(areas.iter().flat_map(describe_area)),
        Err(error) => found.push(CheckResult::fail(WHAT, format!("{:#}", anyhow::Error::from(error)))),
    }
    store.close().await.ok();
    found
}

async fn check_pages(store: &Store) -> CheckResult {
    let what = "pages";
    match store.list_damage().await {
        Ok(damage) if damage.is_empty() => CheckResult::ok(what, "no damage found"),
        Ok(damage) => CheckResult::fail(
            what,
            format!(
                "the database is damaged ({}): stop camket and put back the last backup",
                damage.join("; ")
            ),
        ),
        Err(error) => {
            let seen = anyhow::Error::from(error);
            CheckResult::fail(what, format!("{seen:#}: if it stays so, put back the last backup"))
        }
    }
}

/// The check of the files says whether there is a master secret.
async fn check_master_secret(config: &Config, store: &Store) -> CheckResult {
    let what = "sealed data";
    let compared = match secrets::load_or_create(config, &SystemEntropy) {
        Ok(secret) => compare_secret(store, &secret).await,
        Err(error) => Err(error),
    };
    match compared {
        Ok(SecretMatch::Same) => {
            CheckResult::ok(what, "the master secret is that of the database, and every signing key opens")
        }
        Ok(SecretMatch::New) => CheckResult::ok(what, "nothing is sealed yet"),
        Ok(SecretMatch::Other) => {
            let place = config.database.describe(&config.data.dir);
            CheckResult::fail(what, describe_other_secret(&place))
        }
        Ok(SecretMatch::Changing) => {
            let place = config.database.describe(&config.data.dir);
            CheckResult::fail(what, describe_unfinished_change(&place))
        }
        Err(error) => CheckResult::fail(what, format!("{error:#}")),
    }
}

/// Opens what the first rows of each table hold sealed: personal numbers, files, contacts, codes. Nothing is said if all of it
/// opens, or if there is nothing.
async fn check_sealed_rows(config: &Config, store: &Store) -> Option<CheckResult> {
    let what = "sealed rows";
    let secret = secrets::load_or_create(config, &SystemEntropy).ok()?;
    let app = build_app_of(config, store.clone(), &secret, String::new(), Vec::new());
    let tables = match change::sample_tables(&app).await {
        Ok(tables) => tables,
        Err(error) => return Some(CheckResult::fail(what, format!("{:#}", anyhow::Error::from(error)))),
    };
    let closed: Vec<String> = tables
        .iter()
        .filter(|table| table.unreadable > 0)
        .map(|table| format!("{} of {} in {}", table.unreadable, table.rows, table.table))
        .collect();
    if closed.is_empty() {
        let rows: u64 = tables.iter().map(|table| table.rows).sum();
        return Some(CheckResult::ok(what, format!("{rows} rows were opened, the first ones of each table")));
    }
    Some(CheckResult::fail(
        what,
        format!("these do not open with the master secret: {}; put back the last backup", closed.join(", ")),
    ))
}

/// A database whose clock differs from ours decides locks and sessions by another time than the nodes.
async fn check_database_clock(store: &Store, now: OffsetDateTime) -> CheckResult {
    const MOST: time::Duration = time::Duration::seconds(10);
    let what = "database clock";
    match store.read_clock().await {
        Ok(None) => CheckResult::ok(what, "the database has none of its own"),
        Ok(Some(theirs)) if (theirs - now).abs() <= MOST => CheckResult::ok(what, "as here"),
        Ok(Some(theirs)) => CheckResult::warn(
            what,
            format!(
                "it differs from ours by {} s: set both (timedatectl set-ntp true)",
                (theirs - now).whole_seconds()
            ),
        ),
        Err(error) => CheckResult::fail(what, format!("{:#}", anyhow::Error::from(error))),
    }
}

/// Compares the secret with the database's and opens every signing key with it.
async fn compare_secret(store: &Store, secret: &MasterSecret) -> anyhow::Result<SecretMatch> {
    let found = master_secret::compare(store, secret).await?;
    if found == SecretMatch::Same {
        let vault = KeyVault::new(secret);
        for key in keys::list(store).await? {
            let kid = Kid::new(&key.kid).context("a signing key has no id")?;
            let opened = vault.open(&kid, &key.sealed_private_key);
            opened.map_err(|_| {
                anyhow::anyhow!("the signing key {kid} cannot be opened: put back the last backup")
            })?;
        }
    }
    Ok(found)
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
