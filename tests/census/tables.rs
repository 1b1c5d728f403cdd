//! What the store keeps of the census.

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::census::columns::CensusColumn;
use camket_domain::census::lifecycle::{self, Command, EntryFacts, VenueCandidate};
use camket_domain::census::matching::{Candidate, EntryCandidates, MatchLevel};
use camket_domain::census::{
    CandidateFilter, CensusEntry, CensusList, EntryChange, EntryDraft, EntryFilter, EntryStateFilter,
    ExclusionCause, ExclusionReason, HistoryStep, ImportedFile, ListOrigin, ListedStatus, OutInterval,
    SourceKind,
};
use camket_domain::identifiers::Phone;
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_store::census as lists;
use camket_store::census::different::SaidDifferent;
use camket_store::census::{candidate, change, column, compared, different, entry};
use camket_store::{StoreError, Tx};
use time::macros::date;
use uuid::Uuid;

use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    lists_and_entries_come_back_as_they_were_saved,
    the_history_says_of_every_day_what_an_entry_was,
    pairs_and_columns_are_remembered,
}

fn build_list(officer: &Person) -> CensusList {
    let app = &officer.office.app;
    CensusList {
        id: CensusListId::new(app.now(), app.entropy()),
        source: SourceKind::HouseholdBusinesses,
        holder: "Phòng Văn hóa – Xã hội".into(),
        as_of: date!(2026 - 01 - 15),
        area: PHAN_RANG.commune(),
        province: PHAN_RANG.province(),
        origin: ListOrigin::Imported(ImportedFile { name: "hộ.xlsx".into(), sha256: [7; 32] }),
        created_by: Some(ActorStamp::new(&officer.actor, app.now())),
        version: 1,
    }
}

fn build_entry(officer: &Person, list: &CensusList, name: &str, listed: ListedStatus) -> CensusEntry {
    let (app, by) = (&officer.office.app, ActorStamp::new(&officer.actor, officer.office.app.now()));
    let draft = EntryDraft {
        name: name.into(),
        address: "12 đường Thống Nhất".into(),
        commune: Some(list.area),
        registration: "43A8-00123".into(),
        phones: vec![Phone::parse("0901234567").unwrap()],
        listed,
        ..EntryDraft::default()
    };
    CensusEntry {
        id: CensusEntryId::new(app.now(), app.entropy()),
        list: list.id,
        row: Some(5),
        province: list.province,
        details: draft.into_details(|_| unreachable!("no number")).unwrap(),
        listed_on: list.as_of,
        status: lifecycle::begin(listed, list.as_of, by).0,
        created_at: app.now(),
        version: 1,
    }
}

/// Inserts a list with these entries and their history.
async fn insert(officer: &Person, list: &CensusList, entries: &[CensusEntry]) {
    let tx = officer.office.app.store().begin_write().await.unwrap();
    lists::insert(&tx, list).await.unwrap();
    entry::insert_many(&tx, entries).await.unwrap();
    let begun: Vec<EntryChange> =
        entries.iter().flat_map(|entry| EntryChange::begin(entry, list.created_by.as_ref())).collect();
    change::insert_many(&tx, &begun).await.unwrap();
    tx.commit().await.unwrap();
}

/// Applies a command as a use case does.
async fn apply(tx: &Tx, officer: &Person, before: &CensusEntry, command: Command, facts: &EntryFacts) {
    let by = ActorStamp::new(&officer.actor, officer.office.app.now());
    let decided = lifecycle::decide(before, command.clone(), facts, by.at).unwrap();
    let step = HistoryStep::new(before, &decided.entry, &command, &by);
    entry::save(tx, &decided.entry).await.unwrap();
    change::record(tx, before.id, &step, &by).await.unwrap();
}

