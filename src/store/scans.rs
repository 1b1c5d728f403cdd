//! Scans of certificates by inspectors. Rows are inserted, never updated, and deleted after some months.

mod entity;

use camket_domain::certificates::verdict::Verdict;
use camket_domain::ids::{AccountId, CertificateId, DeviceId, ScanId, VenueId};
use camket_domain::paging::Cursor;
use camket_domain::scans::ScanEvent;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use entity::{Column, Entity, Model};

use crate::alerts::entity::{Column as Alerted, Entity as Alerts};
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::paging::page_by_moment;
use crate::row::{from_json, from_json_opt, set_all_columns, to_json, to_json_opt};
use crate::{Reader, StoreError, Tx};

/// The scan with this id.
pub async fn find(reader: &impl Reader, id: ScanId) -> Result<Option<ScanEvent>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The scans of a certificate between two moments (both inclusive), newest first, at most 200.
pub async fn list_by_certificate(
    reader: &impl Reader,
    certificate: CertificateId,
    (from, to): (OffsetDateTime, OffsetDateTime),
) -> Result<Vec<ScanEvent>, StoreError> {
    let query = Entity::find()
        .filter(Column::CertificateId.eq(certificate.0))
        .filter(Column::At.between(to_micros(from), to_micros(to)))
        .order_by_desc(Column::At)
        .limit(200);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The scans of an inspector that the server received at or after `since`, newest first.
pub async fn list_by_account(
    reader: &impl Reader,
    account: AccountId,
    since: OffsetDateTime,
) -> Result<Vec<ScanEvent>, StoreError> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::ReceivedAt.gte(to_micros(since)))
        .order_by_desc(Column::ReceivedAt);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The scans of a venue's certificates after the cursor `after`, newest first. Returns one row more than a page.
pub async fn list_by_venue(
    reader: &impl Reader,
    venue: VenueId,
    after: Option<Cursor>,
) -> Result<Vec<ScanEvent>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0));
    let query = page_by_moment(query, (Column::At, Column::Id), Order::Desc, after);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts a scan.
///
/// # Errors
/// [`StoreError::Duplicate`] if the id is taken.
pub async fn insert(tx: &Tx, scan: &ScanEvent) -> Result<(), StoreError> {
    let row = Model {
        id: scan.id.0,
        account_id: scan.account.0,
        device_id: scan.device.map(|d| d.0),
        certificate_id: scan.certificate.0,
        venue_id: scan.venue.0,
        at: to_micros(scan.at),
        received_at: to_micros(scan.received_at),
        shown: to_json(&scan.shown, "scan.shown")?,
        judged: scan.judged.code().to_owned(),
        position: to_json_opt(scan.position.as_ref(), "scan.position")?,
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Deletes the scans received before a moment that no alert names; the number.
pub async fn delete_old(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let named = Alerts::find()
        .select_only()
        .column(Alerted::ScanId)
        .filter(Alerted::ScanId.is_not_null())
        .into_query();
    let old = Entity::delete_many()
        .filter(Column::ReceivedAt.lt(to_micros(before)))
        .filter(Column::Id.not_in_subquery(named));
    Ok(old.exec(tx.connection()).await?.rows_affected)
}

fn from_row(row: Model) -> Result<ScanEvent, StoreError> {
    Ok(ScanEvent {
        id: ScanId(row.id),
        account: AccountId(row.account_id),
        device: row.device_id.map(DeviceId),
        certificate: CertificateId(row.certificate_id),
        venue: VenueId(row.venue_id),
        at: from_micros(row.at)?,
        received_at: from_micros(row.received_at)?,
        shown: from_json(row.shown, "scan.shown")?,
        judged: require_known(Verdict::ALL.into_iter().find(|v| v.code() == row.judged), "scan.judged")?,
        position: from_json_opt(row.position, "scan.position")?,
    })
}
