//! How many applications wait in an area.

use camket_domain::accounts::Scope;
use camket_domain::applications::{ApplicationState, TrackKind};
use camket_domain::digests::WorkDigest;
use camket_domain::ids::AccountId;
use camket_domain::paging::BoundedCount;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
};
use time::Date;

use crate::applications::entity::{Column, Entity, Relation};
use crate::paging::count_up_to;
use crate::scope::as_checked;
use crate::venue_register::open_track::{self, OpenTrack};
use crate::{Reader, StoreError, venues};

/// Applications that are looked at to count what waits: a page costs as much in a register of a million venues.
const MAX_LOOKED_AT: u64 = 100;

/// Number of applications in the views of an officer, each exact in an area where at most 100 applications wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct QueueCounts {
    /// Claimed by this officer.
    pub mine: BoundedCount,
    /// Claimed by no officer.
    pub waiting: BoundedCount,
    /// Undecided past their due day.
    pub overdue: BoundedCount,
    /// Undecided.
    pub open: BoundedCount,
}

/// Counts the views of an officer's queue.
pub async fn count_views(
    reader: &impl Reader,
    scope: &Scope,
    track: TrackKind,
    officer: AccountId,
    today: Date,
) -> Result<QueueCounts, StoreError> {
    let found = count_open(reader, scope, track, today, Some(MAX_LOOKED_AT + 1)).await?;
    let mine = open_track::count_claimed(reader, scope, track, officer, MAX_LOOKED_AT).await?;
    Ok(QueueCounts { mine, ..found.bounded() })
}

/// Counts what waits for a decision on a track within `scope`.
pub async fn count_work(
    reader: &impl Reader,
    scope: &Scope,
    track: TrackKind,
    today: Date,
) -> Result<WorkDigest, StoreError> {
    let found = count_open(reader, scope, track, today, None).await?;
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(WorkDigest {
        new: count(found.waiting),
        due_today: count(found.due_today),
        overdue: count(found.overdue),
    })
}

/// How many applications within `scope` wait for a certificate.
pub async fn count_accepted(reader: &impl Reader, scope: &Scope) -> Result<BoundedCount, StoreError> {
    let query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(Column::State.eq(ApplicationState::Accepted.code()))
        .filter(as_checked(venues::within(scope)));
    count_up_to(reader, query, MAX_LOOKED_AT).await
}

#[derive(Debug, Default, FromQueryResult)]
struct OpenCounts {
    open: i64,
    waiting: i64,
    overdue: i64,
    due_today: i64,
}

impl OpenCounts {
    /// What is known when at most `MAX_LOOKED_AT` and one more were looked at, in the order in which they are due; nothing of
    /// the officer's own.
    fn bounded(&self) -> QueueCounts {
        let count = |count: i64| u64::try_from(count).unwrap_or_default();
        let bounded = |found: i64, is_all: bool| {
            let counted = std::cmp::min(count(found), MAX_LOOKED_AT);
            if is_all { BoundedCount::Exact(counted) } else { BoundedCount::AtLeast(counted) }
        };
        let is_all = count(self.open) <= MAX_LOOKED_AT;
        QueueCounts {
            mine: BoundedCount::default(),
            waiting: bounded(self.waiting, is_all),
            overdue: bounded(self.overdue, count(self.overdue) <= MAX_LOOKED_AT),
            open: bounded(self.open, is_all),
        }
    }
}

/// Counts at most `most` undecided tracks in one pass, those that are due first.
async fn count_open(
    reader: &impl Reader,
    scope: &Scope,
    track: TrackKind,
    today: Date,
    most: Option<u64>,
) -> Result<OpenCounts, StoreError> {
    let due_on = || Expr::col(OpenTrack::DueOn);
    let query = open_track::select(scope, track, most)
        .expr_as(due_on().count(), "open")
        .expr_as(sum_where(Expr::col(OpenTrack::ReviewerId).is_null()), "waiting")
        .expr_as(sum_where(due_on().lt(today)), "overdue")
        .expr_as(sum_where(due_on().eq(today)), "due_today")
        .to_owned();
    let row = reader.connection().query_one(&query).await?;
    Ok(row.map(|row| OpenCounts::from_query_result(&row, "")).transpose()?.unwrap_or_default())
}

fn sum_where(condition: SimpleExpr) -> SimpleExpr {
    let one = CaseStatement::new().case(condition, 1_i64).finally(0_i64);
    Expr::expr(one).sum().if_null(0_i64).cast_as("BIGINT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_exact_until_one_track_too_many_was_looked_at() {
        let found = |open| OpenCounts { open, waiting: 7, overdue: 2, due_today: 1 }.bounded();
        assert_eq!(found(100).open, BoundedCount::Exact(100));
        assert_eq!(found(100).waiting, BoundedCount::Exact(7));
        let many = found(101);
        assert_eq!(many.open, BoundedCount::AtLeast(100));
        assert_eq!(many.overdue, BoundedCount::Exact(2), "they come first");
        let late = OpenCounts { open: 101, waiting: 0, overdue: 101, due_today: 0 }.bounded();
        assert_eq!(late.overdue, BoundedCount::AtLeast(100));
    }
}
