//! The rows behind the figures of a period: each figure is the count of a query that also lists them.

use camket_domain::activities::{ActivityForm, ActivityState};
use camket_domain::areas::AreaLevel;
use camket_domain::certificates::decisions::{DecisionKind, DecisionState};
use camket_domain::concerns::ConcernState;
use camket_domain::identifiers::Sex;
use camket_domain::ids::{ActivityId, InspectionId, VenueId};
use camket_domain::indicators::{IndicatorKind, IndicatorSource};
use camket_domain::inspections::Conclusion;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::periods::PeriodSpan;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, Order, QueryFilter, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

pub use super::fact::{Fact, FactFilter, FactSubject};
use super::records;
use crate::certificates::decisions;
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::paging::page_by_moment;
use crate::{Reader, StoreError, activities, certificates, concerns, inspections, labour, venues};

/// A page of the rows that a source counts, the latest first; none for what the census counts or an officer types in.
pub async fn list(
    reader: &impl Reader,
    source: IndicatorSource,
    within: &FactFilter,
    after: Option<Cursor>,
) -> Result<Paged<Fact>, StoreError> {
    let facts = match source.kind {
        IndicatorKind::Activities | IndicatorKind::Sessions | IndicatorKind::People => {
            list_activities(reader, source, within, after).await?
        }
        IndicatorKind::Visits | IndicatorKind::Conclusions => {
            list_inspections(reader, source, within, after).await?
        }
        IndicatorKind::VisitedVenues => list_venues(reader, join_inspections(within), after).await?,
        IndicatorKind::FaultyVenues => {
            list_venues(reader, join_inspections(within).filter(is_faulty()), after).await?
        }
        IndicatorKind::Workers => list_venues(reader, join_workers(within), after).await?,
        IndicatorKind::WomenWorkers => {
            let women = labour::entity::Column::Sex.eq(Sex::Female.code());
            list_venues(reader, join_workers(within).filter(women), after).await?
        }
        IndicatorKind::Certificates => {
            use certificates::entity::Column::{Id, IssuedAt};
            list_papers(reader, select_certificates(within), (IssuedAt, Id), after).await?
        }
        IndicatorKind::Suspensions => list_decided(reader, within, DecisionKind::Suspend, after).await?,
        IndicatorKind::Revocations => list_decided(reader, within, DecisionKind::Revoke, after).await?,
        IndicatorKind::FoundedConcerns => list_concerns(reader, within, after).await?,
        kind @ (IndicatorKind::TrainingClasses | IndicatorKind::TrainingAttendances) => {
            records::list_classes(reader, kind, within, after).await?
        }
        IndicatorKind::TrainedOfficers => records::list_trained(reader, within, after).await?,
        kind if kind.is_of_police() => records::list_totals(reader, kind, within, after).await?,
        // Venues are those of the coverage.
        _ => Vec::new(),
    };
    Ok(Paged::from_rows(facts, |fact| Cursor { at: fact.at, id: fact.id }))
}

pub(super) fn select_activities(within: &FactFilter) -> Select<activities::entity::Entity> {
    use activities::entity::Column;
    let query = activities::entity::Entity::find()
        .filter(Column::Province.eq(within.province.as_str()))
        .filter(Column::State.eq(ActivityState::Recorded.code()))
        .filter(Column::HeldOn.between(within.span.first(), within.span.last()));
    match within.area {
        Some(area) => query.filter(Column::Area.eq(area.as_str())),
        None => query,
    }
}

pub(super) fn select_inspections(within: &FactFilter) -> Select<inspections::entity::Entity> {
    inspections::entity::Entity::find()
        .join(JoinType::InnerJoin, inspections::entity::Relation::Venue.def())
        .filter(in_area(within))
        .filter(happened(inspections::entity::Column::StartedAt, within.span))
}

/// The inspections that did not end in "đạt".
pub(super) fn select_faulty(within: &FactFilter) -> Select<inspections::entity::Entity> {
    select_inspections(within).filter(is_faulty())
}

pub(super) fn select_certificates(within: &FactFilter) -> Select<certificates::entity::Entity> {
    certificates::entity::Entity::find()
        .join(JoinType::InnerJoin, certificates::entity::Relation::Venue.def())
        .filter(in_area(within))
        .filter(happened(certificates::entity::Column::IssuedAt, within.span))
}

