//! Figures of a day, and the units behind them.

use std::collections::BTreeMap;

use camket_domain::accounts::Scope;
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::coverage::spans::StandingWord;
use camket_domain::coverage::table::{CoverageFigures, CoverageTable};
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::venues::{VenueGroup, VenueKind};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};
use time::Date;

use super::entity::{Column, Entity, Model};
use crate::error::require_known;
use crate::{Reader, StoreError};

/// Which spans are counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CountedArea {
    Scope(Scope),
    /// These communes of today.
    Communes(Vec<AreaCode>),
}

/// Figures by the commune of today; `None`: one that nobody can tell.
pub type ByCommune<T> = BTreeMap<Option<AreaCode>, T>;

/// The figures of a day within `area`, by commune, of each by the areas of a division and by kind.
pub async fn count(
    reader: &impl Reader,
    area: &CountedArea,
    day: Date,
    division: AreaDivision,
) -> Result<ByCommune<CoverageTable>, StoreError> {
    let column = area_column(division);
    let query = Entity::find()
        .select_only()
        .column(Column::Commune)
        .column_as(column, "area")
        .columns([Column::Kind, Column::Standing])
        // A column of the index: with the id of the entry each row would be read.
        .column_as(Column::FirstDay.count(), "units")
        .filter(in_area(area))
        .filter(on(day))
        .group_by(Column::Commune)
        .group_by(column)
        .group_by(Column::Kind)
        .group_by(Column::Standing);
    type Row = (Option<String>, Option<String>, Option<String>, String, i64);
    let rows: Vec<Row> = query.into_tuple().all(reader.connection()).await?;
    let mut tables: ByCommune<CoverageTable> = BTreeMap::new();
    for (commune, area, kind, word, units) in rows {
        let (area, kind) = (parse_area(area)?, parse_kind(kind)?);
        let table = tables.entry(parse_area(commune)?).or_default();
        table.add(area, kind, parse_word(&word)?.standing(), parse_units(units)?);
    }
    Ok(tables)
}

/// The figures of several days within `area`, by commune, in the order of the days, in one reading of the spans.
pub async fn count_days(
    reader: &impl Reader,
    area: &CountedArea,
    days: &[Date],
) -> Result<ByCommune<Vec<CoverageFigures>>, StoreError> {
    let mut found: ByCommune<Vec<CoverageFigures>> = BTreeMap::new();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Ok(found) };
    let mut query = Entity::find()
        .select_only()
        .columns([Column::Commune, Column::Standing])
        .filter(in_area(area))
        .filter(Column::FirstDay.lte(*last))
        .filter(Column::LastDay.gte(*first))
        .group_by(Column::Commune)
        .group_by(Column::Standing);
    for (place, day) in days.iter().enumerate() {
        let counted = CaseStatement::new().case(on(*day), 1_i64).finally(0_i64);
        query = query.expr_as(Expr::expr(counted).sum().cast_as("BIGINT"), format!("day{place}"));
    }
    for row in reader.connection().query_all(&QueryTrait::into_query(query)).await? {
        let standing = parse_word(&row.try_get::<String>("", "standing")?)?.standing();
        let commune = parse_area(row.try_get("", "commune")?)?;
        let figures = found.entry(commune).or_insert_with(|| vec![CoverageFigures::default(); days.len()]);
        for (place, figures) in figures.iter_mut().enumerate() {
            let units: i64 = row.try_get("", &format!("day{place}"))?;
            figures.add(standing, parse_units(units)?);
        }
    }
    Ok(found)
}

/// Which units of a day are listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitFilter {
    pub number: CoverageNumber,
    pub division: AreaDivision,
    /// Inner `None`: those whose area nobody can tell.
    pub area: Option<Option<AreaCode>>,
    /// Inner `None`: those of no known kind.
    pub kind: Option<Option<VenueKind>>,
    pub group: Option<VenueGroup>,
}

impl UnitFilter {
    /// All units that a number counts.
    pub fn of(number: CoverageNumber, division: AreaDivision) -> Self {
        Self { number, division, area: None, kind: None, group: None }
    }
}

/// A unit of a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundUnit {
    pub entry: CensusEntryId,
    pub venue: Option<VenueId>,
    pub word: StandingWord,
}

