//! The fingerprint of the master secret of this database: a row of the table `setting`. While the secret is changed it names
//! both, and no node may run.

use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Model};
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};

const KEY: &str = "master-secret";
const COLUMN: &str = "setting.value";

/// Which secrets the database is sealed under.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SecretState {
    /// One.
    Settled(String),
    /// Some values under the former, some under the new one.
    Changing { from: String, to: String },
}

pub async fn find(reader: &impl Reader) -> Result<Option<SecretState>, StoreError> {
    let row = Entity::find_by_id(KEY).one(reader.connection()).await?;
    row.map(|row| from_json(row.value, COLUMN)).transpose()
}

/// # Errors
/// [`StoreError::Duplicate`] if there is one.
pub async fn insert(tx: &Tx, fingerprint: &str) -> Result<(), StoreError> {
    let row = to_row(&SecretState::Settled(fingerprint.to_owned()))?;
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Writes the state in place of what is there.
pub async fn replace(tx: &Tx, state: &SecretState) -> Result<(), StoreError> {
    Entity::delete_by_id(KEY).exec(tx.connection()).await?;
    Entity::insert(set_all_columns(to_row(state)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn to_row(state: &SecretState) -> Result<Model, StoreError> {
    Ok(Model { key: KEY.to_owned(), value: to_json(state, COLUMN)? })
}
