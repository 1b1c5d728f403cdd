//! Renewal reminders: the certificates that expire soon, and the reminders already sent.

mod entity;

use camket_domain::applications::ApplicationState;
use camket_domain::certificates::{Certificate, CertificateStatus};
use camket_domain::ids::CertificateId;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::{Date, OffsetDateTime};

use crate::applications::entity::{Column as Applied, Entity as Applications};
use crate::certificates::entity::{Column as Certified, Entity as Certificates};
use crate::certificates::from_row;
use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// At most `most` certificates in force on `today` that expire within `days` (both inclusive) and for which the reminder
/// of `stage` (days before the end) was not sent. Venues with an application in progress are left out.
pub async fn list_due(
    reader: &impl Reader,
    stage: u16,
    days: (Date, Date),
    today: Date,
    most: u64,
) -> Result<Vec<Certificate>, StoreError> {
    let told = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::CertificateId)).equals((Certificates, Certified::Id)))
        .and_where(Expr::col((Entity, Column::Stage)).eq(i32::from(stage)))
        .to_owned();
    let under_way = [ApplicationState::InReview, ApplicationState::Returned, ApplicationState::Accepted]
        .map(ApplicationState::code);
    let applied = Applications::find()
        .select_only()
        .column(Applied::VenueId)
        .filter(Applied::State.is_in(under_way))
        .into_query();
    let in_force = Condition::any().add(Certified::Status.eq(CertificateStatus::Issued.code())).add(
        Condition::all()
            .add(Certified::Status.eq(CertificateStatus::Suspended.code()))
            .add(Certified::SuspendedUntil.lt(today)),
    );
    let query = Certificates::find()
        .filter(Certified::ExpiresOn.between(days.0, days.1))
        .filter(in_force)
        .filter(Expr::exists(told).not())
        .filter(Certified::VenueId.not_in_subquery(applied))
        .order_by_asc(Certified::ExpiresOn)
        .order_by_asc(Certified::Id)
        .limit(most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Records that reminders are sent, in the transaction that queues them.
///
/// # Errors
/// [`StoreError::Duplicate`] if another node queued one of them; the transaction must then be rolled back.
pub async fn insert(
    tx: &Tx,
    stage: u16,
    certificates: &[CertificateId],
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = |id: &CertificateId| {
        set_all_columns(Model { certificate_id: id.0, stage: i32::from(stage), at: to_micros(now) })
    };
    Entity::insert_many(certificates.iter().map(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Deletes what was recorded before a moment; the number.
pub async fn delete_old(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let old = Entity::delete_many().filter(Column::At.lt(to_micros(before)));
    Ok(old.exec(tx.connection()).await?.rows_affected)
}
