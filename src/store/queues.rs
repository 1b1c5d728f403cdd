//! Queues of officers: applications by state, place and search words, oldest first.

mod counts;

use camket_domain::accounts::Scope;
use camket_domain::applications::{ApplicationState, TrackKind, TrackState};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::ids::{AccountId, ApplicationId};
use camket_domain::paging::{Cursor, PAGE_SIZE, Paged};
use camket_domain::venues::VenueKind;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};
use time::{Date, OffsetDateTime};

use crate::applications::entity::{Column, Entity, Relation};
use crate::applications::track::entity::Column as TrackColumn;
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::scope::as_checked;
use crate::venue_register::search::{self, WordMatch};
use crate::venues::entity::Column as VenueColumn;
use crate::{Reader, StoreError, venue_register, venues};
pub use counts::{QueueCounts, count_accepted, count_views, count_work};

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

/// The states of a track on which nobody has decided.
const OPEN_STATES: [&str; 2] = [TrackState::Waiting.code(), TrackState::Claimed.code()];

impl QueueView {
    /// Whether its applications wait for a decision on the track.
    fn is_open(self) -> bool {
        self.application_state() == Some(ApplicationState::InReview)
    }

    /// The state of its applications, if they all have one.
    fn application_state(self) -> Option<ApplicationState> {
        match self {
            Self::Waiting | Self::Mine(_) | Self::Overdue(_) | Self::Open => Some(ApplicationState::InReview),
            Self::Accepted => Some(ApplicationState::Accepted),
            Self::All => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct QueueFilter {
    /// The track whose state and due day the view looks at.
    pub track: TrackKind,
    pub view: QueueView,
    pub commune: Option<AreaCode>,
    pub kind: Option<VenueKind>,
    pub state: Option<ApplicationState>,
    /// Words as the register of venues finds them; or the number of a certificate, its short code or document number, or a file
    /// number.
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
    let sought = find_sought(reader, scope, filter).await?;
    let mut query = select_queue(scope, filter, sought);
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

/// What the words of a filter ask for.
enum Sought {
    /// Any application.
    All,
    /// Those that an index gives.
    Few(Condition),
    /// Many: the words are looked up for each.
    Many(Condition),
}

async fn find_sought(
    reader: &impl Reader,
    scope: &Scope,
    filter: &QueueFilter,
) -> Result<Sought, StoreError> {
    if let Some(fingerprint) = &filter.fingerprint {
        let found = Column::VenueId.in_subquery(venues::select_by_fingerprint(fingerprint));
        return Ok(Sought::Few(Condition::all().add(found)));
    }
    if filter.words.trim().is_empty() {
        return Ok(Sought::All);
    }
    let have = |words: &[String]| search::have_words(words, (Entity, Column::VenueId));
    Ok(match search::match_words(reader, scope, &filter.words).await? {
        WordMatch::Papers(papers, words) => {
            let of_papers = Column::Id.is_in(papers.iter().map(|paper| paper.application));
            Sought::Few(Condition::all().add(of_papers).add(as_checked(have(&words))))
        }
        WordMatch::Venues(venues) => Sought::Few(Condition::all().add(Column::VenueId.is_in(venues))),
        WordMatch::Many(words) => Sought::Many(have(&words)),
    })
}

fn select_queue(scope: &Scope, filter: &QueueFilter, sought: Sought) -> Select<Entity> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::State, Column::SubmittedAt])
        .columns([VenueColumn::Name, VenueColumn::Kind, VenueColumn::Address, VenueColumn::Commune])
        .column_as(TrackColumn::State, "track_state")
        .columns([TrackColumn::DueOn, TrackColumn::ReviewerId, TrackColumn::ReviewerName])
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .join(JoinType::InnerJoin, Relation::Track.def());
    let mut query = match sought {
        Sought::All => filter_by_view(query, scope, filter),
        Sought::Few(found) => query.filter(found).filter(as_checked(in_view(scope, filter))),
        Sought::Many(have) => filter_by_view(query, scope, filter).filter(as_checked(have)),
    };
    if let Some(kind) = filter.kind {
        query = query.filter(VenueColumn::Kind.eq(kind.code()));
    }
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state.code()));
    }
    query
}

/// What a view asks of an application in a place.
fn in_view(scope: &Scope, filter: &QueueFilter) -> Condition {
    let state = filter.view.application_state();
    Condition::all()
        .add(on_track(filter.track, filter.view))
        .add_option(state.map(|state| Column::State.eq(state.code())))
        .add(venues::within(scope))
        .add_option(filter.commune.map(|commune| VenueColumn::Commune.eq(commune.as_str())))
}

/// The applications of a view in a place. A commune's are found by its venues, and of these the open ones by what the register
/// says of them; a province's in their order, or by their state.
fn filter_by_view(query: Select<Entity>, scope: &Scope, filter: &QueueFilter) -> Select<Entity> {
    let state = filter.view.application_state().map(|state| Column::State.eq(state.code()));
    let state = Condition::all().add_option(state);
    let within = venues::within(scope);
    let narrow = match (filter.commune, scope) {
        (Some(commune), _) => Some(commune),
        (None, Scope::Area(area)) => Some(*area).filter(|area| area.level() == AreaLevel::Commune),
        (None, _) => None,
    };
    let track = on_track(filter.track, filter.view);
    match (narrow, filter.view) {
        (Some(commune), QueueView::Mine(_)) => {
            let commune = VenueColumn::Commune.eq(commune.as_str());
            query.filter(track).filter(as_checked(state.add(within).add(commune)))
        }
        (Some(commune), view) if view.is_open() => {
            let open = venue_register::select_in_review(&Scope::Area(commune), filter.track);
            let found = Column::VenueId.in_subquery(QueryTrait::into_query(open));
            query.filter(found).filter(as_checked(track.add(state).add(within)))
        }
        (Some(commune), _) => query
            .filter(VenueColumn::Commune.eq(commune.as_str()))
            .filter(as_checked(track.add(state).add(within))),
        (None, QueueView::Mine(_) | QueueView::Overdue(_)) => {
            query.filter(track).filter(as_checked(state.add(within)))
        }
        (None, _) => query.filter(state).filter(as_checked(track.add(within))),
    }
}

/// What a view asks of the track. The kind is checked of what an officer claimed, which has an index of its own.
fn on_track(track: TrackKind, view: QueueView) -> Condition {
    let kind = Condition::all().add(TrackColumn::Kind.eq(track.code()));
    match view {
        QueueView::Mine(officer) => as_checked(kind).add(is_claimed_by(officer)),
        QueueView::Overdue(today) => {
            kind.add(TrackColumn::State.is_in(OPEN_STATES)).add(TrackColumn::DueOn.lt(today))
        }
        QueueView::Waiting => kind.add(TrackColumn::State.eq(TrackState::Waiting.code())),
        QueueView::Open => kind.add(TrackColumn::State.is_in(OPEN_STATES)),
        QueueView::Accepted | QueueView::All => kind,
    }
}

fn is_claimed_by(officer: AccountId) -> Condition {
    Condition::all()
        .add(TrackColumn::ReviewerId.eq(officer.0))
        .add(TrackColumn::State.eq(TrackState::Claimed.code()))
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
