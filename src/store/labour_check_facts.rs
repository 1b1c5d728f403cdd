//! The facts that the rules of the labour authority ask for, of several venues at once: one query a table.

use std::collections::HashMap;

use camket_domain::areas::AreaCode;
use camket_domain::calendar::local_date;
use camket_domain::ids::VenueId;
use camket_domain::labour::WorkPermit;
use camket_domain::labour::checks::{LabourFacts, WorkerDays};
use camket_domain::labour::permits::is_foreign;
use camket_domain::venue_register::OperationState;
use sea_orm::prelude::Json;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use time::Date;
use uuid::Uuid;

use crate::error::require_known;
use crate::labour::change::entity::{Column as ChangeColumn, Entity as Changes};
use crate::labour::confirmation::entity::{Column as ConfirmedColumn, Entity as Confirmations};
use crate::labour::entity::{Column as WorkerColumn, Entity as Workers};
use crate::moment::from_micros;
use crate::row::from_json_opt;
use crate::venue_register::entity::{Column, Entity, Model};
use crate::venues::entity::{Column as VenueColumn, Entity as Venues};
use crate::{Reader, StoreError};

/// The facts of a venue with its place. A closed venue has none that count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckedVenue {
    pub province: Option<AreaCode>,
    pub commune: Option<AreaCode>,
    pub facts: Option<LabourFacts>,
}

/// The facts of these venues, at most some hundred.
pub async fn load(
    reader: &impl Reader,
    venues: &[VenueId],
) -> Result<HashMap<VenueId, CheckedVenue>, StoreError> {
    let ids: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let rows = Entity::find().filter(Column::VenueId.is_in(ids.iter().copied()));
    let rows = rows.all(reader.connection()).await?;
    let mut facts = load_facts(reader, &ids).await?;
    let build = |row: Model| {
        let area = |code: &Option<String>| {
            let code = code.as_deref();
            code.map(|code| require_known(AreaCode::new(code), "venue_fact.commune")).transpose()
        };
        let is_closed = row.operation == OperationState::Closed.code();
        let found = facts.remove(&row.venue_id).unwrap_or_default();
        let facts = (!is_closed).then_some(found);
        let checked = CheckedVenue { province: area(&row.province)?, commune: area(&row.commune)?, facts };
        Ok((VenueId(row.venue_id), checked))
    };
    rows.into_iter().map(build).collect()
}

