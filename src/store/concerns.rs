//! Concerns that the public reported.

pub(crate) mod entity;
pub mod photo;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::certificates::ShortCode;
use camket_domain::concerns::{
    Concern, ConcernCategory, ConcernClosure, ConcernHandler, ConcernOutcome, ConcernState, ConcernStatus,
    SealedContact,
};
use camket_domain::ids::{AccountId, CertificateId, ConcernId, VenueId};
use camket_domain::paging::{BoundedCount, Cursor, Paged};
use camket_domain::periods::PeriodSpan;
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::paging::{count_bounded, page_by_moment};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, risk};
use entity::{Column, Entity, Model};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConcernView {
    /// Handled by no officer yet; oldest first.
    New,
    /// Handled by this officer; oldest first.
    Mine(AccountId),
    /// Not closed; oldest first.
    Open,
    /// Closed; newest first.
    Closed,
    /// That came on these days, in any state; newest first.
    Received(PeriodSpan),
}

/// Number of concerns in each view.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ConcernCounts {
    /// Handled by no officer yet.
    pub new: BoundedCount,
    /// Handled by this officer.
    pub mine: BoundedCount,
    pub open: BoundedCount,
    pub closed: BoundedCount,
}

/// The concern with this id, if it is within `scope`.
pub async fn find(reader: &impl Reader, scope: &Scope, id: ConcernId) -> Result<Option<Concern>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The concern with this reference, if it is within `scope`.
pub async fn find_by_reference(
    reader: &impl Reader,
    scope: &Scope,
    reference: &ShortCode,
) -> Result<Option<Concern>, StoreError> {
    let query = Entity::find().filter(Column::Reference.eq(reference.as_str())).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of a view within `scope`.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    view: ConcernView,
    after: Option<Cursor>,
) -> Result<Paged<Concern>, StoreError> {
    let newest_first = matches!(view, ConcernView::Closed | ConcernView::Received(_));
    let order = if newest_first { Order::Desc } else { Order::Asc };
    let query = Entity::find().filter(within(scope)).filter(in_view(view));
    let query = page_by_moment(query, (Column::CreatedAt, Column::Id), order, after);
    let rows = query.all(reader.connection()).await?;
    let concerns = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(concerns, cursor_of))
}

/// The first page of the open concerns of urgent categories within `scope`, oldest first.
pub async fn list_urgent(reader: &impl Reader, scope: &Scope) -> Result<Paged<Concern>, StoreError> {
    let urgent = ConcernCategory::ALL.iter().filter(|category| category.is_urgent()).map(|c| c.code());
    let query = Entity::find()
        .filter(within(scope))
        .filter(in_view(ConcernView::Open))
        .filter(Column::Category.is_in(urgent));
    let query = page_by_moment(query, (Column::CreatedAt, Column::Id), Order::Asc, None);
    let rows = query.all(reader.connection()).await?;
    let concerns = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(concerns, cursor_of))
}

/// Counts the views of an officer.
pub async fn count_views(
    reader: &impl Reader,
    scope: &Scope,
    officer: AccountId,
) -> Result<ConcernCounts, StoreError> {
    let of = |view| count_bounded(reader, Entity::find().filter(within(scope)).filter(in_view(view)));
    Ok(ConcernCounts {
        new: of(ConcernView::New).await?,
        mine: of(ConcernView::Mine(officer)).await?,
        open: of(ConcernView::Open).await?,
        closed: of(ConcernView::Closed).await?,
    })
}

/// The concerns about a venue after the cursor `after`, newest first. Returns one row more than a page.
pub async fn list_by_venue(
    reader: &impl Reader,
    venue: VenueId,
    after: Option<Cursor>,
) -> Result<Vec<Concern>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0));
    let query = page_by_moment(query, (Column::CreatedAt, Column::Id), Order::Desc, after);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts a concern.
