//! The list of venues: filtered, counted, and read page by page in Vietnamese order.

use camket_domain::accounts::Scope;
use camket_domain::areas::{AreaCode, AreaLevel, list_codes_within};
use camket_domain::ids::VenueId;
use camket_domain::venue_register::{
    ListedVenue, OperationState, ReachFilter, RegisterDay, RegisterFilter, TrackFilter, TrackStanding,
};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};
use time::Date;

use super::entity::{Column, Entity, Model, Relation};
use super::row::{VenueColumns, build_venue};
use super::search;
use crate::certificates::filter::{StatusColumns, match_status};
use crate::venues::entity::Column as VenueColumn;
use crate::{Reader, StoreError, venues};

/// Rows counted at most: counting takes as long in a register of a million venues.
pub const MAX_COUNTED: u64 = 10_000;

/// The status of a venue's latest certificate.
const STATUS_COLUMNS: StatusColumns<Column> = StatusColumns {
    status: Column::Certificate,
    suspended_until: Column::SuspendedUntil,
    expires_on: Column::ExpiresOn,
};

/// How many venues a filter finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegisterCount {
    Exact(u64),
    /// More than [`MAX_COUNTED`].
    Many,
}

/// Where a page begins: after this venue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RegisterPlace(pub VenueId);

/// At most `most` venues within `scope` that pass `filter` on `day`, by name, after a place.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    filter: &RegisterFilter,
    day: RegisterDay,
    after: Option<RegisterPlace>,
    most: u64,
) -> Result<Vec<ListedVenue>, StoreError> {
    let mut query = select(reader, scope, filter, day).await?;
    if let Some(place) = after {
        query = query.filter(after_place(reader, place).await?);
    }
    read(reader, query.order_by_asc(Column::NameKey).order_by_asc(Column::VenueId).limit(most)).await
}

