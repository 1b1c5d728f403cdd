//! Challenges that wait for the answer of an authenticator: at most one for a browser and a purpose.

mod entity;

use camket_domain::accounts::passkey::{ChallengePurpose, PasskeyChallenge};
use camket_domain::ids::AccountId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use time::OffsetDateTime;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The challenge of a browser for a purpose, by its code; open or not.
pub async fn find_challenge(
    reader: &impl Reader,
    held_by: &str,
    purpose: &str,
) -> Result<Option<PasskeyChallenge>, StoreError> {
    let query = Entity::find().filter(of(held_by, purpose));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

fn of(held_by: &str, purpose: &str) -> Condition {
    Condition::all().add(Column::HeldBy.eq(held_by)).add(Column::Purpose.eq(purpose))
}

fn from_row(row: Model) -> Result<PasskeyChallenge, StoreError> {
    let purpose = match (row.purpose.as_str(), row.name) {
        (ChallengePurpose::REGISTRATION, Some(name)) => Some(ChallengePurpose::Registration { name }),
        (ChallengePurpose::CONFIRMATION, None) => Some(ChallengePurpose::Confirmation),
        _ => None,
    };
    Ok(PasskeyChallenge {
        held_by: row.held_by,
        account: AccountId(row.account_id),
        purpose: require_known(purpose, "passkey_challenge.purpose")?,
        challenge: row.challenge,
        expires_at: from_micros(row.expires_at)?,
    })
}

/// Inserts a challenge in place of the former one of the same browser and purpose.
pub async fn replace_challenge(tx: &Tx, challenge: &PasskeyChallenge) -> Result<(), StoreError> {
    let purpose = challenge.purpose.code();
    Entity::delete_many().filter(of(&challenge.held_by, purpose)).exec(tx.connection()).await?;
    let name = match &challenge.purpose {
        ChallengePurpose::Registration { name } => Some(name.clone()),
        ChallengePurpose::Confirmation => None,
    };
    let row = Model {
        held_by: challenge.held_by.clone(),
        purpose: purpose.to_owned(),
        account_id: challenge.account.0,
        challenge: challenge.challenge.clone(),
        name,
        expires_at: to_micros(challenge.expires_at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Uses a challenge up: of several requests with it, one gets it.
pub async fn take_challenge(
    tx: &Tx,
    held_by: &str,
    purpose: &str,
) -> Result<Option<PasskeyChallenge>, StoreError> {
    let Some(found) = find_challenge(tx, held_by, purpose).await? else { return Ok(None) };
    let this = of(held_by, purpose).add(Column::Challenge.eq(&*found.challenge));
    let deleted = Entity::delete_many().filter(this).exec(tx.connection()).await?;
    Ok((deleted.rows_affected > 0).then_some(found))
}

/// Deletes the challenges that expired before `before`.
pub async fn delete_expired_challenges(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let over = Column::ExpiresAt.lt(to_micros(before));
    Ok(Entity::delete_many().filter(over).exec(tx.connection()).await?.rows_affected)
}
