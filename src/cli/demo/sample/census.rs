//! The census of the demo: three lists that officers walked a year ago, with 560 entries for 484 venues. Most are matched,
//! some are in doubt, some closed, and 61 are missing.

use anyhow::{Context, Result};
use camket_app::AppError;
use camket_app::census::{self, EntryInput, ListInput, MatchPair};
use camket_app::venues::SectionInput;
use camket_domain::areas::AreaCode;
use camket_domain::census::lifecycle::Command;
use camket_domain::census::{ExclusionCause, ListedStatus, SourceKind};
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_domain::venues::{Section, VenueKind};
use time::Duration;

use super::random::SeededRandom;
use super::scenario::Scenario;
use super::{VENUE_COUNT, names, permit_for};

/// Entries of the whole demo.
pub const ENTRY_COUNT: usize = 560;
/// Entries whose venue is known.
const MATCHED: usize = 454;
/// Missing entries that a venue of the register may be.
const DOUBTFUL: usize = 18;
/// Entries that count and whose venue is not known, the doubtful ones among them.
const MISSING: usize = 61;
/// Missing ones that an officer spoke to.
const CONTACTED: usize = 20;
/// Seed of the choices, so that the census changes no other choice.
const SEED: u64 = 2026_0019;

/// The lists: their source and holder, and how many of ten entries each has.
const LISTS: [(SourceKind, &str, usize); 3] = [
    (SourceKind::HouseholdBusinesses, "Các UBND xã, phường", 6),
    (SourceKind::SecurityBook, "Công an tỉnh, PC06", 8),
    (SourceKind::CommuneList, "Đoàn rà soát các xã, phường", 10),
];

/// What an entry becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum EntryFate {
    /// The venue with this serial number.
    Matched(usize),
    /// It may be the venue with this serial number.
    Doubtful(usize),
    Missing,
    Contacted,
    Out(usize),
}

/// The entries of a registry of `venues` venues: the whole demo, or a part of it.
fn choose_fates(venues: usize) -> Vec<EntryFate> {
    let part = |of: usize| of * venues / VENUE_COUNT;
    let (matched, doubtful) = (part(MATCHED), part(DOUBTFUL));
    let contacted = part(CONTACTED);
    let missing = part(MISSING) - doubtful.min(part(MISSING));
    let out = part(ENTRY_COUNT - MATCHED - MISSING);
    let known = (0..matched).map(EntryFate::Matched);
    let doubts = (matched..matched + doubtful).map(EntryFate::Doubtful);
    let unknown =
        (0..missing).map(move |nth| if nth < contacted { EntryFate::Contacted } else { EntryFate::Missing });
    known.chain(doubts).chain(unknown).chain((0..out).map(EntryFate::Out)).collect()
}

impl Scenario {
    /// The officer of the province writes the lists down.
    pub(super) async fn list_census(&mut self) -> Result<()> {
        let (officer, chance) = (self.offices.labour_officer.clone(), SeededRandom::new(SEED));
        let permit = permit_for(&officer)?;
        let mut lists = Vec::new();
        for (source, holder, _) in LISTS {
            let input = ListInput {
                source,
                holder: holder.to_owned(),
                as_of: self.app().today(),
                area: AreaCode::new("56").context("the province's code")?,
            };
            lists.push(census::create_list(self.app(), &permit, self.key(), input).await?);
        }
        for (nth, fate) in choose_fates(self.venues.len()).into_iter().enumerate() {
            let list = choose_list(&lists, nth);
            let input = self.build_input(fate, nth, &chance)?;
            let entry = census::create_entry(self.app(), &permit, self.key(), list, input).await?;
            self.census.push(entry);
        }
        Ok(())
    }

    /// The officer says which venue each entry is, and leaves out what does not count.
    pub(super) async fn settle_census(&mut self) -> Result<()> {
        let officer = self.offices.labour_officer.clone();
        let permit = permit_for(&officer)?;
        // Entries of venues that are in nobody's area yet stay missing; as many others are closed instead.
        let mut unknown = 0;
        for (fate, entry) in choose_fates(self.venues.len()).into_iter().zip(&self.census) {
            let command = match fate {
                EntryFate::Matched(serial) => self.venues[serial].id.map(Command::match_with),
                EntryFate::Missing | EntryFate::Contacted if unknown > 0 => {
                    unknown -= 1;
                    Some(self.build_exclusion(0, self.census[0]))
                }
                EntryFate::Contacted => Some(Command::Contact {
                    on: self.app().today() - Duration::days(3),
                    note: "Gặp chủ, hẹn ký trong tuần".to_owned(),
                }),
                EntryFate::Out(nth) => Some(self.build_exclusion(nth, self.census[0])),
                EntryFate::Doubtful(_) | EntryFate::Missing => continue,
            };
            let settled = match command {
                Some(command) => census::apply_command(self.app(), &permit, *entry, 1, command).await,
                None => Err(AppError::NotFound),
            };
            match settled {
                Ok(_) => {}
                Err(AppError::NotFound) => unknown += 1,
                Err(error) => return Err(error.into()),
            }
        }
        census::keep_up(self.app()).await?;
        self.tell_one_apart().await
    }

