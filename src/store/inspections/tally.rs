//! Figures about the earlier inspections of each venue in a scope: for draws, packs and lists.

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::ids::VenueId;
use camket_domain::inspections::Conclusion;
use sea_orm::{EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use time::OffsetDateTime;
use uuid::Uuid;

use super::entity::{Column, Entity, Relation};
use crate::error::require_known;
use crate::moment::from_micros;
use crate::{Reader, StoreError, venues};

/// Figures about the inspections of one venue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Inspections by all teams in the requested calendar year.
    pub in_year: u32,
    /// Inspections of all years that ended in a record of violation or a transfer.
    pub violations: u32,
    /// Start of the last inspection.
    pub last_at: OffsetDateTime,
    /// Conclusion of the last inspection.
    pub last: Conclusion,
}

/// The tally of every venue within `scope` that was inspected at least once. `year` is a calendar year.
pub async fn tally_by_venue(
    reader: &impl Reader,
    scope: &Scope,
    year: i32,
) -> Result<HashMap<VenueId, Tally>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::VenueId)
        .column(Column::Year)
        .column(Column::Conclusion)
        .column(Column::StartedAt)
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .order_by_asc(Column::StartedAt)
        .into_tuple::<(Uuid, i32, String, i64)>();
    let mut found = HashMap::new();
    for (venue, of_year, conclusion, at) in query.all(reader.connection()).await? {
        let (at, last) =
            (from_micros(at)?, require_known(Conclusion::from_code(&conclusion), "inspection.conclusion")?);
        let tally =
            found.entry(VenueId(venue)).or_insert(Tally { in_year: 0, violations: 0, last_at: at, last });
        tally.in_year += u32::from(of_year == year);
        tally.violations += u32::from(last.is_violation());
        (tally.last_at, tally.last) = (at, last);
    }
    Ok(found)
}
