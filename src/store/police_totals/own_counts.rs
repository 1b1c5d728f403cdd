//! What the register itself counts for an area and a time, beside the totals of the police.

use camket_domain::accounts::Scope;
use camket_domain::calendar::VIETNAM;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::police_totals::OwnCounts;
use time::{Date, Duration};

use crate::moment::to_micros;
use crate::{Reader, StoreError, certificates, concerns, inspections};

/// Counts within `scope` from a day to a day (Vietnamese dates), both included.
pub async fn count(
    reader: &impl Reader,
    scope: &Scope,
    (from, to): (Date, Date),
) -> Result<OwnCounts, StoreError> {
    let start = |day: Date| to_micros(day.midnight().assume_offset(VIETNAM));
    // From the first moment, before the second.
    let time = (start(from), start(to + Duration::DAY));
    let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let decided =
        async |kind: DecisionKind| certificates::decisions::count_decided(reader, scope, kind, time).await;
    Ok(OwnCounts {
        venues_with_findings: count(inspections::count_venues_with_findings(reader, scope, time).await?),
        concerns_upheld: count(concerns::count_founded(reader, scope, time).await?),
        suspensions: count(decided(DecisionKind::Suspend).await?),
        revocations: count(decided(DecisionKind::Revoke).await?),
    })
}
