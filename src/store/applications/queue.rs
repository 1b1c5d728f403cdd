//! Queues: the applications an officer finds by state, place and words, oldest first.

use camket_domain::accounts::Scope;
use camket_domain::applications::{State, TrackKind, TrackState};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, ApplicationId};
use camket_domain::paging::{Cursor, PAGE_SIZE, Paged};
use camket_domain::text;
use camket_domain::venues::VenueKind;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use time::{Date, OffsetDateTime};

use super::entity::{Column, Entity, Relation};
use super::track::entity::Column as TrackColumn;
use crate::error::known;
use crate::moment::{from_micros, to_micros};
use crate::venues::entity::Column as VenueColumn;
use crate::words::holds;
use crate::{Reader, StoreError, certificates, venues};

/// Which part of the queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// Nobody has it in hand.
    Waiting,
    /// In this officer's hands.
    Mine(AccountId),
    /// Undecided past its day.
    Overdue(Date),
    /// Any undecided track.
    Open,
    /// Both tracks accepted: for the approver.
    Accepted,
    /// Everything ever sent.
    All,
}

/// What a queue shows.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Which track's state counts.
    pub track: TrackKind,
    /// Which part.
    pub view: View,
    /// Only this commune.
    pub commune: Option<AreaCode>,
    /// Only this kind of venue.
    pub kind: Option<VenueKind>,
    /// Only applications in this state.
    pub state: Option<State>,
    /// Words of name, representative, phone, tax code or address; a certificate's number or code.
    pub words: String,
    /// Keyed hash of the words, where they are a personal number.
    pub fingerprint: Option<String>,
}

impl Filter {
    /// The whole of a view.
    pub fn of(track: TrackKind, view: View) -> Self {
        Self { track, view, commune: None, kind: None, state: None, words: String::new(), fingerprint: None }
    }
}

/// A row of a queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueueRow {
    /// The application.
    pub id: ApplicationId,
    /// Venue name.
    pub name: String,
    /// Venue kind.
    pub kind: VenueKind,
    /// Street address.
    pub address: String,
    /// Commune.
    pub commune: Option<AreaCode>,
    /// Where the application stands.
    pub state: State,
    /// Where the filter's track stands.
    pub track: TrackState,
    /// Decide by.
    pub due_on: Date,
    /// In whose hands.
    pub reviewer: Option<AccountId>,
    /// Their name.
    pub reviewer_name: String,
    /// When it was sent.
    pub submitted_at: OffsetDateTime,
}

/// How many applications each view holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// In this officer's hands.
    pub mine: u64,
    /// In nobody's.
    pub waiting: u64,
    /// Past their day.
    pub overdue: u64,
    /// Undecided.
    pub open: u64,
    /// Ever sent.
    pub all: u64,
}

#[derive(FromQueryResult)]
struct Row {
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

/// A page of a queue: work oldest first, everything ever sent newest first.
///
/// # Errors
/// The database.
pub async fn queue(
    reader: &impl Reader,
    scope: &Scope,
    filter: &Filter,
    after: Option<Cursor>,
) -> Result<Paged<QueueRow>, StoreError> {
    let mut query = selected(scope, filter);
    let newest_first = filter.view == View::All;
    if let Some(cursor) = after {
        query = query.filter(beyond(cursor, newest_first));
    }
    let order = if newest_first { Order::Desc } else { Order::Asc };
    let rows = query
        .order_by(Column::SubmittedAt, order.clone())
        .order_by(Column::Id, order)
        .limit(PAGE_SIZE + 1)
        .into_model::<Row>()
        .all(reader.connection())
        .await?;
    let rows = rows.into_iter().map(QueueRow::try_from).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(rows, |row: &QueueRow| Cursor { at: row.submitted_at, id: row.id.0 }))
}

fn beyond(Cursor { at, id }: Cursor, newest_first: bool) -> Condition {
    let at = to_micros(at);
    let same = Condition::all().add(Column::SubmittedAt.eq(at));
    if newest_first {
        Condition::any().add(Column::SubmittedAt.lt(at)).add(same.add(Column::Id.lt(id)))
    } else {
        Condition::any().add(Column::SubmittedAt.gt(at)).add(same.add(Column::Id.gt(id)))
    }
}

/// How full the views of an officer's queue are.
///
/// # Errors
/// The database.
pub async fn counts(
    reader: &impl Reader,
    scope: &Scope,
    track: TrackKind,
    officer: AccountId,
    today: Date,
) -> Result<Counts, StoreError> {
    let of = |view| selected(scope, &Filter::of(track, view)).count(reader.connection());
    Ok(Counts {
        mine: of(View::Mine(officer)).await?,
        waiting: of(View::Waiting).await?,
        overdue: of(View::Overdue(today)).await?,
        open: of(View::Open).await?,
        all: of(View::All).await?,
    })
}

fn selected(scope: &Scope, filter: &Filter) -> Select<Entity> {
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
        .filter(viewed(filter.view));
    if let Some(commune) = &filter.commune {
        query = query.filter(VenueColumn::Commune.eq(commune.as_str()));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(VenueColumn::Kind.eq(kind.code()));
    }
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state.code()));
    }
    worded(query, filter)
}

fn viewed(view: View) -> Condition {
    let open = [TrackState::Waiting.code(), TrackState::Claimed.code()];
    let in_review = Condition::all().add(Column::State.eq(State::InReview.code()));
    match view {
        View::Waiting => in_review.add(TrackColumn::State.eq(TrackState::Waiting.code())),
        View::Mine(officer) => in_review
            .add(TrackColumn::State.eq(TrackState::Claimed.code()))
            .add(TrackColumn::ReviewerId.eq(officer.0)),
        View::Overdue(today) => {
            in_review.add(TrackColumn::State.is_in(open)).add(TrackColumn::DueOn.lt(today))
        }
        View::Open => in_review.add(TrackColumn::State.is_in(open)),
        View::Accepted => Condition::all().add(Column::State.eq(State::Accepted.code())),
        View::All => Condition::all(),
    }
}

fn worded(mut query: Select<Entity>, filter: &Filter) -> Select<Entity> {
    if let Some(fingerprint) = &filter.fingerprint {
        return query.filter(venues::with_fingerprint(fingerprint));
    }
    for word in text::fold(&filter.words).split_whitespace().take(8) {
        let certified = Column::Id.in_subquery(certificates::applications_of(word));
        query = query.filter(Condition::any().add(holds(VenueColumn::SearchText, word)).add(certified));
    }
    query
}

impl TryFrom<Row> for QueueRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ApplicationId(row.id),
            name: row.name,
            kind: known(VenueKind::from_code(&row.kind), "venue.kind")?,
            address: row.address,
            commune: row.commune.as_deref().and_then(AreaCode::new),
            state: known(State::from_code(&row.state), "application.state")?,
            track: known(TrackState::from_code(&row.track_state), "track.state")?,
            due_on: row.due_on,
            reviewer: row.reviewer_id.map(AccountId),
            reviewer_name: row.reviewer_name,
            submitted_at: from_micros(row.submitted_at)?,
        })
    }
}
