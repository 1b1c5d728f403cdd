//! Checks whether the database is the one that this node knows, and whether the counters of numbers are not behind the rows.

use anyhow::Result;
use camket_domain::restores::Setback;
use camket_store::restores::{self, series};
use camket_store::{Store, StoreError};

use super::CheckResult;
use crate::cli::{config::Config, marks};

pub async fn check_history(config: &Config, store: &Store) -> CheckResult {
    let what = "history";
    match find_setback(config, store).await {
        Ok(None) => CheckResult::ok(what, "the database continues from what this node has seen"),
        Ok(Some(setback)) => CheckResult::fail(
            what,
            format!(
                "the database was put back to an earlier state ({}): nothing can be written until `camket restore` has worked \
                 it through; see docs/operations.md",
                describe_setback(setback)
            ),
        ),
        Err(error) => CheckResult::fail(what, format!("{error:#}")),
    }
}

async fn find_setback(config: &Config, store: &Store) -> Result<Option<Setback>> {
    let Some(marks) = marks::load_marks(&config.data.dir)? else { return Ok(None) };
    let position = restores::load_position(store, marks.event).await?;
    let found = marks.find_setback(&position);
    if found.is_some() || position.epoch != marks.epoch {
        return Ok(found);
    }
    let first = marks.series.iter().map(|mark| mark.year).min().unwrap_or(i32::MAX);
    Ok(marks.find_series_setback(&series::list(store, first).await?))
}

fn describe_setback(setback: Setback) -> &'static str {
    match setback {
        Setback::Epoch => "it is from before a restore that was worked through",
        Setback::Sequence => "decisions on certificates are missing",
        Setback::Event => "an event of the audit trail is missing",
        Setback::Series => "numbers are missing that were given",
        Setback::File => "its file is another one",
    }
}

pub async fn check_counters(store: &Store) -> CheckResult {
    let what = "numbers";
    match count_behind(store).await {
        Ok(0) => CheckResult::ok(what, "every counter has reached the numbers of its certificates"),
        Ok(count) => CheckResult::fail(
            what,
            format!("{count} counters are behind certificates with higher numbers: put back the last backup"),
        ),
        Err(error) => CheckResult::fail(what, format!("{:#}", anyhow::Error::from(error))),
    }
}

/// The number of counters below a number that was given.
async fn count_behind(store: &Store) -> Result<usize, StoreError> {
    let counters = series::list(store, i32::MIN).await?;
    let given = series::list_given(store).await?;
    Ok(given.iter().filter(|mark| camket_domain::restores::find_last(&counters, mark) < mark.last).count())
}
