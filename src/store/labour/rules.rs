//! The rules of provinces by which registers are looked at. A province without a row has the shipped ones.

mod entity;

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::areas::AreaCode;
use camket_domain::ids::AccountId;
use camket_domain::labour::checks::LabourRules;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

const COLUMN: &str = "labour_rules.rules";

/// The rules of a province, with who changed them last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptRules {
    pub rules: LabourRules,
    pub written: ActorStamp,
    pub version: i32,
}

/// The rules of exactly this province; `None` while they are the shipped ones.
pub async fn find(reader: &impl Reader, province: AreaCode) -> Result<Option<KeptRules>, StoreError> {
    let row = Entity::find_by_id(province.as_str().to_owned()).one(reader.connection()).await?;
    row.map(|row| from_row(row).map(|(_, kept)| kept)).transpose()
}

/// The rules of every province that changed them.
pub async fn load_all(reader: &impl Reader) -> Result<HashMap<AreaCode, KeptRules>, StoreError> {
    Entity::find().all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts or updates the rules of a province; `kept.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, province: AreaCode, kept: &KeptRules) -> Result<(), StoreError> {
    let row = set_all_columns(Model {
        province: province.as_str().to_owned(),
        rules: to_json(&kept.rules, COLUMN)?,
        written_by: kept.written.account.0,
        written_name: kept.written.name.clone(),
        written_at: to_micros(kept.written.at),
        version: kept.version + 1,
    });
    if kept.version == 0 {
        let inserted = Entity::insert(row).exec_without_returning(tx.connection()).await;
        return match inserted.map_err(Into::into) {
            Err(StoreError::Duplicate) => Err(StoreError::Conflict),
            other => other.map(drop),
        };
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Province.eq(province.as_str()))
        .filter(Column::Version.eq(kept.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn from_row(row: Model) -> Result<(AreaCode, KeptRules), StoreError> {
    let province = require_known(AreaCode::new(&row.province), "labour_rules.province")?;
    let at = from_micros(row.written_at)?;
    let written = ActorStamp { account: AccountId(row.written_by), name: row.written_name, at };
    Ok((province, KeptRules { rules: from_json(row.rules, COLUMN)?, written, version: row.version }))
}
