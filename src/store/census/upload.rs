//! Files on their way into lists. The file itself is sealed.

mod entity;

use camket_domain::accounts::Scope;
use camket_domain::areas::{AreaCode, list_codes_within};
use camket_domain::census::imports::{CensusUpload, ListHeading};
use camket_domain::census::{ImportedFile, SourceKind};
use camket_domain::ids::{AccountId, CensusUploadId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::deleted::{Deleted, delete_files};
use crate::error::require_one_row;
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model, PartialModel};

/// The uploads within `scope`, newest first.
pub async fn list(reader: &impl Reader, scope: &Scope) -> Result<Vec<CensusUpload>, StoreError> {
    let query = Entity::find().filter(within(scope)).order_by_desc(Column::Id);
    let rows = query.into_partial_model::<PartialModel>().all(reader.connection()).await?;
    rows.into_iter().map(from_row).collect()
}

/// The upload with this id, if it is within `scope`, without its file.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: CensusUploadId,
) -> Result<Option<CensusUpload>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.into_partial_model::<PartialModel>().one(reader.connection()).await?.map(from_row).transpose()
}

/// The sealed file of an upload. Without a scope: the caller has found the upload within it.
pub async fn find_file(reader: &impl Reader, id: CensusUploadId) -> Result<Option<Vec<u8>>, StoreError> {
    let query = Entity::find_by_id(id.0).select_only().column(Column::Sealed);
    Ok(query.into_tuple().one(reader.connection()).await?)
}

pub async fn insert(tx: &Tx, upload: &CensusUpload, sealed: Vec<u8>) -> Result<(), StoreError> {
    let row = Model {
        id: upload.id.0,
        account_id: upload.account.0,
        source: upload.heading.source.code().to_owned(),
        holder: upload.heading.holder.clone(),
        as_of: upload.heading.as_of,
        area: upload.heading.area.as_str().to_owned(),
        file_name: upload.file.name.clone(),
        file_sha256: upload.file.sha256.to_vec(),
        sealed,
        choices: to_json(&upload.choices, "census_upload.choices")?,
        created_at: to_micros(upload.created_at),
        version: upload.version,
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Saves the choices; `upload.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save_choices(tx: &Tx, upload: &CensusUpload) -> Result<(), StoreError> {
    let choices = to_json(&upload.choices, "census_upload.choices")?;
    let update = Entity::update_many()
        .col_expr(Column::Choices, Expr::value(choices))
        .col_expr(Column::Version, Expr::value(upload.version + 1))
        .filter(Column::Id.eq(upload.id.0))
        .filter(Column::Version.eq(upload.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes an upload as it was shown.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: CensusUploadId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

/// Deletes the uploads of before `before`.
pub async fn delete_old(tx: &Tx, before: OffsetDateTime) -> Result<Deleted, StoreError> {
    delete_files::<Entity>(tx, Column::Sealed, Column::CreatedAt.lt(to_micros(before)).into()).await
}

/// The uploads for an officer's area and its communes.
fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => {
            let codes = list_codes_within(area);
            Condition::all().add(Column::Area.is_in(codes.iter().map(AreaCode::as_str)))
        }
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

fn from_row(row: PartialModel) -> Result<CensusUpload, StoreError> {
    let source = SourceKind::from_code(&row.source).ok_or(StoreError::Corrupt("census_upload.source"))?;
    let area = AreaCode::new(&row.area).ok_or(StoreError::Corrupt("census_upload.area"))?;
    let sha256 = row.file_sha256.try_into().map_err(|_| StoreError::Corrupt("census_upload.file_sha256"))?;
    Ok(CensusUpload {
        id: CensusUploadId(row.id),
        account: AccountId(row.account_id),
        heading: ListHeading { source, holder: row.holder, as_of: row.as_of, area },
        file: ImportedFile { name: row.file_name, sha256 },
        choices: from_json(row.choices, "census_upload.choices")?,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}
