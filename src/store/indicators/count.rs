//! What happened in a period, counted by commune: activities, workers, inspections, decisions, concerns; `records` counts
//! training and the totals of the police. Venues of the census are counted by `coverage`.

use std::collections::BTreeMap;

use camket_domain::areas::AreaCode;
use camket_domain::calendar::add_months;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::identifiers::Sex;
use camket_domain::indicators::{IndicatorKind, IndicatorSource};
use camket_domain::labour::{Contract, JobGroup};
use camket_domain::reports::snapshot::{EmployerKind, FrozenTable, FrozenTableKind};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QuerySelect, Select};
use uuid::Uuid;

pub use super::counted::CountedSources;
use super::counted::{add, parse_area};
use super::facts::{self, FactFilter};
use super::records;
use crate::error::require_known;
use crate::{Reader, StoreError, activities, concerns, inspections, labour, teams, venues};

/// Counts everything that happened within the days and area of a filter.
pub async fn count_by_area(reader: &impl Reader, within: &FactFilter) -> Result<CountedSources, StoreError> {
    let mut counted = CountedSources::new();
    count_activities(reader, within, &mut counted).await?;
    count_inspections(reader, within, &mut counted).await?;
    count_visited(reader, within, &mut counted).await?;
    count_certificates(reader, within, &mut counted).await?;
    count_concerns(reader, within, &mut counted).await?;
    count_workers(reader, within, &mut counted).await?;
    records::count_classes(reader, within, &mut counted).await?;
    records::count_trained(reader, within, &mut counted).await?;
    records::count_police(reader, within, &mut counted).await?;
    Ok(counted)
}

/// Workers on the last day, by employer: a row for each kind, its figures in the order of the columns.
pub async fn count_labour_use(reader: &impl Reader, within: &FactFilter) -> Result<FrozenTable, StoreError> {
    use labour::entity::Column;
    let by_code = Expr::col((venues::entity::Entity, venues::entity::Column::TaxCode)).is_not_null();
    let older = Column::BornOn.lt(add_months(within.span.last(), -35 * 12));
    let older = CaseStatement::new().case(older, 1_i64).finally(0_i64);
    let query = facts::select_workers(within)
        .select_only()
        .expr_as(CaseStatement::new().case(by_code, 1_i64).finally(0_i64), "organisation")
        .columns([Column::Sex, Column::JobGroup, Column::Contract])
        .column_as(Column::Id.count(), "workers")
        .expr_as(Expr::expr(older).sum().cast_as("BIGINT"), "older")
        .group_by(Expr::col("organisation"))
        .group_by(Column::Sex)
        .group_by(Column::JobGroup)
        .group_by(Column::Contract)
        .into_tuple::<(i64, String, String, String, i64, i64)>();
    let columns = FrozenTableKind::LabourUse.columns().len();
    let mut rows = EmployerKind::ALL.map(|kind| (kind.code().to_owned(), vec![0; columns]));
    for (organisation, sex, group, contract, workers, older) in query.all(reader.connection()).await? {
        let figures = &mut rows[usize::from(organisation == 0)].1;
        let group = require_known(JobGroup::from_code(&group), "worker.job_group")?;
        let contract = require_known(Contract::from_code(&contract), "worker.contract")?;
        figures[0] += workers;
        figures[1] += if sex == Sex::Female.code() { workers } else { 0 };
        figures[2] += older;
        figures[3 + group as usize] += workers;
        figures[7 + contract as usize] += workers;
    }
    Ok(FrozenTable { kind: FrozenTableKind::LabourUse, rows: rows.into() })
}

/// The inspections of each team, by kind and conclusion.
pub async fn count_by_team(reader: &impl Reader, within: &FactFilter) -> Result<FrozenTable, StoreError> {
    use inspections::entity::Column;
    let query = facts::select_inspections(within)
        .select_only()
        .columns([Column::TeamId])
        .columns([Column::Kind, Column::Conclusion])
        .column_as(Column::Id.count(), "visits")
        .group_by(Column::TeamId)
        .group_by(Column::Kind)
        .group_by(Column::Conclusion)
        .into_tuple::<(Uuid, String, String, i64)>();
    let columns = FrozenTableKind::Teams.columns();
    let mut counted: BTreeMap<Uuid, Vec<i64>> = BTreeMap::new();
    for (team, kind, conclusion, visits) in query.all(reader.connection()).await? {
        let figures = counted.entry(team).or_insert_with(|| vec![0; columns.len()]);
        for code in [kind, conclusion] {
            let at = columns.iter().position(|column| *column == code);
            figures[require_known(at, "inspection.conclusion")?] += visits;
        }
    }
    let names = teams::list_names(reader, &counted.keys().copied().collect::<Vec<_>>()).await?;
    let name = |team: Uuid| names.get(&team).cloned().unwrap_or_default();
    let rows = counted.into_iter().map(|(team, figures)| (name(team), figures)).collect();
    Ok(FrozenTable { kind: FrozenTableKind::Teams, rows })
}

/// A count of one area and the codes by which it is broken down.
type CodedCount = (Option<String>, String, i64);

