//! Entries of the census, made of the venues of the register as lists of other offices have them.

use camket_app::App;
use camket_domain::accounts::ActorStamp;
use camket_domain::census::{
    BeforeMatch, CensusEntry, CensusList, EntryChange, EntryDetails, EntryMatch, EntryStatus, Exclusion,
    ExclusionCause, ListOrigin, ListedOwner, ListedStatus, OpenStatus, SourceKind,
};
use camket_domain::identifiers::Phone;
use camket_domain::ids::{CensusEntryId, CensusListId, VenueId};
use camket_domain::venues::{Place, Venue};
use camket_store::census::{self as lists, change, entry};
use camket_store::{coverage, venues};
use time::{Date, Duration};

use crate::BenchResult;
use crate::registry::OfficeRegistry;
use crate::sample::province;
use crate::sample::random::SeededRandom;
use crate::sample::{build_person_name, build_phone, build_venue_name};

/// Entries of one transaction.
const BATCH: u64 = 2_000;

/// Whether the venues of the entries are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryFates {
    /// None is: they are to be matched. A third is of venues that the register does not have.
    Unmatched,
    /// Seven in ten are matched, one in ten is left out.
    Settled,
}

/// Inserts a list with an entry of each of `count` venues after one; gives the last of them.
pub async fn insert_entries(
    registry: &OfficeRegistry,
    after: Option<VenueId>,
    count: u64,
    fates: EntryFates,
) -> BenchResult<Option<VenueId>> {
    let app = &registry.app;
    let maker = EntryMaker {
        app,
        chance: SeededRandom::new(19),
        by: ActorStamp::new(&registry.officer, app.now()),
        list: CensusListId::new(app.now(), app.entropy()),
        as_of: app.today() - Duration::days(400),
        fates,
    };
    let tx = app.store().begin_write().await?;
    lists::insert(&tx, &maker.build_list()).await?;
    tx.commit().await?;
    let (mut last, mut left) = (after, count);
    while left > 0 {
        let block = venues::list_block(app.store(), last, left.min(BATCH)).await?;
        let Some(end) = block.last() else { break };
        (last, left) = (Some(end.id), left - block.len() as u64);
        maker.insert(&block).await?;
    }
    Ok(last)
}

struct EntryMaker<'a> {
    app: &'a App,
    chance: SeededRandom,
    by: ActorStamp,
    list: CensusListId,
    as_of: Date,
    fates: EntryFates,
}

impl EntryMaker<'_> {
    fn build_list(&self) -> CensusList {
        CensusList {
            id: self.list,
            source: SourceKind::SecurityBook,
            holder: "Công an tỉnh".to_owned(),
            as_of: self.as_of,
            area: province(),
            province: province(),
            origin: ListOrigin::Walked,
            created_by: Some(self.by.clone()),
            version: 1,
        }
    }

    async fn insert(&self, venues: &[Venue]) -> BenchResult<()> {
        let entries = venues.iter().filter_map(|venue| self.build_entry(venue)).collect::<Vec<_>>();
        let changes: Vec<EntryChange> =
            entries.iter().flat_map(|entry| EntryChange::begin(entry, Some(&self.by))).collect();
        let ids: Vec<CensusEntryId> = entries.iter().map(|entry| entry.id).collect();
        let tx = self.app.store().begin_write().await?;
        entry::insert_many(&tx, &entries).await?;
        change::insert_many(&tx, &changes).await?;
        coverage::refresh(&tx, &ids, &[]).await?;
        Ok(tx.commit().await?)
    }

    fn build_entry(&self, venue: &Venue) -> Option<CensusEntry> {
        Some(CensusEntry {
            id: CensusEntryId::new(self.app.now(), self.app.entropy()),
            list: self.list,
            row: None,
            province: province(),
            details: self.build_details(venue, venue.place.as_ref()?),
            listed_on: self.as_of,
            status: self.choose_status(venue.id),
            created_at: self.app.now(),
            version: 1,
        })
    }

    fn choose_status(&self, venue: VenueId) -> EntryStatus {
        let open = OpenStatus::NotReached;
        if self.fates == EntryFates::Unmatched {
            return EntryStatus::Open(open);
        }
        match self.chance.number_below(10) {
            0..7 => {
                let before = BeforeMatch::NotReached;
                EntryStatus::Open(OpenStatus::Matched(EntryMatch { venue, by: self.by.clone(), before }))
            }
            7 => EntryStatus::Out(Exclusion {
                cause: ExclusionCause::Closed,
                since: self.as_of + self.chance.days_below(400),
                note: "Đã đóng cửa".to_owned(),
                by: self.by.clone(),
                before: open,
            }),
            _ => EntryStatus::Open(open),
        }
    }

    /// What a list says of the venue: often in other words, rarely with its codes, sometimes of another venue.
    fn build_details(&self, venue: &Venue, place: &Place) -> EntryDetails {
        let chance = &self.chance;
        let is_other = self.fates == EntryFates::Unmatched && chance.number_below(3) == 0;
        let name = if is_other { build_venue_name(chance, venue.kind) } else { shorten_name(&venue.name) };
        let own = |percent| !is_other && chance.hits_percent(percent);
        let business = venue.business.as_ref();
        let owner = venue.representative.as_ref().filter(|_| own(70)).map(|person| person.name.clone());
        EntryDetails {
            name,
            kind: Some(venue.kind),
            kind_text: String::new(),
            address: place.address.clone(),
            commune: place.commune,
            former_commune: None,
            position: None,
            tax: business.filter(|_| own(40)).map(|business| business.tax.clone()),
            registration: String::new(),
            security_number: venue
                .security
                .as_ref()
                .filter(|_| own(30))
                .map(|security| security.certificate.clone())
                .unwrap_or_default(),
            security_on: None,
            owner: Some(ListedOwner {
                name: owner.unwrap_or_else(|| build_person_name(chance)),
                born: None,
                number: None,
            }),
            phones: self.choose_phone(business.filter(|_| own(40)).map(|business| &business.phone)),
            rooms: None,
            staff: None,
            female_staff: None,
            listed: ListedStatus::Operating,
            note: String::new(),
        }
    }

    fn choose_phone(&self, own: Option<&Phone>) -> Vec<Phone> {
        let other = || build_phone(50_000_000 + self.chance.number_below(9_000_000));
        own.cloned().or_else(other).into_iter().collect()
    }
}

/// As officers write it: "NN Hoa Mai".
fn shorten_name(name: &str) -> String {
    name.replace("Nhà nghỉ", "NN").replace("Khách sạn", "KS")
}