pub(super) fn select_decisions(within: &FactFilter, kind: DecisionKind) -> Select<decisions::entity::Entity> {
    use decisions::entity::Column;
    decisions::entity::Entity::find()
        .join(JoinType::InnerJoin, decisions::entity::Relation::Venue.def())
        .filter(in_area(within))
        .filter(Column::State.eq(DecisionState::Decided.code()))
        .filter(Column::Kind.eq(kind.code()))
        .filter(happened(Column::SettledAt, within.span))
}

pub(super) fn select_concerns(within: &FactFilter) -> Select<concerns::entity::Entity> {
    use concerns::entity::Column;
    let query = concerns::entity::Entity::find()
        .filter(Column::Province.eq(within.province.as_str()))
        .filter(Column::State.eq(ConcernState::Founded.code()))
        .filter(happened(Column::ClosedAt, within.span));
    match within.area {
        Some(area) => query.filter(Column::Commune.eq(area.as_str())),
        None => query,
    }
}

pub(super) fn select_workers(within: &FactFilter) -> Select<labour::entity::Entity> {
    labour::entity::Entity::find()
        .join(JoinType::InnerJoin, labour::entity::Relation::Venue.def())
        .filter(in_area(within))
        .filter(works_on_last_day(within.span))
}

/// Venues with a row for each of their inspections.
fn join_inspections(within: &FactFilter) -> Select<venues::entity::Entity> {
    venues::entity::Entity::find()
        .join(JoinType::InnerJoin, inspections::entity::Relation::Venue.def().rev())
        .filter(in_area(within))
        .filter(happened(inspections::entity::Column::StartedAt, within.span))
}

/// Venues with a row for each of their workers.
fn join_workers(within: &FactFilter) -> Select<venues::entity::Entity> {
    venues::entity::Entity::find()
        .join(JoinType::InnerJoin, labour::entity::Relation::Venue.def().rev())
        .filter(in_area(within))
        .filter(works_on_last_day(within.span))
}

fn works_on_last_day(span: PeriodSpan) -> Condition {
    use labour::entity::Column;
    let not_before = |column: Column| Condition::any().add(column.is_null()).add(column.gte(span.last()));
    Condition::all()
        .add(Column::StartedOn.lte(span.last()))
        .add(not_before(Column::EndsOn))
        .add(not_before(Column::LeftOn))
}

fn is_faulty() -> Condition {
    Condition::all().add(inspections::entity::Column::Conclusion.ne(Conclusion::Pass.code()))
}

/// The venues of the area, which the query has joined.
fn in_area(within: &FactFilter) -> Condition {
    use venues::entity::Column;
    let province = Condition::all().add(Column::Province.eq(within.province.as_str()));
    match within.area {
        Some(area) if area.level() == AreaLevel::Commune => province.add(Column::Commune.eq(area.as_str())),
        // Of venues the province has none of its own.
        Some(_) => province.add(Column::Id.is_null()),
        None => province,
    }
}

/// Within the moments of a period.
fn happened(column: impl ColumnTrait, span: PeriodSpan) -> Condition {
    let (from, until) = span.moments();
    Condition::all().add(column.gte(to_micros(from))).add(column.lt(to_micros(until)))
}

async fn list_activities(
    reader: &impl Reader,
    source: IndicatorSource,
    within: &FactFilter,
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    use activities::entity::Column;
    let mut query = select_activities(within);
    if let Some(form) = source.detail().and_then(ActivityForm::from_code) {
        query = query.filter(Column::Form.eq(form.code()));
    }
    let counted = match source.kind {
        IndicatorKind::Sessions => Column::Sessions.into_expr(),
        IndicatorKind::People => Column::People.into_expr(),
        _ => Expr::val(1),
    };
    let query = page_by_moment(query, (Column::ListedAt, Column::Id), Order::Desc, after)
        .select_only()
        .columns([Column::Id, Column::ListedAt])
        .column(Column::Place)
        .expr_as(counted.cast_as("BIGINT"), "amount");
    let rows: Vec<(Uuid, i64, String, i64)> = query.into_tuple().all(reader.connection()).await?;
    let fact = |(id, at, place, amount)| {
        let subject = FactSubject::Activity { id: ActivityId(id), place };
        Ok(Fact { subject, amount, at: from_micros(at)?, id })
    };
    rows.into_iter().map(fact).collect()
}