///
/// # Errors
/// [`StoreError::Duplicate`] if the reference is taken.
pub async fn insert(tx: &Tx, concern: &Concern) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(concern))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a concern; `concern.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, concern: &Concern) -> Result<(), StoreError> {
    let row = Model { version: concern.version + 1, ..to_row(concern) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(concern.id.0))
        .filter(Column::Version.eq(concern.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)?;
    risk::mark_stale(tx, concern.venue.as_slice()).await
}

/// The concerns within `scope`, by the area of the concern: that of its venue, or the one its reporter chose. Owners
/// have access to none.
/// Number of concerns within `scope` that were found to be true from the first moment and before the second, in microseconds.
pub(crate) async fn count_founded(
    reader: &impl Reader,
    scope: &Scope,
    (from, to): (i64, i64),
) -> Result<u64, StoreError> {
    let query = Entity::find()
        .filter(within(scope))
        .filter(Column::State.eq(ConcernState::Founded.code()))
        .filter(Column::ClosedAt.gte(from))
        .filter(Column::ClosedAt.lt(to));
    Ok(query.count(reader.connection()).await?)
}

fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => {
            Condition::any().add(Column::Commune.eq(area.as_str())).add(Column::Province.eq(area.as_str()))
        }
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

fn in_view(view: ConcernView) -> Condition {
    let open = [ConcernState::New.code(), ConcernState::InHand.code()];
    match view {
        ConcernView::New => Condition::all().add(Column::State.eq(ConcernState::New.code())),
        ConcernView::Mine(officer) => Condition::all()
            .add(Column::State.eq(ConcernState::InHand.code()))
            .add(Column::HandlerId.eq(officer.0)),
        ConcernView::Open => Condition::all().add(Column::State.is_in(open)),
        ConcernView::Closed => Condition::all().add(Column::State.is_not_in(open)),
        ConcernView::Received(span) => {
            let (from, to) = span.moments();
            Condition::all()
                .add(Column::CreatedAt.gte(to_micros(from)))
                .add(Column::CreatedAt.lt(to_micros(to)))
        }
    }
}

fn cursor_of(concern: &Concern) -> Cursor {
    Cursor { at: concern.created_at, id: concern.id.0 }
}

fn to_row(concern: &Concern) -> Model {
    Model {
        id: concern.id.0,
        reference: concern.reference.as_str().to_owned(),
        category: concern.category.code().to_owned(),
        text: concern.text.clone(),
        place: concern.place.clone(),
        contact: concern.contact.as_ref().map(|contact| contact.0.clone()),
        certificate_id: concern.certificate.map(|id| id.0),
        venue_id: concern.venue.map(|id| id.0),
        commune: concern.commune.as_str().to_owned(),
        province: concern.province.as_str().to_owned(),
        state: concern.state().code().to_owned(),
        handler_id: concern.handler().map(|id| id.0),
        handler_name: concern.handler_name().to_owned(),
        note: concern.closure().map(|closure| closure.note.clone()).unwrap_or_default(),
        created_at: to_micros(concern.created_at),
        closed_at: concern.closure().map(|closure| to_micros(closure.by.at)),
        version: concern.version,
    }
}

fn status_from_row(row: &Model) -> Result<ConcernStatus, StoreError> {
    let state = require_known(ConcernState::from_code(&row.state), "concern.state")?;
    if state == ConcernState::New {
        return Ok(ConcernStatus::New);
    }
    let account = AccountId(require_known(row.handler_id, "concern.handler")?);
    let name = row.handler_name.clone();
    let Some(outcome) = ConcernOutcome::from_code(&row.state) else {
        return Ok(ConcernStatus::InHand(ConcernHandler { account, name }));
    };
    let at = require_known(from_micros_opt(row.closed_at)?, "concern.closed_at")?;
    let by = ActorStamp { account, name, at };
    Ok(ConcernStatus::Closed(ConcernClosure { outcome, by, note: row.note.clone() }))
}

fn from_row(row: Model) -> Result<Concern, StoreError> {
    let status = status_from_row(&row)?;
    let area = |code: &str, column| require_known(AreaCode::new(code), column);
    Ok(Concern {
        id: ConcernId(row.id),
        reference: require_known(ShortCode::parse(&row.reference).ok(), "concern.reference")?,
        category: require_known(ConcernCategory::from_code(&row.category), "concern.category")?,
        text: row.text,
        place: row.place,
        contact: row.contact.map(SealedContact),
        certificate: row.certificate_id.map(CertificateId),
        venue: row.venue_id.map(VenueId),
        commune: area(&row.commune, "concern.commune")?,
        province: area(&row.province, "concern.province")?,
        status,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}