async fn lists_and_entries_come_back_as_they_were_saved(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (store, list) = (office.app.store(), build_list(&hoa));
    let entries = [
        build_entry(&hoa, &list, "Nhà nghỉ Đông", ListedStatus::Operating),
        build_entry(&hoa, &list, "Nhà nghỉ An", ListedStatus::Unknown),
        build_entry(&hoa, &list, "Nhà nghỉ Bình", ListedStatus::Closed(Some(date!(2025 - 12 - 01)))),
    ];
    insert(&hoa, &list, &entries).await;
    let (here, elsewhere) = (Scope::Area(PHAN_RANG.commune()), Scope::Area(DO_VINH.commune()));
    assert_eq!(lists::find(store, &here, list.id).await.unwrap().as_ref(), Some(&list));
    assert_eq!(lists::find(store, &elsewhere, list.id).await.unwrap(), None);
    assert_eq!(
        lists::find_by_file(store, &here, &[7; 32]).await.unwrap().map(|found| found.id),
        Some(list.id)
    );
    assert_eq!(entry::find(store, &here, entries[0].id).await.unwrap().as_ref(), Some(&entries[0]));
    assert_eq!(entry::find(store, &elsewhere, entries[0].id).await.unwrap(), None);
    let names = async |filter: EntryFilter| {
        let found = entry::list(store, &here, &filter, office.app.today(), None, 10).await.unwrap();
        found.into_iter().map(|entry| entry.details.name).collect::<Vec<_>>()
    };
    let all = EntryFilter::default();
    assert_eq!(names(all.clone()).await, ["Nhà nghỉ An", "Nhà nghỉ Bình", "Nhà nghỉ Đông"]);
    let missing = EntryFilter { state: Some(EntryStateFilter::Missing), ..all.clone() };
    assert_eq!(names(missing).await, ["Nhà nghỉ An", "Nhà nghỉ Đông"]);
    let closed = EntryFilter { reason: Some(ExclusionReason::Closed), ..all.clone() };
    assert_eq!(names(closed).await, ["Nhà nghỉ Bình"]);
    assert_eq!(names(EntryFilter { words: "dong".into(), ..all.clone() }).await, ["Nhà nghỉ Đông"]);
    let count = async |one| entry::count_by_list(store, &here, one, office.app.today()).await.unwrap();
    let counts = count(None).await[&list.id];
    assert_eq!((counts.total(), counts.missing(), counts.out), (3, 2, 1));
    assert_eq!(count(Some(list.id)).await[&list.id].total(), 3);
    assert!(count(Some(CensusListId(office.key()))).await.is_empty(), "of one list only");
    let province = Scope::Area(PHAN_RANG.province());
    let page =
        entry::list(store, &province, &all, office.app.today(), Some(entries[1].id), 10).await.unwrap();
    assert_eq!(page.len(), 2, "what follows the first");
}

async fn the_history_says_of_every_day_what_an_entry_was(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (store, list, here) = (office.app.store(), build_list(&hoa), Scope::Area(PHAN_RANG.commune()));
    let bar = build_entry(&hoa, &list, "Quán Đêm", ListedStatus::Operating);
    insert(&hoa, &list, std::slice::from_ref(&bar)).await;
    let facts = EntryFacts { actor: hoa.actor.clone(), venue: None, original: None };
    let since = date!(2026 - 02 - 01);
    let closed = Command::Exclude { cause: ExclusionCause::Closed, since, note: "Treo biển".into() };
    let tx = store.begin_write().await.unwrap();
    apply(&tx, &hoa, &bar, closed.clone(), &facts).await;
    assert!(matches!(entry::save(&tx, &bar).await, Err(StoreError::Conflict)));
    tx.commit().await.unwrap();
    let out = entry::find(store, &here, bar.id).await.unwrap().unwrap();
    let tx = store.begin_write().await.unwrap();
    apply(&tx, &hoa, &out, Command::Return { on: date!(2026 - 03 - 01) }, &facts).await;
    change::end_exclusion(&tx, bar.id, date!(2026 - 02 - 28)).await.unwrap();
    tx.commit().await.unwrap();
    let interval =
        OutInterval { reason: ExclusionReason::Closed, since, last_day: Some(date!(2026 - 02 - 28)) };
    assert_eq!(change::list_out_intervals(store, &[bar.id]).await.unwrap()[&bar.id], [interval]);
    let again = entry::find(store, &here, bar.id).await.unwrap().unwrap();
    let tx = store.begin_write().await.unwrap();
    apply(&tx, &hoa, &again, closed, &facts).await;
    tx.commit().await.unwrap();
    let out = entry::find(store, &here, bar.id).await.unwrap().unwrap();
    let tx = store.begin_write().await.unwrap();
    apply(&tx, &hoa, &out, Command::Undo, &facts).await;
    tx.commit().await.unwrap();
    assert_eq!(change::list_out_intervals(store, &[bar.id]).await.unwrap()[&bar.id], [interval]);
    let history = change::list(store, bar.id).await.unwrap();
    let steps: Vec<_> = history.iter().map(|change| (change.step, change.undone.is_some())).collect();
    assert_eq!(steps, [(0, false), (2, false), (3, false), (4, true)]);
}

