//! The facts of venues, built from the tables that they are made of, and their rows.

use std::collections::HashMap;

use camket_domain::accounts::AccountStatus;
use camket_domain::applications::{ApplicationState, TrackKind, TrackState};
use camket_domain::calendar::local_date;
use camket_domain::demands::DemandState;
use camket_domain::outbox::Channel;
use camket_domain::pledges::PledgedFacts;
use camket_domain::text::sort_key;
use camket_domain::venue_register::{Operation, TrackStanding, judge_track};
use camket_domain::venues::Venue;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, IntoIdentity, QueryFilter, QuerySelect};
use time::Date;
use uuid::Uuid;

use super::entity::Model;
use crate::accounts::entity::{Column as AccountColumn, Entity as Accounts};
use crate::applications::entity::{Column as AppliedColumn, Entity as Applications};
use crate::applications::track::entity::{Column as TrackColumn, Entity as Tracks};
use crate::certificates::entity::{Column as CertifiedColumn, Entity as Certificates};
use crate::certificates::filter::NO_CERTIFICATE;
use crate::demands::entity::{Column as DemandColumn, Entity as Demands};
use crate::error::require_known;
use crate::inspections::entity::{Column as InspectedColumn, Entity as Inspections};
use crate::labour::entity::{Column as WorkerColumn, Entity as Workers};
use crate::moment::from_micros;
use crate::pledges::entity::{Column as PledgeColumn, Entity as Pledges};
use crate::row::from_json;
use crate::venues::entity::{Column as VenueColumn, Entity as Venues};
use crate::venues::from_row;
use crate::{Reader, StoreError, venue_operations};

/// The latest rows of a venue in other tables.
#[derive(FromQueryResult)]
struct Latest {
    id: Uuid,
    channel: Option<String>,
    application: Option<Uuid>,
    pledge: Option<Uuid>,
    worker: Option<Uuid>,
    certificate: Option<Uuid>,
    visited_at: Option<i64>,
    open_demands: i64,
}

/// What the rows of several venues are built from, by id.
struct Sources {
    latest: HashMap<Uuid, Latest>,
    applications: HashMap<Uuid, ApplicationFacts>,
    pledges: HashMap<Uuid, (i32, PledgedFacts)>,
    certificates: HashMap<Uuid, CertificateColumns>,
    operations: HashMap<Uuid, Operation>,
}

struct ApplicationFacts {
    state: ApplicationState,
    pledge: TrackFacts,
    labour: TrackFacts,
    returned_on: Option<Date>,
}

struct TrackFacts {
    state: TrackState,
    due_on: Option<Date>,
    reviewer: Option<Uuid>,
}

impl TrackFacts {
    const WAITING: Self = Self { state: TrackState::Waiting, due_on: None, reviewer: None };
}

