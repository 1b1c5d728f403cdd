//! Queues of officers: applications by state, place and search words, oldest first.

use camket_domain::accounts::Scope;
use camket_domain::applications::{ApplicationState, FileNumber, TrackKind, TrackState};
use camket_domain::areas::AreaCode;
use camket_domain::digests::WorkDigest;
use camket_domain::ids::{AccountId, ApplicationId};
use camket_domain::paging::{BoundedCount, Cursor, PAGE_SIZE, Paged};
use camket_domain::text;
use camket_domain::venues::VenueKind;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use time::{Date, OffsetDateTime};

use super::entity::{Column, Entity, Relation};
use super::track::entity::Column as TrackColumn;
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::paging::count_bounded;
use crate::search::contains_word;
use crate::venues::entity::Column as VenueColumn;
use crate::{Reader, StoreError, certificates, venues};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QueueView {
    /// Claimed by no officer.
    Waiting,
    /// Claimed by this officer.
    Mine(AccountId),
    /// Undecided, and due before this day.
    Overdue(Date),
    /// Undecided.
    Open,
    /// Both tracks accepted, waiting for the approver.
    Accepted,
    /// Every application.
    All,
}

#[derive(Clone, Debug)]
pub struct QueueFilter {
    /// The track whose state and due day the view looks at.
    pub track: TrackKind,
    pub view: QueueView,
    pub commune: Option<AreaCode>,
    pub kind: Option<VenueKind>,
    pub state: Option<ApplicationState>,
    /// Words of the venue's name, representative, phone, tax code or address; or a certificate's number or short code, or a file number.
    pub words: String,
    /// Keyed hash of the words, if they are a personal number; `words` is then not searched.
    pub fingerprint: Option<String>,
}

impl QueueFilter {
    /// A view without further conditions.
    pub fn for_view(track: TrackKind, view: QueueView) -> Self {
        Self { track, view, commune: None, kind: None, state: None, words: String::new(), fingerprint: None }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueueRow {
    pub id: ApplicationId,
    /// Name of the venue.
    pub name: String,
    /// Kind of the venue.
    pub kind: VenueKind,
    /// Street address of the venue.
    pub address: String,
    /// Commune of the venue.
    pub commune: Option<AreaCode>,
    /// State of the application.
    pub state: ApplicationState,
    /// State of the track that the filter names.
    pub track: TrackState,
    /// Last day for the decision on the track (Asia/Ho_Chi_Minh).
    pub due_on: Date,
    /// The officer who claimed the track.
    pub reviewer: Option<AccountId>,
    /// Name of the reviewer, empty if none.
    pub reviewer_name: String,
    pub submitted_at: OffsetDateTime,
}

/// Number of applications in each view.
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
    /// All applications.
    pub all: BoundedCount,
}

#[derive(FromQueryResult)]
struct QueueRecord {
    id: uuid::Uuid,
    state: String,
    submitted_at: i64,
    name: String,
    kind: String,
    address: String,
    commune: Option<String>,
    track_state: String,
    due_on: Date,
    reviewer_id: Option<uuid::Uuid>,
    reviewer_name: String,
}

/// A page of a queue, oldest first; [`QueueView::All`] newest first.
pub async fn list_queue(
    reader: &impl Reader,
    scope: &Scope,
    filter: &QueueFilter,
    after: Option<Cursor>,
) -> Result<Paged<QueueRow>, StoreError> {
    let mut query = select_queue(scope, filter);
    let newest_first = filter.view == QueueView::All;
    if let Some(cursor) = after {
        query = query.filter(after_cursor(cursor, newest_first));
    }
    let order = if newest_first { Order::Desc } else { Order::Asc };
    let rows = query
        .order_by(Column::SubmittedAt, order.clone())
        .order_by(Column::Id, order)
        .limit(PAGE_SIZE + 1)
        .into_model::<QueueRecord>()
        .all(reader.connection())
        .await?;
    let rows = rows.into_iter().map(QueueRow::try_from).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(rows, |row: &QueueRow| Cursor { at: row.submitted_at, id: row.id.0 }))
}

fn after_cursor(Cursor { at, id }: Cursor, newest_first: bool) -> Condition {
    let at = to_micros(at);
    let same = Condition::all().add(Column::SubmittedAt.eq(at));
    if newest_first {
        Condition::any().add(Column::SubmittedAt.lt(at)).add(same.add(Column::Id.lt(id)))
    } else {
        Condition::any().add(Column::SubmittedAt.gt(at)).add(same.add(Column::Id.gt(id)))
    }
}

