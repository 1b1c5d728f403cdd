//! The undecided tracks of the venues of an area, from the facts of these venues.

use camket_domain::accounts::Scope;
use camket_domain::applications::TrackKind;
use camket_domain::ids::AccountId;
use camket_domain::paging::BoundedCount;
use sea_orm::sea_query::{Iden, Query, SelectStatement};
use sea_orm::{ColumnTrait, DeriveIden, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::entity::{Column, Entity};
use super::within;
use crate::paging::count_up_to;
use crate::{Reader, StoreError};

/// The columns of [`select`].
#[derive(Clone, Copy, DeriveIden)]
pub(crate) enum OpenTrack {
    Table,
    DueOn,
    ReviewerId,
}

fn columns_of(track: TrackKind) -> (Column, Column) {
    match track {
        TrackKind::Pledge => (Column::PledgeDueOn, Column::PledgeReviewerId),
        TrackKind::Labour => (Column::LabourDueOn, Column::LabourReviewerId),
    }
}

/// The undecided tracks within `scope`, at most `most`, those that are due first before the others.
pub(crate) fn select(scope: &Scope, track: TrackKind, most: Option<u64>) -> SelectStatement {
    let (due_on, reviewer) = columns_of(track);
    let found = Entity::find()
        .select_only()
        .column_as(due_on, OpenTrack::DueOn.to_string())
        .column_as(reviewer, OpenTrack::ReviewerId.to_string())
        .filter(within(scope, None))
        .filter(due_on.is_not_null())
        .order_by_asc(due_on)
        .limit(most);
    Query::select().from_subquery(QueryTrait::into_query(found), OpenTrack::Table).to_owned()
}

/// How many undecided tracks within `scope` an officer has claimed, exact up to `most`.
pub(crate) async fn count_claimed(
    reader: &impl Reader,
    scope: &Scope,
    track: TrackKind,
    officer: AccountId,
    most: u64,
) -> Result<BoundedCount, StoreError> {
    let (_, reviewer) = columns_of(track);
    let query = Entity::find()
        .select_only()
        .column(reviewer)
        .filter(reviewer.eq(officer.0))
        .filter(within(scope, None));
    count_up_to(reader, query, most).await
}
