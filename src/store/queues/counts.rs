//! How many applications wait in an area.

use camket_domain::accounts::Scope;
use camket_domain::applications::{ApplicationState, TrackKind, TrackState};
use camket_domain::digests::WorkDigest;
use camket_domain::ids::AccountId;
use camket_domain::paging::BoundedCount;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, QueryTrait,
    RelationTrait,
};
use time::Date;

use super::{OPEN_STATES, QueueFilter, QueueView, Sought, select_queue};
use crate::applications::entity::{Column, Entity, Relation};
use crate::applications::track::entity::Column as TrackColumn;
use crate::paging::count_up_to;
use crate::scope::as_checked;
use crate::{Reader, StoreError, venue_register, venues};

/// Venues that are looked at to count what waits: a page costs as much in a register of a million venues.
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
    let of = |view| {
        let query = select_queue(scope, &QueueFilter::for_view(track, view), Sought::All);
        count_up_to(reader, query, MAX_LOOKED_AT)
    };
    let found = QueueCounts { mine: of(QueueView::Mine(officer)).await?, ..found.bounded() };
    Ok(match (found.open, found.overdue.counted()) {
        // Of the first ones none may be overdue, and many of the others.
        (BoundedCount::AtLeast(_), ..MAX_LOOKED_AT) => {
            QueueCounts { overdue: of(QueueView::Overdue(today)).await?, ..found }
        }
        _ => found,
    })
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
    /// What is known when the open applications of at most `MAX_LOOKED_AT` venues and one more were looked at; nothing of the
    /// officer's own.
    fn bounded(&self) -> QueueCounts {
        let count = |count: i64| u64::try_from(count).unwrap_or_default();
        let is_all = count(self.open) <= MAX_LOOKED_AT;
        let bounded = |found: i64| {
            let counted = std::cmp::min(count(found), MAX_LOOKED_AT);
            if is_all { BoundedCount::Exact(counted) } else { BoundedCount::AtLeast(counted) }
        };
        QueueCounts {
            mine: BoundedCount::default(),
            waiting: bounded(self.waiting),
            overdue: bounded(self.overdue),
            open: bounded(self.open),
        }
    }
}

/// Counts the undecided applications of at most `most` venues in one pass.
async fn count_open(
    reader: &impl Reader,
    scope: &Scope,
    track: TrackKind,
    today: Date,
    most: Option<u64>,
) -> Result<OpenCounts, StoreError> {
    let open = Condition::all()
        .add(TrackColumn::Kind.eq(track.code()))
        .add(TrackColumn::State.is_in(OPEN_STATES))
        .add(Column::State.eq(ApplicationState::InReview.code()));
    let found = venue_register::select_in_review(scope, track).limit(most);
    let query = Entity::find()
        .select_only()
        .expr_as(Column::Id.count(), "open")
        .expr_as(sum_where(TrackColumn::State.eq(TrackState::Waiting.code())), "waiting")
        .expr_as(sum_where(TrackColumn::DueOn.lt(today)), "overdue")
        .expr_as(sum_where(TrackColumn::DueOn.eq(today)), "due_today")
        .join(JoinType::InnerJoin, Relation::Track.def())
        .filter(Column::VenueId.in_subquery(QueryTrait::into_query(found)))
        // SQLite would else read every open track of the country.
        .filter(as_checked(open));
    let row = query.into_model::<OpenCounts>().one(reader.connection()).await?;
    Ok(row.unwrap_or_default())
}

fn sum_where(condition: SimpleExpr) -> SimpleExpr {
    let one = CaseStatement::new().case(condition, 1_i64).finally(0_i64);
    Expr::expr(one).sum().if_null(0_i64).cast_as("BIGINT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_exact_until_one_venue_too_many_was_looked_at() {
        let found = |open| OpenCounts { open, waiting: 7, overdue: 2, due_today: 1 }.bounded();
        assert_eq!(found(100).open, BoundedCount::Exact(100));
        assert_eq!(found(100).waiting, BoundedCount::Exact(7));
        let many = found(101);
        assert_eq!(many.open, BoundedCount::AtLeast(100));
        assert_eq!(many.overdue, BoundedCount::AtLeast(2));
    }
}
