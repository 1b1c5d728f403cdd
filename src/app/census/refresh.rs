//! Candidates are computed for entries and venues that changed: outside any transaction, in blocks, so that memory is bounded
//! by a block of entries and one of venues.

use std::collections::{HashMap, HashSet};

use camket_domain::census::matching::{
    EntryCandidates, EntryRecord, MatchField, Matcher, VenueRecord, code_key,
};
use camket_domain::census::{CensusEntry, OpenStatus};
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_store::census::compared::{self, VenueCodes};
use camket_store::census::{candidate, different, entry};
use camket_store::venues;
use tokio::sync::mpsc;

use crate::blocking::run_blocking;
use crate::{App, AppError};

/// Entries that are indexed at a time: some 100 MB.
const ENTRY_BLOCK: u64 = 20_000;
/// Venues that pass by at a time.
const VENUE_BLOCK: u64 = 2_000;
/// Venues whose codes are read at a time.
const CODE_BLOCK: u64 = 20_000;

/// What still waits to be compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MatchProgress {
    pub entries: u64,
    pub venues: u64,
}

/// What changed since it was compared.
pub async fn count_waiting(app: &App) -> Result<MatchProgress, AppError> {
    Ok(MatchProgress {
        entries: compared::count_changed_entries(app.store()).await?,
        venues: compared::count_changed_venues(app.store()).await?,
    })
}

/// Computes the candidates of what changed, at most one block of entries and one of venues, and says what is left.
pub async fn refresh_candidates(app: &App) -> Result<MatchProgress, AppError> {
    refresh_venues(app).await?;
    refresh_entries(app).await?;
    count_waiting(app).await
}

/// Compares changed venues with the entries that did not change.
async fn refresh_venues(app: &App) -> Result<(), AppError> {
    let changed = compared::list_changed_venues(app.store(), VENUE_BLOCK).await?;
    if changed.is_empty() {
        return Ok(());
    }
    let ids: Vec<VenueId> = changed.iter().map(|venue| venue.id).collect();
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let block = compared::list_compared_entries(app.store(), after, ENTRY_BLOCK).await?;
        let Some(last) = block.last() else { break };
        after = Some(last.id);
        let mut run = MatchRun::begin(app, &block).await?;
        run.add(&changed).await?;
        found.extend(run.finish().await?);
    }
    let tx = app.store().begin_write().await?;
    candidate::replace_by_venues(&tx, &ids, &found).await?;
    let versions: Vec<(VenueId, i32)> = changed.iter().map(|venue| (venue.id, venue.version)).collect();
    compared::mark_venues(&tx, &versions).await?;
    Ok(tx.commit().await?)
}

/// Compares changed entries with all venues.
async fn refresh_entries(app: &App) -> Result<(), AppError> {
    let changed = compared::list_changed_entries(app.store(), ENTRY_BLOCK).await?;
    if changed.is_empty() {
        return Ok(());
    }
    let mut run = MatchRun::begin(app, &changed).await?;
    let mut after = None;
    while run.has_entries {
        let block = venues::list_block(app.store(), after, VENUE_BLOCK).await?;
        let Some(last) = block.last() else { break };
        after = Some(last.id);
        run.add(&block).await?;
    }
    let found = run.finish().await?;
    let versions: HashMap<CensusEntryId, i32> =
        changed.iter().map(|entry| (entry.id, entry.version)).collect();
    let tx = app.store().begin_write().await?;
    let same: HashSet<CensusEntryId> = compared::mark_entries(&tx, &versions).await?.into_iter().collect();
    let found: Vec<EntryCandidates> = found.into_iter().filter(|of| same.contains(&of.entry)).collect();
    let same: Vec<CensusEntryId> = same.into_iter().collect();
    candidate::replace_by_entries(&tx, &same, &found).await?;
    Ok(tx.commit().await?)
}

/// A matcher on a thread of its own, to which blocks of venues are sent.
struct MatchRun {
    has_entries: bool,
    codes: CodeCounts,
    blocks: mpsc::Sender<Vec<VenueRecord>>,
    found: tokio::task::JoinHandle<Result<Vec<EntryCandidates>, AppError>>,
}

