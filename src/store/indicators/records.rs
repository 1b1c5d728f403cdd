//! Training and totals of the police within a period: their counts by area, and the rows behind them.

use camket_domain::ids::{PoliceTotalId, TrainingClassId};
use camket_domain::indicators::{IndicatorKind, IndicatorSource};
use camket_domain::paging::Cursor;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, Order, QueryFilter, QuerySelect, RelationTrait, Select};
use uuid::Uuid;

use super::counted::{CountedSources, add, parse_area};
use super::fact::{Fact, FactFilter, FactSubject};
use crate::moment::from_micros;
use crate::paging::page_by_moment;
use crate::training::{attendance, class, officer};
use crate::{Reader, StoreError, police_totals};

/// Classes that an area held in the period, and their attendances.
pub(super) async fn count_classes(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    use class::entity::Column;
    let query = join_attendances(within)
        .select_only()
        .column(Column::Area)
        .expr_as(class_id().count_distinct(), "classes")
        .expr_as(attendance_id().count(), "attendances")
        .group_by(Column::Area)
        .into_tuple::<(String, i64, i64)>();
    for (area, classes, attendances) in query.all(reader.connection()).await? {
        let area = parse_area(Some(&area))?;
        add(counted, area, IndicatorSource::of(IndicatorKind::TrainingClasses), classes);
        add(counted, area, IndicatorSource::of(IndicatorKind::TrainingAttendances), attendances);
    }
    Ok(())
}

/// Officers who attended a class of the period, each once, in the area of the officer.
pub(super) async fn count_trained(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    use officer::entity::{Column, Entity};
    let query = join_trained(within)
        .select_only()
        .column(Column::Area)
        .expr_as(Expr::col((Entity, Column::Id)).count_distinct(), "officers")
        .group_by(Column::Area)
        .into_tuple::<(String, i64)>();
    for (area, officers) in query.all(reader.connection()).await? {
        add(counted, parse_area(Some(&area))?, IndicatorSource::of(IndicatorKind::TrainedOfficers), officers);
    }
    Ok(())
}

/// What the police gave for times within the period; nothing for a figure that no total of an area says.
pub(super) async fn count_police(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    use police_totals::entity::Column;
    let sum = |column: Column| column.sum().cast_as("BIGINT");
    let query = select_totals(within)
        .select_only()
        .column(Column::Area)
        .expr_as(sum(Column::Cases), "cases")
        .expr_as(sum(Column::People), "people")
        .expr_as(sum(Column::HotSpots), "hot_spots")
        .group_by(Column::Area)
        .into_tuple::<(String, Option<i64>, Option<i64>, Option<i64>)>();
    for (area, cases, people, hot_spots) in query.all(reader.connection()).await? {
        let area = parse_area(Some(&area))?;
        for (kind, figure) in [
            (IndicatorKind::PoliceCases, cases),
            (IndicatorKind::PolicePeople, people),
            (IndicatorKind::PoliceHotSpots, hot_spots),
        ] {
            if let Some(figure) = figure {
                add(counted, area, IndicatorSource::of(kind), figure);
            }
        }
    }
    Ok(())
}

/// Classes by their day, each as one or with its attendances.
pub(super) async fn list_classes(
    reader: &impl Reader,
    kind: IndicatorKind,
    within: &FactFilter,
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    use class::entity::Column;
    let attendances = kind == IndicatorKind::TrainingAttendances;
    let amount = if attendances { attendance_id().count() } else { class_id().count_distinct() };
    let query = page_by_moment(join_attendances(within), (Column::ListedAt, Column::Id), Order::Desc, after)
        .select_only()
        .columns([Column::Id, Column::ListedAt])
        .column(Column::Content)
        .expr_as(amount, "amount")
        .group_by(Column::Id)
        .group_by(Column::ListedAt)
        .group_by(Column::Content);
    let rows: Vec<(Uuid, i64, String, i64)> = query.into_tuple().all(reader.connection()).await?;
    let fact = |(id, at, content, amount)| {
        let subject = FactSubject::TrainingClass { id: TrainingClassId(id), content };
        Ok(Fact { subject, amount, at: from_micros(at)?, id })
    };
    rows.into_iter().map(fact).collect()
}

