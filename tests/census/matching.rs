//! Which venue an entry is: candidates, decisions of officers, proposals.

use camket_app::census::{
    self, EntryInput, MatchPair, compare, count_waiting, keep_up, load_entry, match_sure, postpone,
    take_back_difference, tell_apart,
};
use camket_domain::audit::AuditAction;
use camket_domain::census::lifecycle::Command;
use camket_domain::census::matching::{MatchField, MatchLevel};
use camket_domain::census::{
    CandidateFilter, EntryFilter, EntryState, EntryStateFilter, ExclusionCause, SourceKind,
};
use camket_domain::ids::CensusEntryId;
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use camket_store::census::{candidate, entry};

use super::entries::{add_entry, begin_list, entry_input, find_state, settle};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, OwnedVenue, PHAN_RANG, Person};

test_on_both_engines! {
    candidates_follow_what_changed,
    an_officer_says_same_and_takes_it_back,
    what_is_not_the_same_is_remembered,
    sure_ones_are_confirmed_together,
    a_venue_on_no_list_is_proposed,
}

/// A venue with all sections filled in, in Phan Rang.
async fn register(office: &Office, owner: &str, name: &str) -> OwnedVenue {
    let venue = office.owner(owner).await.registers(VenueKind::Motel, name).await;
    venue.fills_in_everything().await;
    venue
}

/// An entry with the name and the address of a venue.
async fn list_like(officer: &Person, venue: &OwnedVenue, name: &str) -> CensusEntryId {
    let place = venue.dossier().await.venue.place.unwrap();
    let input = EntryInput { address: place.address, phone: None, ..entry_input(name) };
    add_entry(officer, begin_list(officer).await, input).await
}

async fn count(officer: &Person, candidates: CandidateFilter) -> u64 {
    let filter = EntryFilter { candidates: Some(candidates), ..EntryFilter::default() };
    census::list_entries(&officer.office.app, &officer.may(), &filter, None).await.unwrap().count
}

/// The pair with the entry's present version.
async fn pair(officer: &Person, entry: CensusEntryId, venue: &OwnedVenue) -> MatchPair {
    let version = load_entry(&officer.office.app, &officer.may(), entry).await.unwrap().entry.version;
    MatchPair { entry, version, venue: venue.id }
}

async fn candidates_follow_what_changed(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let motel = register(&office, "Lan", "Nhà nghỉ Sen Vàng").await;
    let id = list_like(&hoa, &motel, "NN Sen Vàng").await;
    assert_eq!(count_waiting(&office.app).await.unwrap().entries, 1);
    keep_up(&office.app).await.unwrap();
    let left = count_waiting(&office.app).await.unwrap();
    assert_eq!((left.entries, left.venues), (0, 0));
    assert_eq!(count(&hoa, CandidateFilter::Ask).await, 1);
    let found = compare(&office.app, &hoa.may(), id, None, |kind| kind.code().to_owned()).await.unwrap();
    let found = found.expect("a candidate");
    assert_eq!((found.venue.id, found.level), (motel.id, Some(MatchLevel::Ask)));
    let name = found.fields.iter().find(|field| field.field == MatchField::Name).unwrap();
    assert!(name.speaks_for());
    // A venue that comes later is compared with the entries that are known.
    let other = register(&office, "Mai", "Nhà nghỉ Sen Vàng").await;
    assert_eq!(count_waiting(&office.app).await.unwrap().venues, 1);
    keep_up(&office.app).await.unwrap();
    let kept = &candidate::list(office.app.store(), &[id]).await.unwrap()[&id];
    let venues: Vec<_> = kept.iter().map(|kept| kept.candidate.venue).collect();
    assert!(venues.len() == 2 && venues.contains(&other.id), "{venues:?}");
    // Nothing is matched by itself.
    assert_eq!(find_state(&hoa, id).await, EntryState::NotReached);
}

async fn an_officer_says_same_and_takes_it_back(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let motel = register(&office, "Lan", "Nhà nghỉ Sen Vàng").await;
    let far = office.owner("Mai").await.registers_venue("Nhà nghỉ Xa").await;
    far.fills_in_everything_at(DO_VINH).await;
    let id = list_like(&hoa, &motel, "NN Sen Vàng").await;
    settle(&hoa, id, Command::match_with(far.id)).await.says_not_found();
    keep_up(&office.app).await.unwrap();
    assert_eq!(settle(&hoa, id, Command::match_with(motel.id)).await.unwrap(), EntryState::Matched);
    settle(&hoa, id, Command::match_with(motel.id)).await.says_refused(Refusal::WrongState);
    assert_eq!(count(&hoa, CandidateFilter::Ask).await, 0);
    let listed = entry::list_of_venue(office.app.store(), motel.id).await.unwrap();
    assert_eq!(listed.iter().map(|entry| entry.id).collect::<Vec<_>>(), [id]);
    assert_eq!(settle(&hoa, id, Command::Undo).await.unwrap(), EntryState::NotReached);
    keep_up(&office.app).await.unwrap();
    assert_eq!(count(&hoa, CandidateFilter::Ask).await, 1, "asked again");
}