async fn list_inspections(
    reader: &impl Reader,
    source: IndicatorSource,
    within: &FactFilter,
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    use inspections::entity::Column;
    let mut query = select_inspections(within);
    if let Some(detail) = source.detail() {
        let column = if source.kind == IndicatorKind::Visits { Column::Kind } else { Column::Conclusion };
        query = query.filter(column.eq(detail));
    }
    let query = page_by_moment(query, (Column::StartedAt, Column::Id), Order::Desc, after)
        .select_only()
        .columns([Column::Id, Column::StartedAt])
        .column(venues::entity::Column::Name);
    let rows: Vec<(Uuid, i64, String)> = query.into_tuple().all(reader.connection()).await?;
    let fact = |(id, at, venue)| {
        let subject = FactSubject::Inspection { id: InspectionId(id), venue };
        Ok(Fact { subject, amount: 1, at: from_micros(at)?, id })
    };
    rows.into_iter().map(fact).collect()
}

/// Venues with how many joined rows each has, by the time of their registration.
async fn list_venues(
    reader: &impl Reader,
    query: Select<venues::entity::Entity>,
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    use venues::entity::Column;
    let query = page_by_moment(query, (Column::CreatedAt, Column::Id), Order::Desc, after)
        .select_only()
        .columns([Column::Id, Column::CreatedAt])
        .column(Column::Name)
        .expr_as(Expr::val(1).count(), "amount")
        .group_by(Column::Id)
        .group_by(Column::CreatedAt)
        .group_by(Column::Name);
    let rows: Vec<(Uuid, i64, String, i64)> = query.into_tuple().all(reader.connection()).await?;
    rows.into_iter().map(|(id, at, name, amount)| build_venue_fact(id, (id, name), at, amount)).collect()
}

async fn list_decided(
    reader: &impl Reader,
    within: &FactFilter,
    kind: DecisionKind,
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    use decisions::entity::Column::{Id, SettledAt};
    list_papers(reader, select_decisions(within, kind), (SettledAt, Id), after).await
}

/// Papers about venues.
async fn list_papers<E: EntityTrait>(
    reader: &impl Reader,
    query: Select<E>,
    (at, id): (E::Column, E::Column),
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    let query = page_by_moment(query, (at, id), Order::Desc, after)
        .select_only()
        .columns([id, at])
        .columns([venues::entity::Column::Id, venues::entity::Column::Name]);
    let rows: Vec<(Uuid, Option<i64>, Uuid, String)> = query.into_tuple().all(reader.connection()).await?;
    let fact = |(id, at, venue, name)| {
        build_venue_fact(id, (venue, name), require_known(at, "moment of a paper")?, 1)
    };
    rows.into_iter().map(fact).collect()
}

fn build_venue_fact(
    id: Uuid,
    (venue, name): (Uuid, String),
    at: i64,
    amount: i64,
) -> Result<Fact, StoreError> {
    let subject = FactSubject::Venue { id: VenueId(venue), name };
    Ok(Fact { subject, amount, at: from_micros(at)?, id })
}

async fn list_concerns(
    reader: &impl Reader,
    within: &FactFilter,
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    use concerns::entity::Column;
    let query = page_by_moment(select_concerns(within), (Column::ClosedAt, Column::Id), Order::Desc, after)
        .select_only()
        .columns([Column::Id, Column::ClosedAt])
        .column(Column::Reference);
    let rows: Vec<(Uuid, Option<i64>, String)> = query.into_tuple().all(reader.connection()).await?;
    let fact = |(id, at, reference): (Uuid, Option<i64>, String)| {
        let at = from_micros(require_known(at, "concern.closed_at")?)?;
        Ok(Fact { subject: FactSubject::Concern { reference }, amount: 1, at, id })
    };
    rows.into_iter().map(fact).collect()
}