/// Officers, by when their line of the roster was written last.
pub(super) async fn list_trained(
    reader: &impl Reader,
    within: &FactFilter,
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    use officer::entity::Column;
    let query = page_by_moment(join_trained(within), (Column::WrittenAt, Column::Id), Order::Desc, after)
        .select_only()
        .columns([Column::Id, Column::WrittenAt])
        .columns([Column::Name, Column::Office])
        .group_by(Column::Id)
        .group_by(Column::WrittenAt)
        .group_by(Column::Name)
        .group_by(Column::Office);
    let rows: Vec<(Uuid, i64, String, String)> = query.into_tuple().all(reader.connection()).await?;
    let fact = |(id, at, name, office): (Uuid, i64, String, String)| {
        Ok(Fact { subject: FactSubject::RosterOfficer { name, office }, amount: 1, at: from_micros(at)?, id })
    };
    rows.into_iter().map(fact).collect()
}

/// Totals that say the figure, by their last day.
pub(super) async fn list_totals(
    reader: &impl Reader,
    kind: IndicatorKind,
    within: &FactFilter,
    after: Option<Cursor>,
) -> Result<Vec<Fact>, StoreError> {
    use police_totals::entity::Column;
    let figure = match kind {
        IndicatorKind::PolicePeople => Column::People,
        IndicatorKind::PoliceHotSpots => Column::HotSpots,
        _ => Column::Cases,
    };
    let query = select_totals(within).filter(figure.is_not_null());
    let query = page_by_moment(query, (Column::ListedAt, Column::Id), Order::Desc, after)
        .select_only()
        .columns([Column::Id, Column::ListedAt])
        .columns([Column::Source, Column::Number])
        .expr_as(figure.into_expr().cast_as("BIGINT"), "amount");
    let rows: Vec<(Uuid, i64, String, String, i64)> = query.into_tuple().all(reader.connection()).await?;
    let fact = |(id, at, source, number, amount)| {
        let subject = FactSubject::PoliceTotal { id: PoliceTotalId(id), source, number };
        Ok(Fact { subject, amount, at: from_micros(at)?, id })
    };
    rows.into_iter().map(fact).collect()
}

/// Classes with a row for each attendance, and one for a class without any.
fn join_attendances(within: &FactFilter) -> Select<class::entity::Entity> {
    use class::entity::Column;
    let query = class::entity::Entity::find()
        .join(JoinType::LeftJoin, attendance::entity::Relation::Class.def().rev())
        .filter(Column::Province.eq(within.province.as_str()))
        .filter(Column::HeldOn.between(within.span.first(), within.span.last()));
    match within.area {
        Some(area) => query.filter(Column::Area.eq(area.as_str())),
        None => query,
    }
}

/// Officers with a row for each class of the period that they attended.
fn join_trained(within: &FactFilter) -> Select<officer::entity::Entity> {
    use class::entity::Column as ClassColumn;
    use officer::entity::{Column, Entity};
    let officer = attendance::entity::Entity::belongs_to(Entity)
        .from(attendance::entity::Column::OfficerId)
        .to(Column::Id)
        .into();
    let query = Entity::find()
        .join_rev(JoinType::InnerJoin, officer)
        .join(JoinType::InnerJoin, attendance::entity::Relation::Class.def())
        .filter(ClassColumn::Province.eq(within.province.as_str()))
        .filter(ClassColumn::HeldOn.between(within.span.first(), within.span.last()));
    match within.area {
        Some(area) => query.filter(Column::Area.eq(area.as_str())),
        None => query,
    }
}

/// Totals whose time lies within the period.
fn select_totals(within: &FactFilter) -> Select<police_totals::entity::Entity> {
    use police_totals::entity::{Column, Entity};
    let query = Entity::find()
        .filter(Column::Province.eq(within.province.as_str()))
        .filter(Column::FromOn.gte(within.span.first()))
        .filter(Column::ToOn.lte(within.span.last()));
    match within.area {
        Some(area) => query.filter(Column::Area.eq(area.as_str())),
        None => query,
    }
}

fn class_id() -> Expr {
    Expr::col((class::entity::Entity, class::entity::Column::Id))
}

fn attendance_id() -> Expr {
    Expr::col((attendance::entity::Entity, attendance::entity::Column::Id))
}