async fn count_activities(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    use activities::entity::Column;
    let query = facts::select_activities(within)
        .select_only()
        .columns([Column::Area, Column::Form])
        .column_as(Column::Id.count(), "activities")
        .expr_as(Column::Sessions.sum().cast_as("BIGINT"), "sessions")
        .expr_as(Column::People.sum().cast_as("BIGINT"), "people")
        .group_by(Column::Area)
        .group_by(Column::Form)
        .into_tuple::<(String, String, i64, Option<i64>, Option<i64>)>();
    for (area, form, activities, sessions, people) in query.all(reader.connection()).await? {
        let area = parse_area(Some(&area))?;
        for (kind, figure) in [
            (IndicatorKind::Activities, activities),
            (IndicatorKind::Sessions, sessions.unwrap_or_default()),
            (IndicatorKind::People, people.unwrap_or_default()),
        ] {
            add_part(counted, area, (kind, &form), figure);
        }
    }
    Ok(())
}

async fn count_inspections(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    use inspections::entity::Column;
    let query = facts::select_inspections(within)
        .select_only()
        .column(venues::entity::Column::Commune)
        .columns([Column::Kind, Column::Conclusion])
        .column_as(Column::Id.count(), "visits")
        .group_by(venues::entity::Column::Commune)
        .group_by(Column::Kind)
        .group_by(Column::Conclusion)
        .into_tuple::<(Option<String>, String, String, i64)>();
    for (commune, kind, conclusion, visits) in query.all(reader.connection()).await? {
        let area = parse_area(commune.as_deref())?;
        add_part(counted, area, (IndicatorKind::Visits, &kind), visits);
        add_part(counted, area, (IndicatorKind::Conclusions, &conclusion), visits);
    }
    Ok(())
}

/// Venues that were inspected, each once.
async fn count_visited(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    let all = facts::select_inspections(within);
    let faulty = facts::select_faulty(within);
    for (kind, query) in [(IndicatorKind::VisitedVenues, all), (IndicatorKind::FaultyVenues, faulty)] {
        let venue = Expr::col((inspections::entity::Entity, inspections::entity::Column::VenueId));
        let query = query
            .select_only()
            .column(venues::entity::Column::Commune)
            .expr_as(venue.count_distinct(), "venues")
            .group_by(venues::entity::Column::Commune)
            .into_tuple::<(Option<String>, i64)>();
        for (commune, figure) in query.all(reader.connection()).await? {
            add(counted, parse_area(commune.as_deref())?, IndicatorSource::of(kind), figure);
        }
    }
    Ok(())
}

async fn count_certificates(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    let issued = count_by_commune(reader, facts::select_certificates(within)).await?;
    for (commune, figure) in issued {
        add(
            counted,
            parse_area(commune.as_deref())?,
            IndicatorSource::of(IndicatorKind::Certificates),
            figure,
        );
    }
    for (kind, decision) in [
        (IndicatorKind::Suspensions, DecisionKind::Suspend),
        (IndicatorKind::Revocations, DecisionKind::Revoke),
    ] {
        let decided = count_by_commune(reader, facts::select_decisions(within, decision)).await?;
        for (commune, figure) in decided {
            add(counted, parse_area(commune.as_deref())?, IndicatorSource::of(kind), figure);
        }
    }
    Ok(())
}

/// The rows of a query that is joined with the venues, by commune.
async fn count_by_commune<E: EntityTrait>(
    reader: &impl Reader,
    query: Select<E>,
) -> Result<Vec<(Option<String>, i64)>, StoreError>
where
    E::Model: FromQueryResult,
{
    let query = query
        .select_only()
        .column(venues::entity::Column::Commune)
        .expr_as(Expr::val(1).count(), "rows")
        .group_by(venues::entity::Column::Commune);
    Ok(query.into_tuple().all(reader.connection()).await?)
}

async fn count_concerns(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    use concerns::entity::Column;
    let query = facts::select_concerns(within)
        .select_only()
        .column(Column::Commune)
        .column_as(Column::Id.count(), "concerns")
        .group_by(Column::Commune)
        .into_tuple::<(String, i64)>();
    for (commune, figure) in query.all(reader.connection()).await? {
        let source = IndicatorSource::of(IndicatorKind::FoundedConcerns);
        add(counted, parse_area(Some(&commune))?, source, figure);
    }
    Ok(())
}

/// Workers on the last day.
async fn count_workers(
    reader: &impl Reader,
    within: &FactFilter,
    counted: &mut CountedSources,
) -> Result<(), StoreError> {
    use labour::entity::Column;
    let query = facts::select_workers(within)
        .select_only()
        .column(venues::entity::Column::Commune)
        .column(Column::Sex)
        .column_as(Column::Id.count(), "workers")
        .group_by(venues::entity::Column::Commune)
        .group_by(Column::Sex)
        .into_tuple::<CodedCount>();
    for (commune, sex, figure) in query.all(reader.connection()).await? {
        let area = parse_area(commune.as_deref())?;
        add(counted, area, IndicatorSource::of(IndicatorKind::Workers), figure);
        if sex == Sex::Female.code() {
            add(counted, area, IndicatorSource::of(IndicatorKind::WomenWorkers), figure);
        }
    }
    Ok(())
}

/// Adds a figure to a part of a kind, and to all of it.
fn add_part(
    counted: &mut CountedSources,
    area: AreaCode,
    (kind, detail): (IndicatorKind, &str),
    figure: i64,
) {
    add(counted, area, IndicatorSource::of(kind), figure);
    if let Some(part) = IndicatorSource::part(kind, detail) {
        add(counted, area, part, figure);
    }
}
