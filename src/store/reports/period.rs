//! Reporting periods. Scopes are those of provinces: communes read the periods of theirs.

mod entity;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, ReportPeriodId};
use camket_domain::periods::{PeriodLength, PeriodName, PeriodRule, PeriodSpan};
use camket_domain::reports::{MAX_PERIODS, ReportPeriod};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The periods within `scope`, the latest first: at most [`MAX_PERIODS`] and one.
pub async fn list(reader: &impl Reader, scope: &Scope) -> Result<Vec<ReportPeriod>, StoreError> {
    let query = Entity::find()
        .filter(within(scope))
        .order_by_desc(Column::LastDay)
        .order_by_desc(Column::FirstDay)
        .limit(MAX_PERIODS as u64 + 1);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The period with this id, if it is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: ReportPeriodId,
) -> Result<Option<ReportPeriod>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The period of a paper whose code was typed: anyone may ask.
pub async fn find_any(reader: &impl Reader, id: ReportPeriodId) -> Result<Option<ReportPeriod>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts or updates a period; `period.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Duplicate`] if the province has a period of these days; [`StoreError::Conflict`].
pub async fn save(tx: &Tx, period: &ReportPeriod) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: period.version + 1, ..to_row(period) });
    if period.version == 0 {
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(period.id.0))
        .filter(Column::Version.eq(period.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => Condition::all().add(Column::Area.eq(area.as_str())),
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

fn to_row(period: &ReportPeriod) -> Model {
    Model {
        id: period.id.0,
        area: period.area.as_str().to_owned(),
        length: period.name.length.code().to_owned(),
        year: period.name.year,
        number: period.name.number.into(),
        rule: period.rule.code().to_owned(),
        first_day: period.span.first(),
        last_day: period.span.last(),
        due_on: period.due_on,
        reminded_on: period.reminded_on,
        opened_by: period.opened.account.0,
        opened_name: period.opened.name.clone(),
        opened_at: to_micros(period.opened.at),
        version: period.version,
    }
}

fn from_row(row: Model) -> Result<ReportPeriod, StoreError> {
    let length = require_known(PeriodLength::from_code(&row.length), "report_period.length")?;
    let number = require_known(u8::try_from(row.number).ok(), "report_period.number")?;
    let opened = ActorStamp {
        account: AccountId(row.opened_by),
        name: row.opened_name,
        at: from_micros(row.opened_at)?,
    };
    Ok(ReportPeriod {
        id: ReportPeriodId(row.id),
        area: require_known(AreaCode::new(&row.area), "report_period.area")?,
        name: require_known(PeriodName::new(length, row.year, number), "report_period.year")?,
        rule: require_known(PeriodRule::from_code(&row.rule), "report_period.rule")?,
        span: require_known(PeriodSpan::new(row.first_day, row.last_day), "report_period.last_day")?,
        due_on: row.due_on,
        reminded_on: row.reminded_on,
        opened,
        version: row.version,
    })
}
