//! What spans are built from: entries with their history, and the venues that they name.

use std::collections::{BTreeSet, HashMap};

use camket_domain::applications::{ApplicationState, TrackKind, TrackState};
use camket_domain::areas::{AreaCode, FIRST_PRESENT_DAY};
use camket_domain::calendar::local_date;
use camket_domain::census::CensusEntry;
use camket_domain::certificates::CertificateStatus;
use camket_domain::coverage::venue::{CountedApplication, list_stops, list_valid};
use camket_domain::coverage::{CountedEntry, CountedPlace, CountedVenue};
use camket_domain::ids::VenueId;
use camket_domain::venues::VenueKind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::Date;
use uuid::Uuid;

use super::entity::{Column, Entity};
use crate::applications::entity::{Column as AppliedColumn, Entity as Applications};
use crate::applications::track::entity::{Column as TrackColumn, Entity as Tracks};
use crate::census::change;
use crate::census::entry::entity::{Column as EntryColumn, Entity as Entries};
use crate::census::entry::list_rows;
use crate::certificates::entity::{Column as CertifiedColumn, Entity as Certificates};
use crate::error::require_known;
use crate::moment::from_micros;
use crate::value_lists::{in_any_list, list_values};
use crate::venue_operations as operations;
use crate::venues::entity::{Column as VenueColumn, Entity as Venues};
use crate::{Reader, StoreError};

pub(super) struct FoundEntry {
    pub(super) counted: CountedEntry,
    pub(super) name: String,
}

pub(super) struct Facts {
    /// In the order of their ids.
    pub(super) entries: Vec<FoundEntry>,
    pub(super) venues: Vec<CountedVenue>,
    /// The present names of the venues.
    pub(super) venue_names: HashMap<VenueId, String>,
}

/// The venues that these entries name, and those under which their spans stand.
pub(super) async fn list_venues(reader: &impl Reader, entries: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let named = Entries::find()
        .select_only()
        .column(EntryColumn::VenueId)
        .filter(EntryColumn::Id.is_in(entries.iter().copied()))
        .filter(EntryColumn::VenueId.is_not_null());
    let counted = Entity::find()
        .select_only()
        .column(Column::VenueId)
        .filter(Column::EntryId.is_in(entries.iter().copied()))
        .filter(Column::VenueId.is_not_null());
    let mut venues: BTreeSet<Uuid> =
        named.into_tuple::<Uuid>().all(reader.connection()).await?.into_iter().collect();
    venues.extend(counted.into_tuple::<Uuid>().all(reader.connection()).await?);
    Ok(venues.into_iter().collect())
}

impl Facts {
    /// Of these entries, and of all that name one of these venues. The entries are locked until the transaction ends, in the
    /// order of their ids; SQLite has one writer and needs no lock.
    pub(super) async fn load(
        reader: &impl Reader,
        entries: &[Uuid],
        venues: &[Uuid],
    ) -> Result<Self, StoreError> {
        let wanted = in_any_list([
            (EntryColumn::Id, list_values(entries.iter().copied())),
            (EntryColumn::VenueId, list_values(venues.iter().copied())),
        ]);
        let query = Entries::find().filter(wanted).order_by_asc(EntryColumn::Id).lock_exclusive();
        let found = list_rows(reader, query).await?;
        let mut out =
            change::list_out_intervals(reader, &found.iter().map(|entry| entry.id).collect::<Vec<_>>())
                .await?;
        let entries = found.iter().map(|entry| FoundEntry {
            counted: CountedEntry::new(entry, out.remove(&entry.id).unwrap_or_default()),
            name: entry.details.name.clone(),
        });
        let entries: Vec<FoundEntry> = entries.collect();
        let (venues, venue_names) = load_venues(reader, &found).await?;
        Ok(Self { entries, venues, venue_names })
    }
}

async fn load_venues(
    reader: &impl Reader,
    entries: &[CensusEntry],
) -> Result<(Vec<CountedVenue>, HashMap<VenueId, String>), StoreError> {
    let ids: BTreeSet<Uuid> =
        entries.iter().filter_map(CensusEntry::matched_venue).map(|venue| venue.0).collect();
    if ids.is_empty() {
        return Ok(Default::default());
    }
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let query = Venues::find()
        .select_only()
        .columns([VenueColumn::Id, VenueColumn::Name, VenueColumn::Kind, VenueColumn::Commune])
        .filter(VenueColumn::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, String, String, Option<String>)> =
        query.into_tuple().all(reader.connection()).await?;
    let mut applications = load_applications(reader, &ids).await?;
    let stops = operations::load_all(reader, &ids).await?;
    let (mut venues, mut names) = (Vec::with_capacity(rows.len()), HashMap::new());
    for (id, name, kind, commune) in rows {
        // A draft without a place is counted where its entry is.
        let Some(commune) = commune else { continue };
        let commune = require_known(AreaCode::new(&commune), "venue.commune")?;
        names.insert(VenueId(id), name);
        let (pledges, labour) = list_valid(&applications.remove(&id).unwrap_or_default());
        venues.push(CountedVenue {
            venue: VenueId(id),
            place: CountedPlace { commune, as_of: FIRST_PRESENT_DAY, former: None },
            kind: require_known(VenueKind::from_code(&kind), "venue.kind")?,
            pledges,
            labour,
            out: stops.get(&id).map(|recorded| list_stops(recorded)).unwrap_or_default(),
        });
    }
    Ok((venues, names))
}

