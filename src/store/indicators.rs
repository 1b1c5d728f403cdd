//! The indicators of provinces, and what they count.

pub mod count;
mod counted;
mod entity;
mod fact;
pub mod facts;
mod records;

use camket_domain::areas::AreaCode;
use camket_domain::ids::IndicatorId;
use camket_domain::indicators::{Indicator, IndicatorDetails, ReportSection};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::error::{require_known, require_one_row};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The indicators of a province, in the order of its reports.
pub async fn list(reader: &impl Reader, province: AreaCode) -> Result<Vec<Indicator>, StoreError> {
    let query = Entity::find()
        .filter(Column::Area.eq(province.as_str()))
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts or updates an indicator; `indicator.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, indicator: &Indicator) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: indicator.version + 1, ..to_row(indicator) });
    if indicator.version == 0 {
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(indicator.id.0))
        .filter(Column::Version.eq(indicator.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes an indicator of this version. Frozen figures keep their own copy of it.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: IndicatorId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn to_row(indicator: &Indicator) -> Model {
    let details = &indicator.details;
    Model {
        id: indicator.id.0,
        area: indicator.area.as_str().to_owned(),
        position: indicator.position.into(),
        section: details.section.code().to_owned(),
        label: details.label.clone(),
        unit: details.unit.clone(),
        source: details.source.to_string(),
        version: indicator.version,
    }
}

fn from_row(row: Model) -> Result<Indicator, StoreError> {
    Ok(Indicator {
        id: IndicatorId(row.id),
        area: require_known(AreaCode::new(&row.area), "indicator.area")?,
        position: require_known(u16::try_from(row.position).ok(), "indicator.position")?,
        details: IndicatorDetails {
            section: require_known(ReportSection::from_code(&row.section), "indicator.section")?,
            label: row.label,
            unit: row.unit,
            source: require_known(row.source.parse().ok(), "indicator.source")?,
        },
        version: row.version,
    })
}
