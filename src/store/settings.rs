//! Settings: one row of JSON, so that a new setting needs no migration.

mod entity;
pub mod holiday;
pub mod secret_fingerprint;

use camket_domain::settings::Settings;
use sea_orm::{EntityTrait, QuerySelect};

use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};
use entity::{Entity, Model};

const KEY: &str = "registry";
const COLUMN: &str = "setting.value";

/// The settings, or the defaults if none were saved.
pub async fn load(reader: &impl Reader) -> Result<Settings, StoreError> {
    match Entity::find_by_id(KEY).one(reader.connection()).await? {
        None => Ok(Settings::default()),
        Some(row) => from_json(row.value, COLUMN),
    }
}

/// Saves the settings.
///
/// # Errors
/// [`StoreError::Conflict`] if their version is not the saved one.
pub async fn save(tx: &Tx, settings: &Settings) -> Result<(), StoreError> {
    let value = to_json(&Settings { version: settings.version + 1, ..settings.clone() }, COLUMN)?;
    let row = set_all_columns(Model { key: KEY.to_owned(), value });
    // Locked until the commit, because no column holds the version.
    let saved = Entity::find_by_id(KEY).lock_exclusive().one(tx.connection()).await?;
    let is_first = saved.is_none();
    let saved: Settings = saved.map_or(Ok(Settings::default()), |row| from_json(row.value, COLUMN))?;
    if saved.version != settings.version {
        return Err(StoreError::Conflict);
    }
    if is_first {
        // Another transaction may have been the first in the meantime.
        let inserted = Entity::insert(row).exec_without_returning(tx.connection()).await;
        inserted.map_err(|error| match StoreError::from(error) {
            StoreError::Duplicate => StoreError::Conflict,
            other => other,
        })?;
    } else {
        Entity::update(row).exec(tx.connection()).await?;
    }
    Ok(())
}
