//! What earlier inspections say of each venue of an area: for draws, packs and lists.

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::ids::VenueId;
use camket_domain::inspections::Conclusion;
use sea_orm::{EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use time::OffsetDateTime;
use uuid::Uuid;

use super::entity::{Column, Entity, Relation};
use crate::error::known;
use crate::moment::from_micros;
use crate::{Reader, StoreError, venues};

/// The inspections of one venue in figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Visits of all teams in the year that was asked for.
    pub in_year: u32,
    /// Visits that ended in a record of violation or a transfer, ever.
    pub violations: u32,
    /// The last visit.
    pub last_at: OffsetDateTime,
    /// How it ended.
    pub last: Conclusion,
}

/// The tally of every venue that `scope` reaches and that was inspected at all.
///
/// # Errors
/// The database.
pub async fn tallies(
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
            (from_micros(at)?, known(Conclusion::from_code(&conclusion), "inspection.conclusion")?);
        let tally =
            found.entry(VenueId(venue)).or_insert(Tally { in_year: 0, violations: 0, last_at: at, last });
        tally.in_year += u32::from(of_year == year);
        tally.violations += u32::from(last.is_violation());
        (tally.last_at, tally.last) = (at, last);
    }
    Ok(found)
}