    /// The officer of the province says of the last doubtful entry that it is another venue.
    async fn tell_one_apart(&self) -> Result<()> {
        let permit = permit_for(&self.offices.labour_officer)?;
        let fates = choose_fates(self.venues.len());
        let last = fates.iter().rposition(|fate| matches!(fate, EntryFate::Doubtful(_)));
        let Some(entry) = last.and_then(|place| self.census.get(place)) else { return Ok(()) };
        let found = census::compare(self.app(), &permit, *entry, None, |_| String::new()).await?;
        let Some(found) = found else { return Ok(()) };
        let pair = MatchPair { entry: *entry, version: found.entry.version, venue: found.venue.id };
        Ok(census::tell_apart(self.app(), &permit, pair, "Nhà bên cạnh, chủ khác").await?)
    }

    fn build_exclusion(&self, nth: usize, original: CensusEntryId) -> Command {
        let today = self.app().today();
        let (cause, note) = match nth % 9 {
            0..=3 => (ExclusionCause::Closed, "Đã trả mặt bằng, treo biển cho thuê"),
            4 | 5 => (ExclusionCause::StoppedUntil(today + Duration::days(60)), "Sửa chữa"),
            6 => (ExclusionCause::OutOfScope, "Chỉ bán nước giải khát, không có phòng"),
            7 => (ExclusionCause::DuplicateOf(original), "Ghi hai lần trong sổ"),
            _ => match AreaCode::new("22366") {
                Some(commune) => (ExclusionCause::MovedTo(commune), "Chủ chuyển vào Nha Trang"),
                None => (ExclusionCause::Closed, "Đã đóng cửa"),
            },
        };
        let since = today - Duration::days(20);
        Command::Exclude { cause, since, note: note.to_owned() }
    }

    /// What the list says: of a venue of the register nearly what that says, otherwise something made up.
    fn build_input(&self, fate: EntryFate, nth: usize, chance: &SeededRandom) -> Result<EntryInput> {
        if let EntryFate::Matched(serial) | EntryFate::Doubtful(serial) = fate {
            return self.build_known_input(serial, matches!(fate, EntryFate::Doubtful(_)), nth);
        }
        let commune = &self.communes[nth % self.communes.len()];
        let kind = [VenueKind::Motel, VenueKind::BoardingHouse, VenueKind::Karaoke, VenueKind::Cafe][nth % 4];
        Ok(EntryInput {
            name: names::venue_name(chance, kind),
            kind,
            address: names::street_address(chance, nth.is_multiple_of(2)),
            commune: commune.code,
            position: None,
            owner: names::person_name(chance, names::choose_sex(chance)),
            phone: None,
            security_number: String::new(),
            listed: if nth.is_multiple_of(3) { ListedStatus::Unknown } else { ListedStatus::Operating },
            note: String::new(),
        })
    }

    fn build_known_input(&self, serial: usize, is_doubtful: bool, nth: usize) -> Result<EntryInput> {
        let known = &self.venues[serial];
        let Some(SectionInput::Place { commune, address, .. }) = known.venue.find_section(Section::Place)
        else {
            anyhow::bail!("venue {serial} has no place");
        };
        let security_number = match known.venue.find_section(Section::Security) {
            // A third of the doubtful ones is sure: the list has the number on the wall.
            Some(SectionInput::Security(security)) if is_doubtful && nth.is_multiple_of(3) => {
                security.certificate
            }
            _ => String::new(),
        };
        Ok(EntryInput {
            name: shorten_name(&known.venue.name),
            kind: known.venue.kind,
            address,
            commune,
            position: None,
            owner: self.owners[known.owner].name.clone(),
            phone: None,
            security_number,
            listed: ListedStatus::Operating,
            note: String::new(),
        })
    }
}

/// The list of an entry: by the share of each.
fn choose_list(lists: &[CensusListId], nth: usize) -> CensusListId {
    let place = LISTS.iter().position(|(_, _, share)| nth % 10 < *share).unwrap_or(0);
    lists[place]
}

/// As officers write it: "NN Hoa Mai".
fn shorten_name(name: &str) -> String {
    name.replace("Nhà nghỉ", "NN").replace("Khách sạn", "KS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_demo_has_560_entries_and_61_missing_ones() {
        let fates = choose_fates(VENUE_COUNT);
        let missing = |fate: &&EntryFate| {
            matches!(fate, EntryFate::Missing | EntryFate::Contacted | EntryFate::Doubtful(_))
        };
        assert_eq!((fates.len(), fates.iter().filter(missing).count()), (ENTRY_COUNT, MISSING));
        let few = choose_fates(18);
        assert!(!few.is_empty() && few.iter().all(|fate| !matches!(fate, EntryFate::Matched(18..))));
    }
}
