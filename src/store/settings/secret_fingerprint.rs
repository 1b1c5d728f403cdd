//! The fingerprint of the master secret under which this database was begun: a row of the table `setting`.

use sea_orm::EntityTrait;
use serde_json::Value;

use super::entity::{Entity, Model};
use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};

const KEY: &str = "master-secret";

pub async fn find(reader: &impl Reader) -> Result<Option<String>, StoreError> {
    let row = Entity::find_by_id(KEY).one(reader.connection()).await?;
    let text = |row: Model| row.value.as_str().map(str::to_owned);
    row.map(|row| require_known(text(row), "setting.value")).transpose()
}

/// # Errors
/// [`StoreError::Duplicate`] if there is one.
pub async fn insert(tx: &Tx, fingerprint: &str) -> Result<(), StoreError> {
    let row = set_all_columns(Model { key: KEY.to_owned(), value: Value::from(fingerprint) });
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}
