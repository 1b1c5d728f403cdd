//! The figures of an area by month and by state: one query each.

use camket_domain::accounts::Scope;
use camket_domain::certificates::CertificateStatus;
use camket_domain::ids::AgencyId;
use camket_domain::inspections::Conclusion;
use camket_domain::measures::ProposalState;
use camket_domain::periods::PeriodSpan;
use camket_domain::venue_register::{CertificateFilter, ReachFilter};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::certificates::filter::match_status;
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::scope::within;
use crate::{Reader, StoreError, applications, concerns, inspections, measures, venue_register, venues};

/// Figures of months, in their order.
pub type MonthCounts = Vec<u64>;

/// The visits of an area by conclusion, in each month in which they began.
pub async fn count_visits(
    reader: &impl Reader,
    scope: &Scope,
    months: &[PeriodSpan],
) -> Result<Vec<(Conclusion, MonthCounts)>, StoreError> {
    use inspections::entity::{Column, Entity, Relation};
    let Some((from, to)) = bounds(months) else { return Ok(Vec::new()) };
    let query = Entity::find()
        .select_only()
        .column(Column::Conclusion)
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::StartedAt.gte(from))
        .filter(Column::StartedAt.lt(to))
        .group_by(Column::Conclusion);
    let rows = add_months(query, Column::StartedAt, months);
    let mut found = Vec::new();
    for row in rows.into_model::<CodedMonths>().all(reader.connection()).await? {
        let conclusion = Conclusion::from_code(&row.code);
        found.push((require_known(conclusion, "inspection.conclusion")?, row.months));
    }
    Ok(found)
}

/// The reports of the public in an area, by the month in which they came.
pub async fn count_concerns(
    reader: &impl Reader,
    scope: &Scope,
    months: &[PeriodSpan],
) -> Result<MonthCounts, StoreError> {
    use concerns::entity::{Column, Entity};
    let Some((from, to)) = bounds(months) else { return Ok(Vec::new()) };
    let query = Entity::find()
        .select_only()
        .expr_as(Expr::value(""), "code")
        .filter(within(scope, [Column::Province, Column::Commune, Column::Id]))
        .filter(Column::CreatedAt.gte(from))
        .filter(Column::CreatedAt.lt(to));
    let row = add_months(query, Column::CreatedAt, months).into_model::<CodedMonths>();
    let row = row.one(reader.connection()).await?;
    Ok(row.map_or_else(|| vec![0; months.len()], |row| row.months))
}

/// A code, and the counts in the columns `m0`, `m1` and so on.
struct CodedMonths {
    code: String,
    months: MonthCounts,
}

impl FromQueryResult for CodedMonths {
    fn from_query_result(row: &sea_orm::QueryResult, prefix: &str) -> Result<Self, sea_orm::DbErr> {
        let code = row.try_get_by_index(0)?;
        let mut months = Vec::new();
        for month in 1..row.column_names().len() {
            let count: Option<i64> = row.try_get_by_index(month)?;
            months.push(u64::try_from(count.unwrap_or_default()).unwrap_or_default());
        }
        let _ = prefix;
        Ok(Self { code, months })
    }
}

fn bounds(months: &[PeriodSpan]) -> Option<(i64, i64)> {
    let (first, last) = (months.first()?, months.last()?);
    Some((to_micros(first.moments().0), to_micros(last.moments().1)))
}

/// Adds a column for each month that counts the moments in it.
fn add_months<E: EntityTrait>(mut query: Select<E>, moment: E::Column, months: &[PeriodSpan]) -> Select<E> {
    for (at, month) in months.iter().enumerate() {
        let (from, to) = month.moments();
        let is_in = moment.gte(to_micros(from)).and(moment.lt(to_micros(to)));
        let one = CaseStatement::new().case(is_in, 1_i64).finally(0_i64);
        query = query.expr_as(Expr::expr(one).sum().cast_as("BIGINT"), format!("m{at}"));
    }
    query
}

/// The certificates of the venues of an area, closed ones included: a paper is in force until it is handed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CertificateCounts {
    pub absent: u64,
    pub valid: u64,
    pub expired: u64,
    pub suspended: u64,
    /// Revoked or replaced.
    pub revoked: u64,
}