async fn pairs_and_columns_are_remembered(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let venue = office.owner("Lan").await.registers_venue("Nhà nghỉ Sen").await;
    let (store, list, here) = (office.app.store(), build_list(&hoa), Scope::Area(PHAN_RANG.commune()));
    let listed = build_entry(&hoa, &list, "NN Sen", ListedStatus::Operating);
    insert(&hoa, &list, std::slice::from_ref(&listed)).await;
    assert_eq!(compared::count_changed_entries(store).await.unwrap(), 1);
    let changed = compared::list_changed_venues(store, 10).await.unwrap();
    assert_eq!(changed.iter().map(|venue| venue.id).collect::<Vec<_>>(), [venue.id]);
    let best = Candidate { venue: venue.id, level: MatchLevel::Ask, score: 120 };
    let tx = store.begin_write().await.unwrap();
    let found = EntryCandidates { entry: listed.id, candidates: vec![best] };
    candidate::replace_by_entries(&tx, &[listed.id], std::slice::from_ref(&found)).await.unwrap();
    let marked = compared::mark_entries(&tx, &[(listed.id, 1), (CensusEntryId(Uuid::nil()), 1)].into()).await;
    assert_eq!(marked.unwrap(), [listed.id]);
    compared::mark_venues(&tx, &[(venue.id, changed[0].version)]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(compared::count_changed_entries(store).await.unwrap(), 0);
    assert_eq!(compared::count_changed_venues(store).await.unwrap(), 0);
    let count = async |candidates| {
        let filter = EntryFilter { candidates: Some(candidates), ..EntryFilter::default() };
        entry::count(store, &here, &filter, office.app.today()).await.unwrap()
    };
    assert_eq!((count(CandidateFilter::Ask).await, count(CandidateFilter::Sure).await), (1, 0));
    let tx = store.begin_write().await.unwrap();
    candidate::postpone(&tx, listed.id, venue.id).await.unwrap();
    candidate::replace_by_venues(&tx, &[venue.id], &[found]).await.unwrap();
    tx.commit().await.unwrap();
    assert!(candidate::list(store, &[listed.id]).await.unwrap()[&listed.id][0].postponed);
    assert_eq!((count(CandidateFilter::Ask).await, count(CandidateFilter::Postponed).await), (0, 1));

    let by = ActorStamp::new(&hoa.actor, office.app.now());
    let said =
        SaidDifferent { entry: listed.id, venue: venue.id, note: "Khác chủ".into(), by: by.clone() };
    let tx = store.begin_write().await.unwrap();
    different::insert(&tx, &said).await.unwrap();
    let columns = [("ten co so".to_owned(), Some(CensusColumn::Name)), ("stt".to_owned(), None)].into();
    column::remember(&tx, list.area, list.source, &columns, &by).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(different::list(store, listed.id).await.unwrap(), [said]);
    assert!(different::list_pairs(store, &[listed.id]).await.unwrap().contains(&(listed.id, venue.id)));
    assert_eq!(column::load(store, list.area, list.source).await.unwrap(), columns);

    let known = VenueCandidate { venue: venue.id, owner: venue.owner.actor.account, said_different: false };
    let facts = EntryFacts { actor: hoa.actor.clone(), venue: Some(known), original: None };
    let tx = store.begin_write().await.unwrap();
    different::delete(&tx, listed.id, venue.id).await.unwrap();
    let before = entry::find(&tx, &here, listed.id).await.unwrap().unwrap();
    apply(&tx, &hoa, &before, Command::match_with(venue.id), &facts).await;
    tx.commit().await.unwrap();
    let matched = entry::list_of_venue(store, venue.id).await.unwrap();
    assert_eq!(matched.iter().map(CensusEntry::matched_venue).collect::<Vec<_>>(), [Some(venue.id)]);
    let tx = store.begin_write().await.unwrap();
    entry::delete_many(&tx, &[listed.id]).await.unwrap();
    lists::delete(&tx, list.id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(lists::list(store, &here).await.unwrap().is_empty());
}
