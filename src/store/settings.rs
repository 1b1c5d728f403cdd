//! Settings: one row of JSON, so that a new setting needs no migration.

mod entity;
pub mod holiday;

use camket_domain::settings::Settings;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

const KEY: &str = "registry";

/// The settings, or the defaults if none were saved.
pub async fn load(reader: &impl Reader) -> Result<Settings, StoreError> {
    match Entity::find_by_id(KEY).one(reader.connection()).await? {
        None => Ok(Settings::default()),
        Some(row) => require_known(serde_json::from_value(row.value).ok(), "setting.value"),
    }
}

/// Saves the settings.
pub async fn save(tx: &Tx, settings: &Settings) -> Result<(), StoreError> {
    let value = serde_json::to_value(settings).map_err(|_| StoreError::Corrupt("setting.value"))?;
    let row = Model { key: KEY.to_owned(), value };
    let conflict = OnConflict::column(Column::Key).update_column(Column::Value).to_owned();
    let insert = Entity::insert(set_all_columns(row)).on_conflict(conflict);
    insert.exec_without_returning(tx.connection()).await?;
    Ok(())
}
