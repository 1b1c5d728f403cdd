//! Assessing the venues whose facts or rules changed, and those that meet another rule with the day.

use std::collections::HashMap;

use camket_domain::areas::AreaCode;
use camket_domain::ids::VenueId;
use camket_domain::labour::checks::{LabourRules, assess_labour};
use camket_store::labour::check;
use camket_store::labour::finding::{self, VenueFindings};
use camket_store::labour_check_facts::{self, CheckedVenue};
use camket_store::province_rules::{self, KeptRules};
use time::Date;

use crate::assessing::{self, BATCH_SIZE};
use crate::{App, AppError};

/// Assesses the venues that wait, as many as a page may wait for; whether none waits any more.
pub(super) async fn assess_some(app: &App) -> Result<bool, AppError> {
    assessing::assess_some(|| assess_batch(app)).await
}

/// Assesses all venues that wait, and returns their number.
pub async fn assess_registers(app: &App) -> Result<u64, AppError> {
    assessing::assess_all(|| assess_batch(app)).await
}

async fn assess_batch(app: &App) -> Result<u64, AppError> {
    let today = app.today();
    // Most pages find nothing to do, and need no transaction that writes.
    if check::count_due(app.store(), today, 1).await? == 0 {
        return Ok(0);
    }
    let tx = app.store().begin_write().await?;
    let due = check::lock_due(&tx, today, BATCH_SIZE).await?;
    let mut facts = labour_check_facts::load(&tx, &due).await?;
    let rules = province_rules::load_all(&tx).await?;
    let assess = |venue: &VenueId| assess_stored(*venue, facts.remove(venue), &rules, today);
    let (found, days): (Vec<VenueFindings>, Vec<(VenueId, Option<Date>)>) = due.iter().map(assess).unzip();
    finding::save(&tx, &found).await?;
    check::save_days(&tx, &days).await?;
    tx.commit().await?;
    Ok(due.len() as u64)
}

/// Without facts, for a venue that the register does not have yet.
fn assess_stored(
    venue: VenueId,
    checked: Option<CheckedVenue>,
    rules: &HashMap<AreaCode, KeptRules<LabourRules>>,
    today: Date,
) -> (VenueFindings, (VenueId, Option<Date>)) {
    let CheckedVenue { province, commune, facts } =
        checked.unwrap_or(CheckedVenue { province: None, commune: None, facts: None });
    let shipped = LabourRules::shipped();
    let kept = province.and_then(|province| rules.get(&province));
    let rules = kept.map_or(&shipped, |kept| &kept.rules);
    let assessment = facts.map(|facts| assess_labour(&facts, rules, today));
    let checks = assessment.iter().flat_map(|found| &found.findings).map(|finding| finding.check).collect();
    let changes_on = assessment.as_ref().and_then(|found| found.changes_on);
    (VenueFindings { venue, province, commune, checks }, (venue, changes_on))
}