/// The applications of venues, by venue.
async fn load_applications(
    reader: &impl Reader,
    venues: &[Uuid],
) -> Result<HashMap<Uuid, Vec<CountedApplication>>, StoreError> {
    let query = Applications::find()
        .select_only()
        .columns([AppliedColumn::Id, AppliedColumn::VenueId, AppliedColumn::State])
        .filter(AppliedColumn::VenueId.is_in(venues.iter().copied()));
    let rows: Vec<(Uuid, Uuid, String)> = query.into_tuple().all(reader.connection()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|(id, ..)| *id).collect();
    let mut by_id: HashMap<Uuid, CountedApplication> = HashMap::new();
    for (id, _, state) in &rows {
        let state = require_known(ApplicationState::from_code(state), "application.state")?;
        let is_given_up = matches!(state, ApplicationState::Refused | ApplicationState::Withdrawn);
        by_id.insert(*id, CountedApplication { is_given_up, ..CountedApplication::default() });
    }
    add_tracks(reader, &ids, &mut by_id).await?;
    add_certificates(reader, &ids, &mut by_id).await?;
    let mut found: HashMap<Uuid, Vec<CountedApplication>> = HashMap::new();
    for (id, venue, _) in rows {
        found.entry(venue).or_default().extend(by_id.remove(&id));
    }
    Ok(found)
}

async fn add_tracks(
    reader: &impl Reader,
    applications: &[Uuid],
    found: &mut HashMap<Uuid, CountedApplication>,
) -> Result<(), StoreError> {
    let query = Tracks::find()
        .select_only()
        .columns([TrackColumn::ApplicationId, TrackColumn::Kind, TrackColumn::DecidedAt])
        .filter(TrackColumn::ApplicationId.is_in(applications.iter().copied()))
        .filter(TrackColumn::State.eq(TrackState::Accepted.code()));
    let rows: Vec<(Uuid, String, Option<i64>)> = query.into_tuple().all(reader.connection()).await?;
    for (id, kind, decided_at) in rows {
        let day = decided_at.map(from_micros).transpose()?.map(local_date);
        let Some(application) = found.get_mut(&id) else { continue };
        match require_known(TrackKind::from_code(&kind), "track.kind")? {
            TrackKind::Pledge => application.pledged_on = day,
            TrackKind::Labour => application.registered_on = day,
        }
    }
    Ok(())
}

async fn add_certificates(
    reader: &impl Reader,
    applications: &[Uuid],
    found: &mut HashMap<Uuid, CountedApplication>,
) -> Result<(), StoreError> {
    let query = Certificates::find()
        .select_only()
        .columns([
            CertifiedColumn::ApplicationId,
            CertifiedColumn::Status,
            CertifiedColumn::DecidedAt,
            CertifiedColumn::ExpiresOn,
        ])
        .filter(CertifiedColumn::ApplicationId.is_in(applications.iter().copied()));
    let rows: Vec<(Uuid, String, Option<i64>, Date)> = query.into_tuple().all(reader.connection()).await?;
    for (id, status, decided_at, expires_on) in rows {
        let status = require_known(CertificateStatus::from_code(&status), "certificate.status")?;
        let decided_on = decided_at.map(from_micros).transpose()?.map(local_date);
        let end = end_certificate(status, decided_on, expires_on);
        found.entry(id).and_modify(|application| application.certificates_end.push(end));
    }
    Ok(())
}

/// The last day of a certificate. A suspension does not end the pledge, which it is about.
fn end_certificate(status: CertificateStatus, decided_on: Option<Date>, expires_on: Date) -> Date {
    let decided = match status {
        CertificateStatus::Issued | CertificateStatus::Suspended => None,
        CertificateStatus::Revoked => decided_on.and_then(Date::previous_day),
        CertificateStatus::Superseded => decided_on,
    };
    decided.map_or(expires_on, |day| day.min(expires_on))
}