impl MatchRun {
    /// Of these entries those are compared whose venue is not known.
    async fn begin(app: &App, entries: &[CensusEntry]) -> Result<Self, AppError> {
        let today = app.today();
        let is_missing = |entry: &&CensusEntry| {
            entry.status.exclusion_on(today).is_none()
                && matches!(entry.status.open(), OpenStatus::NotReached | OpenStatus::Contacted(_))
        };
        let missing: Vec<&CensusEntry> = entries.iter().filter(is_missing).collect();
        let codes = CodeCounts::load(app, &missing).await?;
        let records: Vec<EntryRecord> = missing
            .iter()
            .map(|entry| EntryRecord::from_entry(entry, |field, key| codes.count_in_list(entry, field, key)))
            .collect();
        let ids: Vec<CensusEntryId> = records.iter().map(|record| record.id).collect();
        let said_different = different::list_pairs(app.store(), &ids).await?;
        let (blocks, mut received) = mpsc::channel::<Vec<VenueRecord>>(2);
        let has_entries = !records.is_empty();
        let found = tokio::spawn(run_blocking(move || {
            let mut matcher = Matcher::new(&records, &said_different);
            while let Some(block) = received.blocking_recv() {
                matcher.add(&block);
            }
            matcher.finish()
        }));
        Ok(Self { has_entries, codes, blocks, found })
    }

    async fn add(&mut self, venues: &[camket_domain::venues::Venue]) -> Result<(), AppError> {
        let count = |field, key: &str| self.codes.count_in_register(field, key);
        let records = venues.iter().map(|venue| VenueRecord::from_venue(venue, count)).collect();
        self.blocks.send(records).await.map_err(AppError::internal)
    }

    async fn finish(self) -> Result<Vec<EntryCandidates>, AppError> {
        drop(self.blocks);
        self.found.await.map_err(AppError::internal)?
    }
}

/// How many rows of a list, and how many venues, have a code: only one on each side makes a match sure.
struct CodeCounts {
    /// Codes that a list has more than once.
    in_lists: HashMap<(camket_domain::ids::CensusListId, MatchField, String), u32>,
    /// Codes of the entries, with the venues that have them.
    in_register: HashMap<(MatchField, String), u32>,
}

impl CodeCounts {
    async fn load(app: &App, entries: &[&CensusEntry]) -> Result<Self, AppError> {
        let mut counts = Self { in_lists: HashMap::new(), in_register: HashMap::new() };
        for entry in entries {
            let record = EntryRecord::from_entry(entry, |_, _| 1);
            for code in record.codes {
                counts.in_register.insert((code.field, code.key), 0);
            }
        }
        if counts.in_register.is_empty() {
            return Ok(counts);
        }
        let lists: HashSet<_> = entries.iter().map(|entry| entry.list).collect();
        for list in lists {
            for (field, key, rows) in entry::list_repeated_codes(app.store(), list).await? {
                counts.in_lists.insert((list, field, key), rows);
            }
        }
        let mut after = None;
        loop {
            let block = compared::list_venue_codes(app.store(), after, CODE_BLOCK).await?;
            let Some(last) = block.last() else { return Ok(counts) };
            after = Some(last.venue);
            block.into_iter().for_each(|venue| counts.add(venue));
        }
    }

    fn add(&mut self, venue: VenueCodes) {
        let codes = [
            (MatchField::TaxCode, venue.tax),
            (MatchField::Registration, code_key(&venue.registration)),
            (MatchField::SecurityNumber, code_key(&venue.security_number)),
        ];
        for code in codes {
            if let Some(rows) = self.in_register.get_mut(&code) {
                *rows += 1;
            }
        }
    }

    fn count_in_list(&self, entry: &CensusEntry, field: MatchField, key: &str) -> u32 {
        self.in_lists.get(&(entry.list, field, key.to_owned())).copied().unwrap_or(1)
    }

    fn count_in_register(&self, field: MatchField, key: &str) -> u32 {
        self.in_register.get(&(field, key.to_owned())).copied().unwrap_or(1)
    }
}