#[derive(FromQueryResult)]
struct TrackColumns {
    application_id: Uuid,
    kind: String,
    state: String,
    due_on: Date,
    reviewer_id: Option<Uuid>,
    decided_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct CertificateColumns {
    id: Uuid,
    number: String,
    status: String,
    suspended_until: Option<Date>,
    expires_on: Date,
}

/// The rows of these venues. `is_labour_changed` says of a venue whether its labour register changed since it was last
/// submitted, unless that is in review now.
pub(super) async fn build_rows(
    reader: &impl Reader,
    venues: &[Uuid],
    is_labour_changed: impl Fn(Uuid) -> bool,
) -> Result<Vec<Model>, StoreError> {
    let query = Venues::find().filter(VenueColumn::Id.is_in(venues.iter().copied()));
    let rows = query.all(reader.connection()).await?;
    let sources = load_sources(reader, venues).await?;
    rows.iter()
        .map(|row| {
            let venue = from_row(row)?;
            build_row(&venue, row.created_at, &sources, is_labour_changed(row.id))
        })
        .collect()
}

fn build_row(
    venue: &Venue,
    entered_at: i64,
    sources: &Sources,
    labour_changed: bool,
) -> Result<Model, StoreError> {
    let latest = require_known(sources.latest.get(&venue.id.0), "venue")?;
    let application = latest.application.and_then(|id| sources.applications.get(&id));
    let pledge = latest.pledge.and_then(|id| sources.pledges.get(&id));
    let certificate = latest.certificate.and_then(|id| sources.certificates.get(&id));
    let operation = sources.operations.get(&venue.id.0).copied().unwrap_or(Operation::Operating);
    let declared = latest.worker.is_some() || venue.no_employees;
    let channel = latest.channel.as_deref().and_then(Channel::from_code);
    let place = venue.place.as_ref();
    let in_review = application.is_some_and(|found| found.state == ApplicationState::InReview);
    let (pledge_standing, open_pledge) =
        judge(pledge.is_some(), application.map(|found| (found.state, &found.pledge)));
    let (labour_standing, open_labour) =
        judge(declared, application.map(|found| (found.state, &found.labour)));
    Ok(Model {
        venue_id: venue.id.0,
        commune: place.map(|place| place.commune.as_str().to_owned()),
        province: place.map(|place| place.province.as_str().to_owned()),
        kind: venue.kind.code().to_owned(),
        name_key: sort_key(&venue.name).into_bytes(),
        pledge: pledge_standing.code().to_owned(),
        pledge_current: pledge.is_some_and(|(_, signed)| *signed == PledgedFacts::from_venue(venue)),
        terms_version: pledge.map(|(version, _)| *version),
        labour: labour_standing.code().to_owned(),
        labour_changed: labour_changed && !in_review,
        returned_on: application.and_then(|found| found.returned_on),
        certificate: certificate.map_or(NO_CERTIFICATE, |found| &found.status).to_owned(),
        certificate_id: certificate.map(|found| found.id),
        certificate_number: certificate.map(|found| found.number.clone()).unwrap_or_default(),
        expires_on: certificate.map(|found| found.expires_on),
        suspended_until: certificate.and_then(|found| found.suspended_until),
        visited_on: latest.visited_at.map(from_micros).transpose()?.map(local_date),
        open_demands: require_known(i32::try_from(latest.open_demands).ok(), "demand")?,
        operation: operation.recorded_state().code().to_owned(),
        stopped_until: operation.until(),
        by_phone: channel == Some(Channel::Sms) || venue.business.is_some() || venue.representative.is_some(),
        by_email: channel == Some(Channel::Email),
        entered_at,
        pledge_due_on: open_pledge.and_then(|track| track.due_on),
        pledge_reviewer_id: open_pledge.and_then(|track| track.reviewer),
        labour_due_on: open_labour.and_then(|track| track.due_on),
        labour_reviewer_id: open_labour.and_then(|track| track.reviewer),
    })
}

/// Where a track stands, and what is known of it while nobody has decided.
fn judge(
    begun: bool,
    application: Option<(ApplicationState, &TrackFacts)>,
) -> (TrackStanding, Option<&TrackFacts>) {
    let standing = judge_track(begun, application.map(|(state, track)| (state, track.state)));
    let open = application.map(|(_, track)| track).filter(|_| standing == TrackStanding::InReview);
    (standing, open)
}

async fn load_sources(reader: &impl Reader, venues: &[Uuid]) -> Result<Sources, StoreError> {
    let latest = load_latest(reader, venues).await?;
    let ids = |of: fn(&Latest) -> Option<Uuid>| latest.values().filter_map(of).collect::<Vec<_>>();
    Ok(Sources {
        applications: load_applications(reader, &ids(|found| found.application)).await?,
        pledges: load_pledges(reader, &ids(|found| found.pledge)).await?,
        certificates: load_certificates(reader, &ids(|found| found.certificate)).await?,
        operations: venue_operations::load_latest(reader, venues).await?,
        latest,
    })
}

async fn load_latest(reader: &impl Reader, venues: &[Uuid]) -> Result<HashMap<Uuid, Latest>, StoreError> {
    let channel = Query::select()
        .column((Accounts, AccountColumn::Channel))
        .from(Accounts)
        .and_where(
            Expr::col((Accounts, AccountColumn::Standing))
                .is_not_in([AccountStatus::Counter, AccountStatus::Closed].map(AccountStatus::code)),
        )
        .and_where(Expr::col((Accounts, AccountColumn::Id)).equals((Venues, VenueColumn::OwnerId)))
        .to_owned();
    let visited = Query::select()
        .expr(Expr::col((Inspections, InspectedColumn::StartedAt)).max())
        .from(Inspections)
        .and_where(is_of_venue(Inspections, InspectedColumn::VenueId))
        .to_owned();
    let demands = Query::select()
        .expr(Expr::col((Demands, DemandColumn::Id)).count())
        .from(Demands)
        .and_where(is_of_venue(Demands, DemandColumn::VenueId))
        .and_where(Expr::col((Demands, DemandColumn::State)).eq(DemandState::Open.code()))
        .to_owned();
    let worker = Query::select()
        .column((Workers, WorkerColumn::Id))
        .from(Workers)
        .and_where(is_of_venue(Workers, WorkerColumn::VenueId))
        .and_where(Expr::col((Workers, WorkerColumn::LeftOn)).is_null())
        .limit(1)
        .to_owned();
    let rows = Venues::find()
        .select_only()
        .column(VenueColumn::Id)
        .expr_as(subquery(channel), "channel")
        .expr_as(newest(Applications, AppliedColumn::VenueId, &[AppliedColumn::Id]), "application")
        .expr_as(
            newest(Pledges, PledgeColumn::VenueId, &[PledgeColumn::SignedAt, PledgeColumn::Id]),
            "pledge",
        )
        .expr_as(subquery(worker), "worker")
        .expr_as(
            newest(Certificates, CertifiedColumn::VenueId, &[CertifiedColumn::IssuedAt, CertifiedColumn::Id]),
            "certificate",
        )
        .expr_as(subquery(visited), "visited_at")
        .expr_as(subquery(demands), "open_demands")
        .filter(VenueColumn::Id.is_in(venues.iter().copied()))
        .into_model::<Latest>()
        .all(reader.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The id of the venue's row that comes last in `order`, whose last column is the id.
fn newest<E, C>(table: E, venue: C, order: &[C]) -> SimpleExpr
where
    E: EntityTrait<Column = C>,
    C: ColumnTrait + IntoIdentity,
{
    let id = order[order.len() - 1];
    let mut query = Query::select();
    query.column((table, id)).from(table).and_where(is_of_venue(table, venue));
    for column in order {
        query.order_by((table, *column), Order::Desc);
    }
    subquery(query.limit(1).to_owned())
}

fn is_of_venue<E: EntityTrait<Column = C>, C: ColumnTrait>(table: E, venue: C) -> SimpleExpr {
    Expr::col((table, venue)).equals((Venues, VenueColumn::Id))
}

fn subquery(query: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(query.into()))
}

async fn load_applications(
    reader: &impl Reader,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, ApplicationFacts>, StoreError> {
    let query = Applications::find()
        .select_only()
        .columns([AppliedColumn::Id, AppliedColumn::State])
        .filter(AppliedColumn::Id.is_in(ids.iter().copied()));
    let states: Vec<(Uuid, String)> = query.into_tuple().all(reader.connection()).await?;
    let query = Tracks::find()
        .select_only()
        .columns([
            TrackColumn::ApplicationId,
            TrackColumn::Kind,
            TrackColumn::State,
            TrackColumn::DueOn,
            TrackColumn::ReviewerId,
            TrackColumn::DecidedAt,
        ])
        .filter(TrackColumn::ApplicationId.is_in(ids.iter().copied()));
    let tracks = query.into_model::<TrackColumns>().all(reader.connection()).await?;
    let mut found = HashMap::new();
    for (id, state) in states {
        let state = require_known(ApplicationState::from_code(&state), "application.state")?;
        let mut facts = ApplicationFacts {
            state,
            pledge: TrackFacts::WAITING,
            labour: TrackFacts::WAITING,
            returned_on: None,
        };
        for track in tracks.iter().filter(|track| track.application_id == id) {
            facts.add_track(track)?;
        }
        found.insert(id, facts);
    }
    Ok(found)
}

impl ApplicationFacts {
    fn add_track(&mut self, track: &TrackColumns) -> Result<(), StoreError> {
        let state = require_known(TrackState::from_code(&track.state), "track.state")?;
        let facts = TrackFacts { state, due_on: Some(track.due_on), reviewer: track.reviewer_id };
        match require_known(TrackKind::from_code(&track.kind), "track.kind")? {
            TrackKind::Pledge => self.pledge = facts,
            TrackKind::Labour => self.labour = facts,
        }
        if self.state == ApplicationState::Returned && state == TrackState::Returned {
            let day = track.decided_at.map(from_micros).transpose()?.map(local_date);
            self.returned_on = Ord::max(self.returned_on, day);
        }
        Ok(())
    }
}

async fn load_pledges(
    reader: &impl Reader,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (i32, PledgedFacts)>, StoreError> {
    let query = Pledges::find()
        .select_only()
        .columns([PledgeColumn::Id, PledgeColumn::TermsVersion, PledgeColumn::Facts])
        .filter(PledgeColumn::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, i32, sea_orm::prelude::Json)> = query.into_tuple().all(reader.connection()).await?;
    rows.into_iter().map(|(id, terms, facts)| Ok((id, (terms, from_json(facts, "pledge.facts")?)))).collect()
}

async fn load_certificates(
    reader: &impl Reader,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, CertificateColumns>, StoreError> {
    let query = Certificates::find()
        .select_only()
        .columns([
            CertifiedColumn::Id,
            CertifiedColumn::Number,
            CertifiedColumn::Status,
            CertifiedColumn::SuspendedUntil,
            CertifiedColumn::ExpiresOn,
        ])
        .filter(CertifiedColumn::Id.is_in(ids.iter().copied()));
    let rows = query.into_model::<CertificateColumns>().all(reader.connection()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
