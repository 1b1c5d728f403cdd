//! Figures about the earlier inspections of each venue in a scope: for draws, packs and lists.

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::ids::VenueId;
use camket_domain::inspections::Conclusion;
use sea_orm::sea_query::{CaseStatement, Func};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect, RelationTrait, Select,
};
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
    let in_year = CaseStatement::new().case(Column::Year.eq(year), 1).finally(0);
    // One row for each conclusion that a venue ever had, so that no inspection is loaded.
    let query = Entity::find()
        .select_only()
        .column(Column::VenueId)
        .column(Column::Conclusion)
        .column_as(Column::Id.count(), "inspections")
        .expr_as(Func::sum(in_year), "in_year")
        .column_as(Column::StartedAt.max(), "last_at")
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .group_by(Column::VenueId)
        .group_by(Column::Conclusion)
        .into_tuple::<(Uuid, String, i64, i64, i64)>();
    let mut found = HashMap::new();
    for (venue, conclusion, inspections, in_year, at) in query.all(reader.connection()).await? {
        let (at, last) =
            (from_micros(at)?, require_known(Conclusion::from_code(&conclusion), "inspection.conclusion")?);
        let tally =
            found.entry(VenueId(venue)).or_insert(Tally { in_year: 0, violations: 0, last_at: at, last });
        tally.in_year += count_of(in_year)?;
        tally.violations += if last.is_violation() { count_of(inspections)? } else { 0 };
        if at > tally.last_at {
            (tally.last_at, tally.last) = (at, last);
        }
    }
    Ok(found)
}

/// Number of venues within `scope` at which an inspection that began from the first moment and before the second, in microseconds,
/// did not end in a pass.
pub(crate) async fn count_venues_with_findings(
    reader: &impl Reader,
    scope: &Scope,
    (from, to): (i64, i64),
) -> Result<u64, StoreError> {
    let query = select_venues(scope)
        .filter(Column::Conclusion.ne(Conclusion::Pass.code()))
        .filter(Column::StartedAt.gte(from))
        .filter(Column::StartedAt.lt(to));
    Ok(query.count(reader.connection()).await?)
}

/// Number of venues within `scope` that any team visited in a calendar year.
pub async fn count_visited_venues(reader: &impl Reader, scope: &Scope, year: i32) -> Result<u64, StoreError> {
    Ok(select_venues(scope).filter(Column::Year.eq(year)).count(reader.connection()).await?)
}

/// The inspected venues within `scope`, each once.
fn select_venues(scope: &Scope) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::VenueId)
        .distinct()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
}

fn count_of(rows: i64) -> Result<u32, StoreError> {
    require_known(u32::try_from(rows).ok(), "count of inspections")
}
