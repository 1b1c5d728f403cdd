//! The list of venues: filtered, counted, and read page by page in Vietnamese order.

use camket_domain::accounts::Scope;
use camket_domain::applications::TrackKind;
use camket_domain::areas::{AreaCode, AreaLevel, list_codes_within};
use camket_domain::ids::VenueId;
use camket_domain::labour::checks::LabourCheck;
use camket_domain::paging::BoundedCount;
use camket_domain::venue_register::{ListedVenue, ReachFilter, RegisterDay, RegisterFilter, TrackStanding};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};

use super::conditions::{find_rare_fact, match_standing, select_undelivered};
use super::entity::{Column, Entity, Relation};
use super::row::{FACT_COLUMNS, ListedRow, VENUE_COLUMNS, build_venue};
use super::search::{self, WordMatch};
use crate::certificates::filter::{StatusColumns, match_certificate};
use crate::labour::finding;
use crate::scope::as_checked;
use crate::{Reader, StoreError, outbox, venues};

/// Rows looked at to count: a page costs as much in a register of a million venues. Up to so many venues of an area, every
/// count is exact.
const MAX_LOOKED_AT: u64 = 10_000;
/// The same where a look at a row means to look its words up.
const MAX_WORDS_LOOKED_AT: u64 = 1_000;

/// The most venues that another table gives, and that are read and sorted for a page.
const MAX_FOUND: u64 = 1_000;

/// The status of a venue's latest certificate.
pub(crate) const STATUS_COLUMNS: StatusColumns<Column> = StatusColumns {
    status: Column::Certificate,
    suspended_until: Column::SuspendedUntil,
    expires_on: Column::ExpiresOn,
};

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
    Selection::build(reader, scope, filter, day).await?.list(reader, after, most).await
}

/// As [`list`], with how many venues pass.
pub async fn list_counted(
    reader: &impl Reader,
    scope: &Scope,
    filter: &RegisterFilter,
    day: RegisterDay,
    after: Option<RegisterPlace>,
    most: u64,
) -> Result<(Vec<ListedVenue>, BoundedCount), StoreError> {
    let selection = Selection::build(reader, scope, filter, day).await?;
    let venues = selection.list(reader, after, most).await?;
    let listed = venues.len() as u64;
    let is_whole = after.is_none() && listed < most;
    let count = match find_only_check(filter) {
        _ if is_whole => BoundedCount::Exact(listed),
        Some(check) => BoundedCount::Exact(finding::count(reader, scope, filter.commune, check, None).await?),
        None => selection.count(reader).await?,
    };
    Ok((venues, count))
}

/// The rule of the labour authority, if nothing else is asked but a commune: how many venues meet it is known.
fn find_only_check(filter: &RegisterFilter) -> Option<LabourCheck> {
    let RegisterFilter { check, commune, .. } = *filter;
    check.filter(|_| *filter == RegisterFilter { check, commune, ..RegisterFilter::default() })
}