async fn load_facts(reader: &impl Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, LabourFacts>, StoreError> {
    let mut facts: HashMap<Uuid, LabourFacts> = ids.iter().map(|id| (*id, LabourFacts::default())).collect();
    for (venue, rooms) in list_rooms(reader, ids).await? {
        let rooms = rooms.map(|rooms| require_known(u16::try_from(rooms).ok(), "venue.rooms"));
        facts.entry(venue).or_default().rooms = rooms.transpose()?;
    }
    for (venue, worker) in list_workers(reader, ids).await? {
        facts.entry(venue).or_default().workers.push(worker);
    }
    for (venue, workers) in count_shared(reader, ids).await? {
        facts.entry(venue).or_default().at_two_venues = u32::try_from(workers).unwrap_or(u32::MAX);
    }
    for (venue, day) in list_changes(reader, ids).await? {
        let known = &mut facts.entry(venue).or_default().changed_on;
        *known = Ord::max(*known, Some(day));
    }
    Ok(facts)
}

async fn list_rooms(reader: &impl Reader, ids: &[Uuid]) -> Result<Vec<(Uuid, Option<i32>)>, StoreError> {
    let query = Venues::find()
        .select_only()
        .columns([VenueColumn::Id, VenueColumn::Rooms])
        .filter(VenueColumn::Id.is_in(ids.iter().copied()));
    Ok(query.into_tuple().all(reader.connection()).await?)
}

/// Venue, end of the contract, last health check, own pledge, nationality, work permit.
type WorkerRow = (Uuid, Option<Date>, Option<Date>, Option<Date>, String, Option<Json>);

async fn list_workers(reader: &impl Reader, ids: &[Uuid]) -> Result<Vec<(Uuid, WorkerDays)>, StoreError> {
    let query = Workers::find()
        .select_only()
        .columns([
            WorkerColumn::VenueId,
            WorkerColumn::EndsOn,
            WorkerColumn::HealthCheckOn,
            WorkerColumn::PledgedOn,
            WorkerColumn::Nationality,
            WorkerColumn::Permit,
        ])
        .filter(WorkerColumn::VenueId.is_in(ids.iter().copied()))
        .filter(WorkerColumn::LeftOn.is_null());
    let rows: Vec<WorkerRow> = query.into_tuple().all(reader.connection()).await?;
    rows.into_iter().map(build_days).collect()
}

fn build_days(row: WorkerRow) -> Result<(Uuid, WorkerDays), StoreError> {
    let (venue, contract_ends_on, health_check_on, pledged_on, nationality, permit) = row;
    let permit: Option<WorkPermit> = from_json_opt(permit, "worker.permit")?;
    let days = WorkerDays {
        contract_ends_on,
        lacks_permit: permit.is_none() && is_foreign(&nationality),
        permit_ends_on: permit.and_then(|permit| permit.until),
        health_check_on,
        has_pledged: pledged_on.is_some(),
    };
    Ok((venue, days))
}

/// How many workers of each venue are present at another one that is not closed, by the keyed hash of the number.
async fn count_shared(reader: &impl Reader, ids: &[Uuid]) -> Result<Vec<(Uuid, i64)>, StoreError> {
    let query = Workers::find()
        .select_only()
        .column(WorkerColumn::VenueId)
        .column_as(WorkerColumn::Id.count(), "workers")
        .filter(WorkerColumn::VenueId.is_in(ids.iter().copied()))
        .filter(WorkerColumn::LeftOn.is_null())
        .filter(Expr::exists(select_elsewhere()))
        .group_by(WorkerColumn::VenueId);
    Ok(query.into_tuple().all(reader.connection()).await?)
}

fn select_elsewhere() -> SelectStatement {
    let other = || Alias::new("other");
    let same = |column: WorkerColumn| Expr::col((other(), column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(Workers, other())
        .and_where(same(WorkerColumn::NumberFingerprint).equals((Workers, WorkerColumn::NumberFingerprint)))
        .and_where(same(WorkerColumn::LeftOn).is_null())
        .and_where(same(WorkerColumn::VenueId).ne(Expr::col((Workers, WorkerColumn::VenueId))))
        .and_where(Expr::exists(select_closed(same(WorkerColumn::VenueId))).not())
        .to_owned()
}

fn select_closed(venue: Expr) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::VenueId)).eq(venue))
        .and_where(Expr::col((Entity, Column::Operation)).eq(OperationState::Closed.code()))
        .to_owned()
}

/// The days of the last change and of the last confirmation of each register.
async fn list_changes(reader: &impl Reader, ids: &[Uuid]) -> Result<Vec<(Uuid, Date)>, StoreError> {
    let changes = Changes::find()
        .select_only()
        .column(ChangeColumn::VenueId)
        .column_as(ChangeColumn::RecordedAt.max(), "at")
        .filter(ChangeColumn::VenueId.is_in(ids.iter().copied()))
        .group_by(ChangeColumn::VenueId);
    let confirmed = Confirmations::find()
        .select_only()
        .column(ConfirmedColumn::VenueId)
        .column_as(ConfirmedColumn::At.max(), "at")
        .filter(ConfirmedColumn::VenueId.is_in(ids.iter().copied()))
        .group_by(ConfirmedColumn::VenueId);
    let db = reader.connection();
    let mut moments: Vec<(Uuid, i64)> = changes.into_tuple().all(db).await?;
    moments.extend(confirmed.into_tuple::<(Uuid, i64)>().all(db).await?);
    moments.into_iter().map(|(venue, at)| Ok((venue, local_date(from_micros(at)?)))).collect()
}