/// Counts the views of an officer's queue.
pub async fn count_views(
    reader: &impl Reader,
    scope: &Scope,
    track: TrackKind,
    officer: AccountId,
    today: Date,
) -> Result<QueueCounts, StoreError> {
    let of = |view| count_bounded(reader, select_queue(scope, &QueueFilter::for_view(track, view)));
    Ok(QueueCounts {
        mine: of(QueueView::Mine(officer)).await?,
        waiting: of(QueueView::Waiting).await?,
        overdue: of(QueueView::Overdue(today)).await?,
        open: of(QueueView::Open).await?,
        all: of(QueueView::All).await?,
    })
}

/// The number of applications that pass `filter`.
pub async fn count_queue(
    reader: &impl Reader,
    scope: &Scope,
    filter: &QueueFilter,
) -> Result<BoundedCount, StoreError> {
    count_bounded(reader, select_queue(scope, filter)).await
}

/// Counts what waits for a decision on a track within `scope`.
pub async fn count_work(
    reader: &impl Reader,
    scope: &Scope,
    track: TrackKind,
    today: Date,
) -> Result<WorkDigest, StoreError> {
    let of = |view| select_queue(scope, &QueueFilter::for_view(track, view));
    let due = of(QueueView::Open).filter(TrackColumn::DueOn.eq(today));
    Ok(WorkDigest {
        new: of(QueueView::Waiting).count(reader.connection()).await?,
        due_today: due.count(reader.connection()).await?,
        overdue: of(QueueView::Overdue(today)).count(reader.connection()).await?,
    })
}

fn select_queue(scope: &Scope, filter: &QueueFilter) -> Select<Entity> {
    let mut query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::State, Column::SubmittedAt])
        .columns([VenueColumn::Name, VenueColumn::Kind, VenueColumn::Address, VenueColumn::Commune])
        .column_as(TrackColumn::State, "track_state")
        .columns([TrackColumn::DueOn, TrackColumn::ReviewerId, TrackColumn::ReviewerName])
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .join(JoinType::InnerJoin, Relation::Track.def())
        .filter(TrackColumn::Kind.eq(filter.track.code()))
        .filter(venues::within(scope))
        .filter(in_view(filter.view));
    if let Some(commune) = &filter.commune {
        query = query.filter(VenueColumn::Commune.eq(commune.as_str()));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(VenueColumn::Kind.eq(kind.code()));
    }
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state.code()));
    }
    filter_by_words(query, filter)
}

fn in_view(view: QueueView) -> Condition {
    let open = [TrackState::Waiting.code(), TrackState::Claimed.code()];
    let in_review = Condition::all().add(Column::State.eq(ApplicationState::InReview.code()));
    match view {
        QueueView::Waiting => in_review.add(TrackColumn::State.eq(TrackState::Waiting.code())),
        QueueView::Mine(officer) => in_review
            .add(TrackColumn::State.eq(TrackState::Claimed.code()))
            .add(TrackColumn::ReviewerId.eq(officer.0)),
        QueueView::Overdue(today) => {
            in_review.add(TrackColumn::State.is_in(open)).add(TrackColumn::DueOn.lt(today))
        }
        QueueView::Open => in_review.add(TrackColumn::State.is_in(open)),
        QueueView::Accepted => Condition::all().add(Column::State.eq(ApplicationState::Accepted.code())),
        QueueView::All => Condition::all(),
    }
}

fn filter_by_words(mut query: Select<Entity>, filter: &QueueFilter) -> Select<Entity> {
    if let Some(fingerprint) = &filter.fingerprint {
        return query.filter(venues::with_fingerprint(fingerprint));
    }
    if let Some(number) = FileNumber::parse(&filter.words) {
        return query.filter(Column::Number.eq(number.as_str()));
    }
    for word in text::fold(&filter.words).split_whitespace().take(8) {
        let certified = Column::Id.in_subquery(certificates::select_applications_by_word(word));
        query =
            query.filter(Condition::any().add(contains_word(VenueColumn::SearchText, word)).add(certified));
    }
    query
}

impl TryFrom<QueueRecord> for QueueRow {
    type Error = StoreError;

    fn try_from(row: QueueRecord) -> Result<Self, StoreError> {
        Ok(Self {
            id: ApplicationId(row.id),
            name: row.name,
            kind: require_known(VenueKind::from_code(&row.kind), "venue.kind")?,
            address: row.address,
            commune: row.commune.as_deref().and_then(AreaCode::new),
            state: require_known(ApplicationState::from_code(&row.state), "application.state")?,
            track: require_known(TrackState::from_code(&row.track_state), "track.state")?,
            due_on: row.due_on,
            reviewer: row.reviewer_id.map(AccountId),
            reviewer_name: row.reviewer_name,
            submitted_at: from_micros(row.submitted_at)?,
        })
    }
}