/// How many venues of an area have a certificate of each state on `today` (Vietnamese date).
pub async fn count_certificates(
    reader: &impl Reader,
    scope: &Scope,
    today: Date,
) -> Result<CertificateCounts, StoreError> {
    use venue_register::entity::Column;
    let is_past = |column: Column| CaseStatement::new().case(column.lt(today), 1_i64).finally(0_i64);
    let query = select_facts(scope)
        .select_only()
        .column(Column::Certificate)
        .expr_as(is_past(Column::ExpiresOn), "expired")
        .expr_as(is_past(Column::SuspendedUntil), "resumed")
        .column_as(Column::VenueId.count(), "venues")
        .group_by(Column::Certificate)
        .group_by(Expr::col("expired"))
        .group_by(Expr::col("resumed"));
    let rows: Vec<(String, i64, i64, i64)> = query.into_tuple().all(reader.connection()).await?;
    let mut counts = CertificateCounts::default();
    for (status, expired, resumed, venues) in rows {
        let counted = match CertificateStatus::from_code(&status) {
            None => &mut counts.absent,
            Some(CertificateStatus::Revoked | CertificateStatus::Superseded) => &mut counts.revoked,
            Some(CertificateStatus::Suspended) if resumed == 0 => &mut counts.suspended,
            Some(_) if expired == 1 => &mut counts.expired,
            Some(_) => &mut counts.valid,
        };
        *counted += u64::try_from(venues).unwrap_or_default();
    }
    Ok(counts)
}

/// How many certificates in force end in each month, from `today` (Vietnamese date).
pub async fn count_ending(
    reader: &impl Reader,
    scope: &Scope,
    today: Date,
    months: &[PeriodSpan],
) -> Result<MonthCounts, StoreError> {
    use venue_register::entity::Column;
    let mut counts = vec![0; months.len()];
    let Some(last) = months.last() else { return Ok(counts) };
    let query = select_facts(scope)
        .select_only()
        .column(Column::ExpiresOn)
        .column_as(Column::VenueId.count(), "venues")
        .filter(match_status(&venue_register::STATUS_COLUMNS, CertificateFilter::Valid, today))
        .filter(Column::ExpiresOn.lte(last.last()))
        .group_by(Column::ExpiresOn);
    let rows: Vec<(Date, i64)> = query.into_tuple().all(reader.connection()).await?;
    for (day, venues) in rows {
        if let Some(at) = months.iter().position(|month| (month.first()..=month.last()).contains(&day)) {
            counts[at] += u64::try_from(venues).unwrap_or_default();
        }
    }
    Ok(counts)
}

/// All venues of an area, as the lists of the register to which the figures lead.
fn select_facts(scope: &Scope) -> Select<venue_register::entity::Entity> {
    use venue_register::entity::{Column, Entity};
    Entity::find().filter(within(scope, [Column::Province, Column::Commune, Column::VenueId]))
}

/// How many venues of an area, closed ones included, have an owner whom the last message did not reach.
pub async fn count_unreached(reader: &impl Reader, scope: &Scope) -> Result<u64, StoreError> {
    use venue_register::entity::{Column, Entity};
    let query = Entity::find()
        .filter(within(scope, [Column::Province, Column::Commune, Column::VenueId]))
        .filter(venue_register::in_reach(ReachFilter::Undelivered));
    Ok(query.count(reader.connection()).await?)
}

/// When a track was submitted and decided.
pub type DecidedTrack = (AgencyId, OffsetDateTime, OffsetDateTime);

/// The tracks of an area that were decided since a moment, the latest first, at most `most`.
pub async fn list_decided_tracks(
    reader: &impl Reader,
    scope: &Scope,
    since: OffsetDateTime,
    most: u64,
) -> Result<Vec<DecidedTrack>, StoreError> {
    use applications::entity::{Column as AppliedColumn, Relation as AppliedRelation};
    use applications::track::entity::{Column, Entity, Relation};
    let query = Entity::find()
        .select_only()
        .column(Column::AgencyId)
        .column(AppliedColumn::SubmittedAt)
        .column(Column::DecidedAt)
        .join(JoinType::InnerJoin, Relation::Application.def())
        .join(JoinType::InnerJoin, AppliedRelation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::DecidedAt.gte(to_micros(since)))
        .order_by_desc(Column::DecidedAt)
        .limit(most);
    let rows: Vec<(Uuid, i64, i64)> = query.into_tuple().all(reader.connection()).await?;
    let track =
        |(agency, submitted, decided)| Ok((AgencyId(agency), from_micros(submitted)?, from_micros(decided)?));
    rows.into_iter().map(track).collect()
}

/// How many proposed measures of an area wait for a decision.
pub async fn count_measures(reader: &impl Reader, scope: &Scope) -> Result<u64, StoreError> {
    use measures::entity::{Column, Entity, Relation};
    let query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Venue.def())
        .filter(venues::within(scope))
        .filter(Column::State.ne(ProposalState::Decided.code()));
    Ok(query.count(reader.connection()).await?)
}
