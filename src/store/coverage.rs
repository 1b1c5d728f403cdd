//! Coverage: the spans of every unit of the census, kept with every change, and the figures that are counted from them.
//!
//! Whoever changes an entry, its history, or a venue that an entry names calls [`refresh`] at the end of the same
//! transaction; the register of venues does it for every change of a venue. A test compares the spans with what they are
//! built from.

mod entity;
mod facts;
mod mark;
mod query;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use camket_domain::coverage::place::PlaceAreas;
use camket_domain::coverage::spans::{UnitSpan, list_spans};
use camket_domain::coverage::{CountedEntry, CountedVenue};
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::text::sort_key;
use sea_orm::{Condition, EntityTrait, QueryFilter, QuerySelect};
use time::Date;
use time::macros::date;
use uuid::Uuid;

use crate::row::set_all_columns;
use crate::value_lists::{in_any_list, list_values};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};
use facts::Facts;
use mark::ChangedSpans;
pub use mark::{CoverageRevision, delete_old, find_revision};
pub use query::{ByCommune, CountedArea, FoundUnit, UnitFilter, count, count_days, count_missing, list};

/// Stands in the column for no end.
const NO_END: Date = date!(9999 - 12 - 31);

/// Units of one turn, and rows of one statement: SQLite binds at most 32,766 values, and a row has 11.
const CHUNK: usize = 1_000;

/// Writes the spans anew of the units to which these entries or these venues belong, or belonged.
pub async fn refresh(tx: &Tx, entries: &[CensusEntryId], venues: &[VenueId]) -> Result<(), StoreError> {
    let mut changed = ChangedSpans::default();
    for entries in entries.chunks(CHUNK) {
        let entries: Vec<Uuid> = entries.iter().map(|entry| entry.0).collect();
        let venues = facts::list_venues(tx, &entries).await?;
        write(tx, &entries, &venues, &mut changed).await?;
    }
    for venues in venues.chunks(CHUNK) {
        let venues: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
        write(tx, &[], &venues, &mut changed).await?;
    }
    if changed.spans > 0 {
        mark::add(tx, &changed).await?;
    }
    Ok(())
}

/// Deletes the spans of entries that are about to be deleted, and writes those of the venues anew that they named.
pub async fn forget(tx: &Tx, entries: &[CensusEntryId]) -> Result<(), StoreError> {
    let mut changed = ChangedSpans::default();
    for entries in entries.chunks(CHUNK) {
        let ids: Vec<Uuid> = entries.iter().map(|entry| entry.0).collect();
        delete(tx, of_units(&ids, &[]), &mut changed).await?;
    }
    if changed.spans > 0 {
        mark::add(tx, &changed).await?;
    }
    Ok(())
}

/// Deletes spans, and adds them to what changed.
async fn delete(tx: &Tx, wanted: Condition, changed: &mut ChangedSpans) -> Result<(), StoreError> {
    let communes = Entity::find().select_only().column(Column::Commune).filter(wanted.clone()).distinct();
    changed.communes.extend(communes.into_tuple::<Option<String>>().all(tx.connection()).await?);
    let deleted = Entity::delete_many().filter(wanted).exec(tx.connection()).await?.rows_affected;
    changed.spans += usize::try_from(deleted).unwrap_or_default();
    Ok(())
}

/// Writes the spans of these anew, and adds them to what changed.
async fn write(
    tx: &Tx,
    entries: &[Uuid],
    venues: &[Uuid],
    changed: &mut ChangedSpans,
) -> Result<(), StoreError> {
    let facts = Facts::load(tx, entries, venues).await?;
    if facts.entries.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = facts.entries.iter().map(|found| found.counted.entry.0).collect();
    delete(tx, of_units(&ids, venues), changed).await?;
    let rows = build_rows(&facts);
    changed.communes.extend(rows.iter().map(|row| row.commune.clone()));
    changed.spans += rows.len();
    for rows in rows.chunks(CHUNK) {
        let rows = rows.iter().cloned().map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

fn of_units(entries: &[Uuid], venues: &[Uuid]) -> Condition {
    in_any_list([
        (Column::EntryId, list_values(entries.iter().copied())),
        (Column::VenueId, list_values(venues.iter().copied())),
    ])
}

fn build_rows(facts: &Facts) -> Vec<Model> {
    let venues: HashMap<VenueId, &CountedVenue> =
        facts.venues.iter().map(|venue| (venue.venue, venue)).collect();
    let names: HashMap<CensusEntryId, &str> =
        facts.entries.iter().map(|found| (found.counted.entry, found.name.as_str())).collect();
    let mut rows = Vec::new();
    for group in group_entries(facts) {
        let venue = group.first().and_then(|entry| venues.get(&entry.venue?).copied());
        let name = |span: &UnitSpan| {
            let venue = span.unit.venue.and_then(|venue| facts.venue_names.get(&venue)).map(String::as_str);
            venue.or_else(|| names.get(span.unit.entries.first()?).copied()).unwrap_or_default()
        };
        rows.extend(list_spans(&group, venue).iter().filter_map(|span| build_row(span, name(span))));
    }
    rows
}

/// The entries of one venue together, each other entry alone.
fn group_entries(facts: &Facts) -> Vec<Vec<&CountedEntry>> {
    let mut alone = Vec::new();
    let mut by_venue: BTreeMap<VenueId, Vec<&CountedEntry>> = BTreeMap::new();
    for entry in facts.entries.iter().map(|found| &found.counted) {
        match entry.venue {
            Some(venue) => by_venue.entry(venue).or_default().push(entry),
            None => alone.push(vec![entry]),
        }
    }
    alone.extend(by_venue.into_values());
    alone
}

fn build_row(span: &UnitSpan, name: &str) -> Option<Model> {
    let unit = &span.unit;
    let entry = *unit.entries.first()?;
    let areas = PlaceAreas::locate(&unit.place);
    let code = |area: Option<camket_domain::areas::AreaCode>| area.map(|code| code.as_str().to_owned());
    Some(Model {
        entry_id: entry.0,
        first_day: span.first,
        last_day: span.last.unwrap_or(NO_END),
        venue_id: unit.venue.map(|venue| venue.0),
        standing: unit.standing.word().code().to_owned(),
        commune: code(areas.commune),
        province: code(areas.province),
        former_commune: code(areas.former_commune),
        former_district: code(areas.former_district),
        kind: unit.kind.map(|kind| kind.code().to_owned()),
        name_key: sort_key(name).into_bytes(),
    })
}

/// The entries whose unit's spans differ from what they are built from: a test asks.
pub async fn list_stale(
    reader: &impl Reader,
    entries: &[CensusEntryId],
) -> Result<Vec<CensusEntryId>, StoreError> {
    let ids: Vec<Uuid> = entries.iter().map(|entry| entry.0).collect();
    let venues = facts::list_venues(reader, &ids).await?;
    let facts = Facts::load(reader, &ids, &venues).await?;
    let known: Vec<Uuid> = facts.entries.iter().map(|found| found.counted.entry.0).collect();
    let kept = Entity::find().filter(of_units(&known, &venues)).all(reader.connection()).await?;
    let built = build_rows(&facts);
    let differs =
        kept.iter().filter(|row| !built.contains(row)).chain(built.iter().filter(|row| !kept.contains(row)));
    let stale: BTreeSet<CensusEntryId> = differs.map(|row| CensusEntryId(row.entry_id)).collect();
    Ok(stale.into_iter().collect())
}