async fn what_is_not_the_same_is_remembered(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let stranger = office.commune_officer("Kế", DO_VINH).await;
    let motel = register(&office, "Lan", "Nhà nghỉ Sen Vàng").await;
    let id = list_like(&hoa, &motel, "NN Sen Vàng").await;
    keep_up(&office.app).await.unwrap();
    let pair = pair(&hoa, id, &motel).await;
    postpone(&office.app, &hoa.may(), pair).await.unwrap();
    assert_eq!(
        (count(&hoa, CandidateFilter::Ask).await, count(&hoa, CandidateFilter::Postponed).await),
        (0, 1)
    );
    postpone(&office.app, &stranger.may(), pair).await.says_not_found();
    tell_apart(&office.app, &stranger.may(), pair, "").await.says_not_found();
    let stale = MatchPair { version: pair.version + 1, ..pair };
    tell_apart(&office.app, &hoa.may(), stale, "").await.says_conflict();
    tell_apart(&office.app, &hoa.may(), pair, "Hai nhà cạnh nhau").await.unwrap();
    tell_apart(&office.app, &hoa.may(), pair, "").await.says_conflict();
    settle(&hoa, id, Command::match_with(motel.id)).await.says_refused(Refusal::SaidDifferent);
    settle(&hoa, id, Command::Contact { on: office.app.today(), note: String::new() }).await.unwrap();
    keep_up(&office.app).await.unwrap();
    assert_eq!(count(&hoa, CandidateFilter::Ask).await, 0, "compared again, and still not the same");
    let contacted = MatchPair { version: pair.version + 1, ..pair };
    take_back_difference(&office.app, &stranger.may(), contacted).await.says_not_found();
    take_back_difference(&office.app, &hoa.may(), pair).await.says_conflict();
    take_back_difference(&office.app, &hoa.may(), contacted).await.unwrap();
    let again = MatchPair { version: pair.version + 2, ..pair };
    take_back_difference(&office.app, &hoa.may(), again).await.says_conflict();
    keep_up(&office.app).await.unwrap();
    assert_eq!(count(&hoa, CandidateFilter::Ask).await, 1);
    assert_eq!(settle(&hoa, id, Command::match_with(motel.id)).await.unwrap(), EntryState::Matched);
    let after = MatchPair { version: pair.version + 3, ..pair };
    tell_apart(&office.app, &hoa.may(), after, "").await.says_refused(Refusal::WrongState);
    postpone(&office.app, &hoa.may(), after).await.says_refused(Refusal::WrongState);
}

async fn sure_ones_are_confirmed_together(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let motel = register(&office, "Lan", "Nhà nghỉ Sen Vàng").await;
    let known = motel.dossier().await.venue;
    let input = EntryInput {
        address: known.place.unwrap().address,
        security_number: known.security.unwrap().certificate,
        ..entry_input("NN Sen Vàng")
    };
    let id = add_entry(&hoa, begin_list(&hoa).await, input).await;
    let doubtful = list_like(&hoa, &motel, "Nhà nghỉ Sen Vàng").await;
    keep_up(&office.app).await.unwrap();
    assert_eq!((count(&hoa, CandidateFilter::Sure).await, count(&hoa, CandidateFilter::Ask).await), (1, 1));
    let pairs = [pair(&hoa, id, &motel).await, pair(&hoa, doubtful, &motel).await];
    let outcome = match_sure(&office.app, &hoa.may(), &pairs).await.unwrap();
    assert_eq!((outcome.matched, outcome.left), (1, 1), "only the sure one");
    assert_eq!(find_state(&hoa, id).await, EntryState::Matched);
    assert_eq!(find_state(&hoa, doubtful).await, EntryState::NotReached);
    let again = match_sure(&office.app, &hoa.may(), &pairs[..1]).await.unwrap();
    assert_eq!((again.matched, again.left), (0, 1));
}

async fn a_venue_on_no_list_is_proposed(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let draft = register(&office, "Mai", "Nhà nghỉ Nháp").await;
    let motel = office.owner("Lan").await.registers_venue("Nhà nghỉ Mới").await;
    motel.goes_all_the_way().await;
    keep_up(&office.app).await.unwrap();
    keep_up(&office.app).await.unwrap();
    let proposed = EntryFilter { state: Some(EntryStateFilter::Proposed), ..EntryFilter::default() };
    let page = census::list_entries(&office.app, &hoa.may(), &proposed, None).await.unwrap();
    assert_eq!(page.count, 1, "once, and no draft");
    let id = page.entries[0].id;
    assert_eq!(page.entries[0].status.open().venue(), Some(motel.id));
    assert!(entry::list_of_venue(office.app.store(), draft.id).await.unwrap().is_empty());
    let list = &page.lists[&page.entries[0].list];
    assert_eq!(
        (list.source, list.area, list.created_by.as_ref()),
        (SourceKind::CommuneList, PHAN_RANG.commune(), None)
    );
    assert_eq!(office.actions_on(id.0).await, [AuditAction::CensusEntryProposed]);
    assert_eq!(settle(&hoa, id, Command::Accept).await.unwrap(), EntryState::Matched);
    assert_eq!(settle(&hoa, id, Command::Undo).await.unwrap(), EntryState::Proposed);
    let decline = Command::Exclude {
        cause: ExclusionCause::OutOfScope,
        since: office.app.today(),
        note: "Quán nước, không phải nhà nghỉ".into(),
    };
    assert_eq!(settle(&hoa, id, decline).await.unwrap(), EntryState::Out);
    keep_up(&office.app).await.unwrap();
    let page = census::list_entries(&office.app, &hoa.may(), &EntryFilter::default(), None).await.unwrap();
    assert_eq!(page.count, 1, "not proposed again");
}
