//! Labour registers: the workers of a venue. Those who left stay for their history, and are no part of the register.

pub mod change;
pub mod check;
pub mod confirmation;
pub mod departed;
pub(crate) mod entity;
pub mod finding;
pub mod of_owner;
pub mod request;

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::calendar::BirthDate;
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::{Contract, IdDocumentKind, Job, JobGroup, Sex, Worker, WorkerIdentity};
use camket_domain::sealed::SealedNumber;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, EntityTrait, Iterable, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};
use time::Date;
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json_opt, set_all_columns, to_json_opt};
use crate::venues::entity::{Column as VenueColumn, Entity as VenueEntity};
use crate::{Reader, StoreError, Tx, venues};
use entity::{Column, Entity, Model};

/// The workers who have not left.
fn select_present() -> Select<Entity> {
    Entity::find().filter(Column::LeftOn.is_null())
}

/// The workers of a venue in the order in which they were declared.
pub async fn list(reader: &impl Reader, venue: VenueId) -> Result<Vec<Worker>, StoreError> {
    let query = select_present().filter(Column::VenueId.eq(venue.0)).order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The dates of a worker that an inspection pack contains; it has no name and no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WorkerDates {
    pub venue: VenueId,
    /// Last day of the contract; none if it has no end.
    pub contract_ends_on: Option<Date>,
    pub health_check_on: Option<Date>,
    pub pledged_on: Option<Date>,
}

/// The dates of all workers of the venues within `scope`.
pub async fn list_worker_dates(reader: &impl Reader, scope: &Scope) -> Result<Vec<WorkerDates>, StoreError> {
    let venues = VenueEntity::find().select_only().column(VenueColumn::Id).filter(venues::within(scope));
    let query = select_present()
        .select_only()
        .columns([Column::VenueId, Column::EndsOn, Column::HealthCheckOn, Column::PledgedOn])
        .filter(Column::VenueId.in_subquery(venues.into_query()))
        .into_tuple::<(Uuid, Option<Date>, Option<Date>, Option<Date>)>();
    let rows = query.all(reader.connection()).await?;
    let papers = |(venue, contract_ends_on, health_check_on, pledged_on)| WorkerDates {
        venue: VenueId(venue),
        contract_ends_on,
        health_check_on,
        pledged_on,
    };
    Ok(rows.into_iter().map(papers).collect())
}

/// Number of workers of a venue.
pub async fn count(reader: &impl Reader, venue: VenueId) -> Result<u64, StoreError> {
    Ok(select_present().filter(Column::VenueId.eq(venue.0)).count(reader.connection()).await?)
}

/// Number of workers without a pledge of their own of each of these venues that has any.
pub async fn count_unpledged(
    reader: &impl Reader,
    venues: &[VenueId],
) -> Result<HashMap<VenueId, u64>, StoreError> {
    count_of_venues(reader, select_present().filter(Column::PledgedOn.is_null()), venues).await
}

/// Number of workers of each of these venues that has any.
pub async fn count_many(
    reader: &impl Reader,
    venues: &[VenueId],
) -> Result<HashMap<VenueId, u64>, StoreError> {
    count_of_venues(reader, select_present(), venues).await
}

async fn count_of_venues(
    reader: &impl Reader,
    workers: Select<Entity>,
    venues: &[VenueId],
) -> Result<HashMap<VenueId, u64>, StoreError> {
    let query = workers
        .select_only()
        .column(Column::VenueId)
        .column_as(Column::Id.count(), "workers")
        .filter(Column::VenueId.is_in(venues.iter().map(|venue| venue.0)))
        .group_by(Column::VenueId)
        .into_tuple::<(Uuid, i64)>();
    let rows = query.all(reader.connection()).await?.into_iter();
    Ok(rows.map(|(venue, count)| (VenueId(venue), u64::try_from(count).unwrap_or_default())).collect())
}

/// The worker with this id, if it belongs to this venue.
pub async fn find(reader: &impl Reader, venue: VenueId, id: WorkerId) -> Result<Option<Worker>, StoreError> {
    let query = select_present().filter(Column::Id.eq(id.0)).filter(Column::VenueId.eq(venue.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts a worker.
///
/// # Errors
/// [`StoreError::Duplicate`] if the venue's register has a worker with the same number already.
pub async fn insert(tx: &Tx, worker: &Worker) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(worker)?)).exec_without_returning(tx.connection()).await?;
    mark_other_venues(tx, std::slice::from_ref(worker)).await
}

/// SQLite binds at most 32,766 values in a statement; a row has 26.
const CHUNK: usize = 1_000;

/// Inserts several workers.
///
/// # Errors
/// As [`insert`]: nothing may be committed then.
pub async fn insert_many(tx: &Tx, workers: &[Worker]) -> Result<(), StoreError> {
    for workers in workers.chunks(CHUNK) {
        let rows = workers.iter().map(to_row).collect::<Result<Vec<Model>, StoreError>>()?;
        let rows = rows.into_iter().map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    mark_other_venues(tx, workers).await
}

/// Marks the other venues of these workers, who are of one venue: rules ask who is at two.
async fn mark_other_venues(tx: &Tx, workers: &[Worker]) -> Result<(), StoreError> {
    let Some(first) = workers.first() else { return Ok(()) };
    let numbers: Vec<String> =
        workers.iter().map(|worker| worker.person.number.fingerprint.clone()).collect();
    check::mark_others(tx, first.venue, &numbers).await
}

/// The same, by the numbers that the rows of these workers have before they change.
async fn mark_former_venues(tx: &Tx, venue: VenueId, workers: &[WorkerId]) -> Result<(), StoreError> {
    for workers in workers.chunks(CHUNK) {
        let query = Entity::find()
            .select_only()
            .column(Column::NumberFingerprint)
            .filter(Column::Id.is_in(workers.iter().map(|worker| worker.0)));
        let numbers: Vec<String> = query.into_tuple().all(tx.connection()).await?;
        check::mark_others(tx, venue, &numbers).await?;
    }
    Ok(())
}

/// As [`save`], of several workers that were read in this transaction while their venue was locked.
///
/// # Errors
/// [`StoreError::Duplicate`]: nothing may be committed then.
pub async fn save_many(tx: &Tx, workers: &[Worker]) -> Result<(), StoreError> {
    let saved = OnConflict::column(Column::Id)
        .update_columns(Column::iter().filter(|column| !matches!(column, Column::Id)))
        .to_owned();
    let Some(venue) = workers.first().map(|worker| worker.venue) else { return Ok(()) };
    mark_former_venues(tx, venue, &workers.iter().map(|worker| worker.id).collect::<Vec<_>>()).await?;
    for workers in workers.chunks(CHUNK) {
        let rows = workers.iter().map(|worker| Ok(Model { version: worker.version + 1, ..to_row(worker)? }));
        let rows = rows.collect::<Result<Vec<Model>, StoreError>>()?;
        let rows = rows.into_iter().map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).on_conflict(saved.clone()).exec_without_returning(tx.connection()).await?;
    }
    mark_other_venues(tx, workers).await
}

/// Updates a worker; `worker.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`], [`StoreError::Duplicate`].
pub async fn save(tx: &Tx, worker: &Worker) -> Result<(), StoreError> {
    mark_former_venues(tx, worker.venue, &[worker.id]).await?;
    let row = Model { version: worker.version + 1, ..to_row(worker)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(worker.id.0))
        .filter(Column::Version.eq(worker.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)?;
    mark_other_venues(tx, std::slice::from_ref(worker)).await
}

/// Deletes a worker with the whole history. What she signed must be deleted before.
///
/// # Errors
/// [`StoreError::Conflict`] if the venue has no such worker with this version.
pub async fn delete(tx: &Tx, venue: VenueId, id: WorkerId, version: i32) -> Result<(), StoreError> {
    mark_former_venues(tx, venue, &[id]).await?;
    change::delete_all(tx, venue, id).await?;
    let delete = Entity::delete_many()
        .filter(Column::Id.eq(id.0))
        .filter(Column::VenueId.eq(venue.0))
        .filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn to_row(worker: &Worker) -> Result<Model, StoreError> {
    let (person, job) = (&worker.person, &worker.job);
    Ok(Model {
        id: worker.id.0,
        venue_id: worker.venue.0,
        name: person.name.clone(),
        sex: person.sex.code().to_owned(),
        born_on: person.born_on.latest(),
        born_year_only: person.born_on.is_year_only(),
        nationality: person.nationality.clone(),
        residence: person.residence.clone(),
        paper: person.paper.code().to_owned(),
        number_sealed: Some(person.number.sealed.clone()),
        number_fingerprint: person.number.fingerprint.clone(),
        number_last4: person.number.last4.clone(),
        position: job.position.clone(),
        customer_facing: job.customer_facing,
        job_group: job.group.code().to_owned(),
        qualification: job.qualification.clone(),
        contract: job.contract.code().to_owned(),
        started_on: job.started_on,
        ends_on: job.ends_on,
        health_check_on: worker.health_check_on,
        pledged_on: worker.pledged_on,
        permit: to_json_opt(worker.permit.as_ref(), "worker.permit")?,
        book: serde_json::to_value(&worker.book).map_err(|_| StoreError::Corrupt("worker.book"))?,
        created_at: to_micros(worker.created_at),
        version: worker.version,
        left_on: None,
    })
}

fn from_row(row: Model) -> Result<Worker, StoreError> {
    let number = SealedNumber {
        sealed: require_known(row.number_sealed, "worker.number_sealed")?,
        fingerprint: row.number_fingerprint,
        last4: row.number_last4,
    };
    let person = WorkerIdentity {
        name: row.name,
        sex: require_known(Sex::from_code(&row.sex), "worker.sex")?,
        born_on: BirthDate::new(row.born_on, row.born_year_only),
        nationality: row.nationality,
        residence: row.residence,
        paper: require_known(IdDocumentKind::from_code(&row.paper), "worker.paper")?,
        number,
    };
    let job = Job {
        position: row.position,
        customer_facing: row.customer_facing,
        group: require_known(JobGroup::from_code(&row.job_group), "worker.job_group")?,
        qualification: row.qualification,
        contract: require_known(Contract::from_code(&row.contract), "worker.contract")?,
        started_on: row.started_on,
        ends_on: row.ends_on,
    };
    Ok(Worker {
        id: WorkerId(row.id),
        venue: VenueId(row.venue_id),
        person,
        job,
        health_check_on: row.health_check_on,
        pledged_on: row.pledged_on,
        permit: from_json_opt(row.permit, "worker.permit")?,
        book: require_known(serde_json::from_value(row.book).ok(), "worker.book")?,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}