/// At most `most` units within `scope` that pass `filter` on `day`, by name, after an entry.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    filter: &UnitFilter,
    day: Date,
    after: Option<CensusEntryId>,
    most: u64,
) -> Result<Vec<FoundUnit>, StoreError> {
    let mut query = select(scope, filter, day);
    if let Some(entry) = after {
        query = query.filter(after_entry(reader, entry).await?);
    }
    let query = query.order_by_asc(Column::NameKey).order_by_asc(Column::EntryId).limit(most);
    query.all(reader.connection()).await?.iter().map(from_row).collect()
}

fn select(scope: &Scope, filter: &UnitFilter, day: Date) -> Select<Entity> {
    let words = filter.number.words();
    let area =
        filter.area.map(|area| is_or_null(area_column(filter.division), area.as_ref().map(AreaCode::as_str)));
    let kind = filter.kind.map(|kind| is_or_null(Column::Kind, kind.map(VenueKind::code)));
    let group = filter.group.map(|group| {
        let kinds = VenueKind::ALL.into_iter().filter(move |kind| kind.group() == group);
        Column::Kind.is_in(kinds.map(VenueKind::code))
    });
    Entity::find()
        .filter(within(scope))
        .filter(on(day))
        .filter(Column::Standing.is_in(words.into_iter().map(StandingWord::code)))
        .filter(Condition::all().add_option(area).add_option(kind).add_option(group))
}

async fn after_entry(reader: &impl Reader, entry: CensusEntryId) -> Result<Condition, StoreError> {
    let query =
        Entity::find().select_only().column(Column::NameKey).filter(Column::EntryId.eq(entry.0)).limit(1);
    let key: Option<Vec<u8>> = query.into_tuple().one(reader.connection()).await?;
    let Some(key) = key else { return Ok(Condition::all()) };
    let later = Condition::any().add(Column::NameKey.gt(key.clone())).add(Column::EntryId.gt(entry.0));
    Ok(Condition::all().add(Column::NameKey.gte(key)).add(later))
}

fn from_row(row: &Model) -> Result<FoundUnit, StoreError> {
    Ok(FoundUnit {
        entry: CensusEntryId(row.entry_id),
        venue: row.venue_id.map(VenueId),
        word: parse_word(&row.standing)?,
    })
}

/// How many units within `scope` miss a duty on `day`.
pub async fn count_missing(
    reader: &impl Reader,
    scope: &Scope,
    duty: CoverageDuty,
    day: Date,
) -> Result<u64, StoreError> {
    let number = CoverageNumber::missing(duty);
    let filter = UnitFilter::of(number, AreaDivision::Commune);
    let query = select(scope, &filter, day).select_only().column_as(Column::EntryId.count(), "units");
    let units: Option<i64> = query.into_tuple().one(reader.connection()).await?;
    Ok(u64::try_from(units.unwrap_or_default()).unwrap_or_default())
}

fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) if area.level() == AreaLevel::Province => {
            Condition::all().add(Column::Province.eq(area.as_str()))
        }
        Scope::Area(area) => Condition::all().add(Column::Commune.eq(area.as_str())),
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::EntryId.is_null()),
    }
}

/// Communes are asked for without their province, so that their index is used.
fn in_area(area: &CountedArea) -> Condition {
    match area {
        CountedArea::Scope(scope) => within(scope),
        CountedArea::Communes(communes) => {
            Condition::all().add(Column::Commune.is_in(communes.iter().map(AreaCode::as_str)))
        }
    }
}

fn on(day: Date) -> Condition {
    Condition::all().add(Column::FirstDay.lte(day)).add(Column::LastDay.gte(day))
}

fn area_column(division: AreaDivision) -> Column {
    match division {
        AreaDivision::Commune => Column::Commune,
        AreaDivision::FormerCommune => Column::FormerCommune,
        AreaDivision::FormerDistrict => Column::FormerDistrict,
    }
}

fn is_or_null(column: Column, value: Option<&str>) -> sea_orm::sea_query::SimpleExpr {
    value.map_or_else(|| column.is_null(), |value| column.eq(value))
}

fn parse_area(code: Option<String>) -> Result<Option<AreaCode>, StoreError> {
    code.map(|code| require_known(AreaCode::new(&code), "coverage_span.area")).transpose()
}

fn parse_kind(code: Option<String>) -> Result<Option<VenueKind>, StoreError> {
    code.map(|code| require_known(VenueKind::from_code(&code), "coverage_span.kind")).transpose()
}

fn parse_word(code: &str) -> Result<StandingWord, StoreError> {
    require_known(StandingWord::from_code(code), "coverage_span.standing")
}

fn parse_units(units: i64) -> Result<u32, StoreError> {
    require_known(u32::try_from(units).ok(), "coverage_span")
}
