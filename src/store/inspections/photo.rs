//! Photos of inspections. They are in the database, not in the data folder: several nodes over one PostgreSQL share no
//! folder, and one backup holds everything. A photo is re-encoded to at most 1600 pixels a side, and lists do not read
//! its bytes.

mod entity;

use camket_domain::ids::{AccountId, InspectionId, PhotoId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
    RelationTrait,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::entity::{Column as InspectionColumn, Entity as Inspections};
use crate::deleted::{Deleted, delete_files};
use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model, Relation};

/// A photo with its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredPhoto {
    /// Chosen by the phone.
    pub id: PhotoId,
    /// The inspection it belongs to; its report may arrive later than the photo.
    pub inspection: InspectionId,
    /// The account that sent it.
    pub account: AccountId,
    /// SHA-256 of the bytes that the phone sent (not of `picture`), in lower-case hexadecimal.
    pub sha256: String,
    /// A JPEG without metadata.
    pub picture: Vec<u8>,
    pub received_at: OffsetDateTime,
}

/// A photo without its bytes: id, the account that sent it, SHA-256 of the bytes sent.
pub type PhotoHeader = (PhotoId, AccountId, String);

/// The photos received for an inspection, without their bytes.
pub async fn list_headers(
    reader: &impl Reader,
    inspection: InspectionId,
) -> Result<Vec<PhotoHeader>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::AccountId)
        .column(Column::Sha256)
        .filter(Column::InspectionId.eq(inspection.0))
        .into_tuple::<(Uuid, Uuid, String)>();
    let rows = query.all(reader.connection()).await?;
    Ok(rows.into_iter().map(|(id, account, sha256)| (PhotoId(id), AccountId(account), sha256)).collect())
}

/// Number of photos received for an inspection.
pub async fn count(reader: &impl Reader, inspection: InspectionId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::InspectionId.eq(inspection.0)).count(reader.connection()).await?)
}

/// The JPEG of a photo of an inspection.
pub async fn find_picture(
    reader: &impl Reader,
    inspection: InspectionId,
    id: PhotoId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(Column::InspectionId.eq(inspection.0));
    Ok(query.one(reader.connection()).await?.map(|row| row.picture))
}

/// Inserts a photo.
///
/// # Errors
/// [`StoreError::Duplicate`] if its id is taken.
pub async fn insert(tx: &Tx, photo: &StoredPhoto) -> Result<(), StoreError> {
    let row = Model {
        id: photo.id.0,
        inspection_id: photo.inspection.0,
        account_id: photo.account.0,
        sha256: photo.sha256.clone(),
        picture: photo.picture.clone(),
        received_at: to_micros(photo.received_at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Deletes the photos received before a moment for visits of which no report has come.
pub async fn delete_unreported(tx: &Tx, before: OffsetDateTime) -> Result<Deleted, StoreError> {
    let reported = Inspections::find().select_only().column(InspectionColumn::Id).into_query();
    let unreported = Condition::all()
        .add(Column::ReceivedAt.lt(to_micros(before)))
        .add(Column::InspectionId.not_in_subquery(reported));
    delete_files::<Entity>(tx, Column::Picture, unreported).await
}

/// The photos that were received before the report of their visit, for visits that began at or after `since` and whose report
/// was received before `before`.
pub async fn list_before_report(
    reader: &impl Reader,
    since: OffsetDateTime,
    before: OffsetDateTime,
) -> Result<Vec<(PhotoId, InspectionId)>, StoreError> {
    let early = ExprTrait::lte(
        Expr::col((Entity, Column::ReceivedAt)),
        Expr::col((Inspections, InspectionColumn::ReceivedAt)),
    );
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::InspectionId)
        .join(JoinType::InnerJoin, Relation::Inspection.def())
        .filter(InspectionColumn::StartedAt.gte(to_micros(since)))
        .filter(InspectionColumn::ReceivedAt.lt(to_micros(before)))
        .filter(early)
        .into_tuple::<(Uuid, Uuid)>();
    let rows = query.all(reader.connection()).await?;
    Ok(rows.into_iter().map(|(photo, inspection)| (PhotoId(photo), InspectionId(inspection))).collect())
}

/// Deletes photos.
pub async fn delete_many(tx: &Tx, photos: &[PhotoId]) -> Result<Deleted, StoreError> {
    let named = Column::Id.is_in(photos.iter().map(|photo| photo.0));
    delete_files::<Entity>(tx, Column::Picture, named.into()).await
}
