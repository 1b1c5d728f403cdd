//! Assessing the venues whose facts, rules or override changed, and those whose class changes with the day.

use std::collections::HashMap;

use camket_domain::areas::AreaCode;
use camket_domain::ids::VenueId;
use camket_domain::risk::{RiskOverride, RiskRules, assess_venue};
use camket_store::province_rules::{self, KeptRules};
use camket_store::risk::{self as rows, AssessedVenue, DueVenue};
use camket_store::risk_facts::{self, VenueFacts};
use time::Date;

use crate::assessing::{self, BATCH_SIZE};
use crate::{App, AppError};

/// Assesses the venues that wait, as many as a page may wait for; whether none waits any more.
pub async fn assess_some(app: &App) -> Result<bool, AppError> {
    assessing::assess_some(|| assess_batch(app)).await
}

/// Assesses all venues that wait, and returns their number.
pub async fn assess_all(app: &App) -> Result<u64, AppError> {
    assessing::assess_all(|| assess_batch(app)).await
}

async fn assess_batch(app: &App) -> Result<u64, AppError> {
    let today = app.today();
    // Most pages find nothing to do, and need no transaction that writes.
    if rows::count_due(app.store(), today, 1).await? == 0 {
        return Ok(0);
    }
    let tx = app.store().begin_write().await?;
    let due = rows::lock_due(&tx, today, BATCH_SIZE).await?;
    let ids: Vec<VenueId> = due.iter().map(|due| due.venue).collect();
    let mut facts = risk_facts::load(&tx, &ids).await?;
    let rules = province_rules::load_all(&tx).await?;
    let assess = |due: DueVenue| {
        let assessed =
            assess_stored(due.venue, facts.remove(&due.venue), due.overridden.clone(), &rules, today);
        (due, assessed)
    };
    let assessed: Vec<(DueVenue, AssessedVenue)> = due.into_iter().map(assess).collect();
    rows::save(&tx, &assessed).await?;
    tx.commit().await?;
    Ok(ids.len() as u64)
}

/// Without facts, for a venue that the register does not have yet.
fn assess_stored(
    venue: VenueId,
    found: Option<VenueFacts>,
    set: Option<RiskOverride>,
    rules: &HashMap<AreaCode, KeptRules<RiskRules>>,
    today: Date,
) -> AssessedVenue {
    let found = found.unwrap_or(VenueFacts { province: None, commune: None, facts: None });
    let shipped = RiskRules::shipped();
    let kept = found.province.and_then(|province| rules.get(&province));
    let rules = kept.map_or(&shipped, |kept| &kept.rules);
    let assessment = found.facts.map(|facts| assess_venue(&facts, rules, today));
    let set = set.filter(|set| set.class_on(today).is_some());
    let class = assessment.as_ref().map(|assessed| set.as_ref().map_or(assessed.class, |set| set.class));
    let set_ends = set.and_then(|set| set.until.next_day());
    let changes_on = assessment.as_ref().and_then(|assessed| assessed.changes_on);
    AssessedVenue {
        venue,
        province: found.province,
        commune: found.commune,
        class,
        changes_on: changes_on.into_iter().chain(set_ends).min(),
        assessment,
    }
}