/// Those of these venues that are within `scope`, by name.
pub async fn list_by_ids(
    reader: &impl Reader,
    scope: &Scope,
    ids: &[VenueId],
) -> Result<Vec<ListedVenue>, StoreError> {
    let query = Entity::find()
        .filter(within(scope, None))
        .filter(Column::VenueId.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(Column::NameKey)
        .order_by_asc(Column::VenueId);
    read(reader, query).await
}

async fn read(reader: &impl Reader, query: Select<Entity>) -> Result<Vec<ListedVenue>, StoreError> {
    let query = query.join(JoinType::InnerJoin, Relation::Venue.def()).columns([
        VenueColumn::OwnerId,
        VenueColumn::Name,
        VenueColumn::KindNote,
        VenueColumn::Address,
        VenueColumn::Phone,
        VenueColumn::RepresentativeName,
        VenueColumn::RepresentativePhone,
        VenueColumn::RepresentativeLast4,
        VenueColumn::TaxCode,
        VenueColumn::TaxLast4,
    ]);
    let db = reader.connection();
    let rows = db.query_all(&QueryTrait::into_query(query)).await?;
    rows.iter()
        .map(|row| build_venue(VenueColumns::from_query_result(row, "")?, Model::from_query_result(row, "")?))
        .collect()
}

/// How many venues within `scope` pass `filter` on `day`.
pub async fn count(
    reader: &impl Reader,
    scope: &Scope,
    filter: &RegisterFilter,
    day: RegisterDay,
) -> Result<RegisterCount, StoreError> {
    let found = select(reader, scope, filter, day).await?.limit(MAX_COUNTED + 1);
    let count = count_rows(reader, found).await?;
    Ok(if count > MAX_COUNTED { RegisterCount::Many } else { RegisterCount::Exact(count) })
}

/// As [`count`], however many there are: for a file that will hold them all.
pub async fn count_all(
    reader: &impl Reader,
    scope: &Scope,
    filter: &RegisterFilter,
    day: RegisterDay,
) -> Result<u64, StoreError> {
    count_rows(reader, select(reader, scope, filter, day).await?).await
}

async fn count_rows(reader: &impl Reader, found: Select<Entity>) -> Result<u64, StoreError> {
    let found = found.select_only().column(Column::VenueId);
    let counted = Query::select()
        .expr_as(Expr::col("venue_id").count(), "count")
        .from_subquery(QueryTrait::into_query(found), "found")
        .to_owned();
    let row = reader.connection().query_one(&counted).await?;
    let count: i64 = row.map(|row| row.try_get("", "count")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The rows after a place. The first condition is implied by the second; with it the index is entered at the place.
async fn after_place(reader: &impl Reader, place: RegisterPlace) -> Result<Condition, StoreError> {
    let query = Entity::find_by_id(place.0.0).select_only().column(Column::NameKey);
    let key: Option<Vec<u8>> = query.into_tuple().one(reader.connection()).await?;
    let Some(key) = key else { return Ok(Condition::all()) };
    let later = Condition::any().add(Column::NameKey.gt(key.clone())).add(Column::VenueId.gt(place.0.0));
    Ok(Condition::all().add(Column::NameKey.gte(key)).add(later))
}

async fn select(
    reader: &impl Reader,
    scope: &Scope,
    filter: &RegisterFilter,
    day: RegisterDay,
) -> Result<Select<Entity>, StoreError> {
    let mut all = within(scope, filter.commune).add(match_standing(filter, day)).add_option(
        filter.certificate.map(|certificate| match_status(&STATUS_COLUMNS, certificate, day.today)),
    );
    if let Some(fingerprint) = &filter.fingerprint {
        all = all.add(Column::VenueId.in_subquery(venues::select_by_fingerprint(fingerprint)));
    } else if !filter.words.is_empty() {
        all = all.add(search::match_words(reader, &filter.words).await?);
    }
    Ok(Entity::find().filter(all))
}

/// A subquery: the venues that pass the conditions of `filter`, but for those on words and on the certificate; `None` if
/// there are no others.
pub(super) fn select_venues(filter: &RegisterFilter, day: RegisterDay) -> Option<SelectStatement> {
    let other =
        RegisterFilter { words: String::new(), fingerprint: None, certificate: None, ..filter.clone() };
    let commune = filter.commune.map(|commune| Column::Commune.eq(commune.as_str()));
    let venues = || Entity::find().select_only().column(Column::VenueId).filter(match_standing(filter, day));
    other.is_narrowed().then(|| QueryTrait::into_query(venues().filter(Condition::all().add_option(commune))))
}

/// The conditions on the venue itself, but for its area.
fn match_standing(filter: &RegisterFilter, day: RegisterDay) -> Condition {
    Condition::all()
        .add_option(filter.kind.map(|kind| Column::Kind.eq(kind.code())))
        .add_option(filter.pledge.map(|pledge| in_pledge(pledge, day)))
        .add_option(filter.labour.map(|labour| in_labour(labour, day)))
        .add_option(filter.visited.map(|visited| in_visits(visited, day)))
        .add_option(
            filter
                .demanded
                .map(|open| if open { Column::OpenDemands.gt(0) } else { Column::OpenDemands.eq(0) }),
        )
        .add_option(filter.operation.map(|state| in_operation(state, day.today)))
        .add_option(filter.reach.map(in_reach))
        .add_option(filter.silent.then(|| Column::ReturnedOn.lte(day.silent_since)))
}

/// The rows of an area, by one column, so that its index gives them in order.
fn within(scope: &Scope, commune: Option<AreaCode>) -> Condition {
    let all = Condition::all();
    match (scope, commune) {
        (Scope::Area(area), Some(commune)) if area.level() == AreaLevel::Province => {
            let known = list_codes_within(area).contains(&commune);
            all.add(if known { Column::Commune.eq(commune.as_str()) } else { Column::VenueId.is_null() })
        }
        (Scope::Area(area), None) if area.level() == AreaLevel::Province => {
            all.add(Column::Province.eq(area.as_str()))
        }
        (Scope::Area(area), commune) => all
            .add(Column::Commune.eq(area.as_str()))
            .add_option(commune.map(|commune| Column::Commune.eq(commune.as_str()))),
        (Scope::Owned(_) | Scope::Nothing, _) => all.add(Column::VenueId.is_null()),
    }
}

/// As [`camket_domain::venue_register::VenueStanding::pledge_on`].
fn in_pledge(filter: TrackFilter, day: RegisterDay) -> Condition {
    let terms = i32::try_from(day.terms_version).unwrap_or(i32::MAX);
    let current = Condition::all()
        .add(Column::PledgeCurrent.eq(true))
        .add(Column::TermsVersion.gte(terms))
        .add(has_not_expired(day.today));
    in_track(Column::Pledge, filter, current)
}

/// As [`camket_domain::venue_register::VenueStanding::labour_on`].
fn in_labour(filter: TrackFilter, day: RegisterDay) -> Condition {
    let current = Condition::all().add(Column::LabourChanged.eq(false)).add(has_not_expired(day.today));
    in_track(Column::Labour, filter, current)
}

fn in_track(column: Column, filter: TrackFilter, current: Condition) -> Condition {
    let confirmed = column.eq(TrackStanding::Confirmed.code());
    match filter {
        TrackFilter::Confirmed => Condition::all().add(confirmed).add(current),
        TrackFilter::Outdated => Condition::all().add(confirmed).add(none_of(current)),
        TrackFilter::Missing => none_of(Condition::all().add(confirmed).add(current)),
        other => Condition::all().add(column.eq(other.code())),
    }
}

/// Not; a comparison with an absent value counts as not true.
fn none_of(condition: Condition) -> Condition {
    Condition::all().add(Expr::expr(Expr::case(condition, 1).finally(0)).eq(0))
}

fn has_not_expired(today: Date) -> Condition {
    Condition::any().add(Column::ExpiresOn.is_null()).add(Column::ExpiresOn.gte(today))
}

fn in_visits(visited: bool, day: RegisterDay) -> Condition {
    let start = day.year_start();
    if visited {
        Condition::all().add(Column::VisitedOn.gte(start))
    } else {
        Condition::any().add(Column::VisitedOn.is_null()).add(Column::VisitedOn.lt(start))
    }
}

/// As [`camket_domain::venue_register::Operation::state_on`].
fn in_operation(state: OperationState, today: Date) -> Condition {
    let recorded = |state: OperationState| Column::Operation.eq(state.code());
    match state {
        OperationState::Operating => Condition::any()
            .add(recorded(OperationState::Operating))
            .add(Condition::all().add(recorded(OperationState::Stopped)).add(Column::StoppedUntil.lt(today))),
        OperationState::Stopped => {
            Condition::all().add(recorded(OperationState::Stopped)).add(Column::StoppedUntil.gte(today))
        }
        OperationState::Closed => Condition::all().add(recorded(OperationState::Closed)),
    }
}

fn in_reach(reach: ReachFilter) -> Condition {
    let (phone, email) = (Column::ByPhone, Column::ByEmail);
    match reach {
        ReachFilter::Phone => Condition::all().add(phone.eq(true)),
        ReachFilter::Email => Condition::all().add(email.eq(true)),
        ReachFilter::Neither => Condition::all().add(phone.eq(false)).add(email.eq(false)),
    }
}