/// Those of these venues that are within `scope`, by name.
pub async fn list_by_ids(
    reader: &impl Reader,
    scope: &Scope,
    ids: &[VenueId],
) -> Result<Vec<ListedVenue>, StoreError> {
    let query = Entity::find()
        .filter(as_checked(within(scope, None)))
        .filter(Column::VenueId.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(Column::NameKey)
        .order_by_asc(Column::VenueId);
    read(reader, query).await
}

async fn read(reader: &impl Reader, query: Select<Entity>) -> Result<Vec<ListedVenue>, StoreError> {
    let query = query.select_only().columns(FACT_COLUMNS).columns(VENUE_COLUMNS);
    let query = query.join(JoinType::InnerJoin, Relation::Venue.def()).into_model::<ListedRow>();
    query.all(reader.connection()).await?.into_iter().map(build_venue).collect()
}

/// How many venues within `scope` pass `filter` on `day`, however many there are.
pub async fn count_all(
    reader: &impl Reader,
    scope: &Scope,
    filter: &RegisterFilter,
    day: RegisterDay,
) -> Result<u64, StoreError> {
    let query = Selection::build(reader, scope, filter, day).await?.select();
    Ok(query.count(reader.connection()).await?)
}

/// The rows after a place. The first condition is implied by the second; with it the index is entered at the place.
async fn after_place(reader: &impl Reader, place: RegisterPlace) -> Result<Condition, StoreError> {
    let query = Entity::find_by_id(place.0.0).select_only().column(Column::NameKey);
    let key: Option<Vec<u8>> = query.into_tuple().one(reader.connection()).await?;
    let Some(key) = key else { return Ok(Condition::all()) };
    let later = Condition::any().add(Column::NameKey.gt(key.clone())).add(Column::VenueId.gt(place.0.0));
    Ok(Condition::all().add(Column::NameKey.gte(key)).add(later))
}

/// A subquery: the venues within `scope` whose application waits for a decision on this track.
pub(crate) fn select_in_review(scope: &Scope, track: TrackKind) -> Select<Entity> {
    let standing = match track {
        TrackKind::Pledge => Column::Pledge,
        TrackKind::Labour => Column::Labour,
    };
    Entity::find()
        .select_only()
        .column(Column::VenueId)
        .filter(within(scope, None))
        .filter(standing.eq(TrackStanding::InReview.code()))
}

/// The conditions of a list.
struct Selection {
    /// What an index gives: the area, and at most one fact or the venues themselves.
    indexed: Condition,
    /// What is asked of each of these.
    others: Condition,
    /// Whether that means to look words up.
    asks_words: bool,
}

impl Selection {
    async fn build(
        reader: &impl Reader,
        scope: &Scope,
        filter: &RegisterFilter,
        day: RegisterDay,
    ) -> Result<Self, StoreError> {
        let certificate = match_certificate(&STATUS_COLUMNS, filter, day.today);
        let mut others = match_standing(filter, day);
        if !certificate.is_empty() {
            others = others.add(certificate);
        }
        let area = within(scope, filter.commune);
        let mut asks_words = false;
        let indexed = if let Some(fingerprint) = &filter.fingerprint {
            let found = Column::VenueId.in_subquery(venues::select_by_fingerprint(fingerprint));
            as_checked(area).add(found)
        } else if filter.words.is_empty() {
            match find_few_venues(reader, scope, filter).await? {
                Some(found) => as_checked(area).add(Column::VenueId.in_subquery(found)),
                None => area.add_option(find_rare_fact(filter)),
            }
        } else {
            let have = |words: &[String]| search::have_words(words, (Entity, Column::VenueId));
            match search::match_words(reader, scope, &filter.words).await? {
                WordMatch::Papers(papers, words) => {
                    others = others.add(have(&words));
                    as_checked(area).add(Column::VenueId.is_in(papers.iter().map(|paper| paper.venue)))
                }
                WordMatch::Venues(ids) => as_checked(area).add(Column::VenueId.is_in(ids)),
                WordMatch::Many(words) => {
                    (others, asks_words) = (others.add(have(&words)), true);
                    area
                }
            }
        };
        Ok(Self { indexed, others, asks_words })
    }

    fn select(&self) -> Select<Entity> {
        let query = Entity::find().filter(self.indexed.clone());
        if self.others.is_empty() { query } else { query.filter(as_checked(self.others.clone())) }
    }

    async fn list(
        &self,
        reader: &impl Reader,
        after: Option<RegisterPlace>,
        most: u64,
    ) -> Result<Vec<ListedVenue>, StoreError> {
        let mut query = self.select();
        if let Some(place) = after {
            query = query.filter(after_place(reader, place).await?);
        }
        read(reader, query.order_by_asc(Column::NameKey).order_by_asc(Column::VenueId).limit(most)).await
    }

    async fn count(&self, reader: &impl Reader) -> Result<BoundedCount, StoreError> {
        let most = if self.asks_words { MAX_WORDS_LOOKED_AT } else { MAX_LOOKED_AT };
        let passes = if self.others.is_empty() {
            Expr::value(1)
        } else {
            Expr::expr(Expr::case(self.others.clone(), 1).finally(0))
        };
        let looked_at = Entity::find()
            .select_only()
            .expr_as(passes, "passes")
            .filter(self.indexed.clone())
            .limit(most + 1);
        let counted = Query::select()
            .expr_as(Expr::col("passes").count(), "looked_at")
            .expr_as(Expr::col("passes").sum(), "passed")
            .from_subquery(QueryTrait::into_query(looked_at), "looked_at")
            .to_owned();
        let row = reader.connection().query_one(&counted).await?;
        let Some(row) = row else { return Ok(BoundedCount::Exact(0)) };
        let looked_at: i64 = row.try_get("", "looked_at")?;
        let passed: Option<i64> = row.try_get("", "passed")?;
        let passed = u64::try_from(passed.unwrap_or_default()).unwrap_or_default();
        let is_all = u64::try_from(looked_at).is_ok_and(|looked_at| looked_at <= most);
        Ok(if is_all { BoundedCount::Exact(passed) } else { BoundedCount::AtLeast(passed) })
    }
}

/// The venues that meet the rule of the filter, or whose owner no message reached, if these are few: of many, the list reads
/// venues in their order and asks of each.
async fn find_few_venues(
    reader: &impl Reader,
    scope: &Scope,
    filter: &RegisterFilter,
) -> Result<Option<SelectStatement>, StoreError> {
    if let Some(check) = filter.check {
        let found = finding::count(reader, scope, filter.commune, check, Some(MAX_FOUND + 1)).await?;
        return Ok((found <= MAX_FOUND).then(|| finding::select_venues(scope, filter.commune, check)));
    }
    let is_asked = filter.reach == Some(ReachFilter::Undelivered);
    let is_few = is_asked && outbox::count_unreached_accounts(reader, MAX_FOUND + 1).await? <= MAX_FOUND;
    Ok(is_few.then(select_undelivered))
}

/// A subquery: the venues that pass the conditions of `filter`, but for those on words and on the certificate; `None` if
/// there are no others.
pub(super) fn select_venues(filter: &RegisterFilter, day: RegisterDay) -> Option<SelectStatement> {
    let other = RegisterFilter {
        words: String::new(),
        fingerprint: None,
        certificate: None,
        ending: None,
        ..filter.clone()
    };
    let commune = filter.commune.map(|commune| Column::Commune.eq(commune.as_str()));
    let venues = || Entity::find().select_only().column(Column::VenueId).filter(match_standing(filter, day));
    other.is_narrowed().then(|| QueryTrait::into_query(venues().filter(Condition::all().add_option(commune))))
}

/// The rows of an area, by one column, so that its index gives them in order.
pub(crate) fn within(scope: &Scope, commune: Option<AreaCode>) -> Condition {
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
        (Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing, _) => all.add(Column::VenueId.is_null()),
    }
}
