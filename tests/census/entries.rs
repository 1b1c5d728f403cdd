//! Lists and entries as officers make, change and settle them.

use camket_app::census::{
    self, EntryInput, ListInput, apply_command, create_entry, create_list, keep_up, load_entry, update_entry,
};
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::census::lifecycle::Command;
use camket_domain::census::{
    EntryFilter, EntryState, EntryStateFilter, ExclusionCause, ListedStatus, SourceKind,
};
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use camket_store::census::change;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, PHAN_RANG, Person, samples};

test_on_both_engines! {
    an_officer_begins_a_list_once,
    a_list_is_of_the_officers_area_and_of_a_day_that_came,
    an_officer_writes_down_a_venue_at_the_door,
    an_entry_is_changed_by_who_saw_its_last_version,
    an_entry_is_contacted_left_out_and_brought_back,
    a_stop_ends_by_itself,
    officers_elsewhere_see_no_entry,
    pages_have_each_entry_once_in_vietnamese_order,
}

pub fn list_input() -> ListInput {
    ListInput {
        source: SourceKind::CommuneList,
        holder: "Phòng Văn hóa – Xã hội".into(),
        as_of: time::macros::date!(2026 - 11 - 01),
        area: PHAN_RANG.commune(),
    }
}

pub fn entry_input(name: &str) -> EntryInput {
    EntryInput {
        name: name.into(),
        kind: VenueKind::Motel,
        address: "12 đường Thống Nhất".into(),
        commune: PHAN_RANG.commune(),
        position: Some((11.568, 108.99)),
        owner: "Trần Thị Sen".into(),
        phone: Some(samples::mobile(77)),
        security_number: String::new(),
        listed: ListedStatus::Operating,
        note: String::new(),
    }
}

pub async fn begin_list(officer: &Person) -> CensusListId {
    let office = &officer.office;
    create_list(&office.app, &officer.may(), office.key(), list_input()).await.unwrap()
}

pub async fn add_entry(officer: &Person, list: CensusListId, input: EntryInput) -> CensusEntryId {
    let office = &officer.office;
    create_entry(&office.app, &officer.may(), office.key(), list, input).await.unwrap()
}

/// Applies a command to the version that the store has.
pub async fn settle(
    officer: &Person,
    id: CensusEntryId,
    command: Command,
) -> Result<EntryState, camket_app::AppError> {
    let app = &officer.office.app;
    let version = load_entry(app, &officer.may(), id).await?.entry.version;
    let after = apply_command(app, &officer.may(), id, version, command).await?;
    Ok(after.status.state_on(app.today()))
}

pub async fn find_state(officer: &Person, id: CensusEntryId) -> EntryState {
    let app = &officer.office.app;
    load_entry(app, &officer.may(), id).await.unwrap().entry.status.state_on(app.today())
}

async fn an_officer_begins_a_list_once(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let key = office.key();
    let first = create_list(&office.app, &hoa.may(), key, list_input()).await.unwrap();
    let again = create_list(&office.app, &hoa.may(), key, list_input()).await.unwrap();
    assert_eq!(first, again);
    let other = ListInput { holder: "Công an phường".into(), ..list_input() };
    create_list(&office.app, &hoa.may(), key, other).await.says_key_reused();
    assert_eq!(office.actions_on(first.0).await, [AuditAction::CensusListAdded]);
    let province = office.labour_officer("Nội", PHAN_RANG).await;
    let (list, counts) = census::find_list(&office.app, &province.may(), first).await.unwrap();
    assert_eq!((list.holder.as_str(), counts.total()), ("Phòng Văn hóa – Xã hội", 0));
    let reader = office.inspector("Tra", PHAN_RANG).await;
    assert!(Permit::<rights::ReadCensus>::for_actor(&reader.actor).is_none());
    let approver = office.approver("Ký", PHAN_RANG).await;
    assert!(Permit::<rights::KeepCensus>::for_actor(&approver.actor).is_none());
}

async fn a_list_is_of_the_officers_area_and_of_a_day_that_came(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let begin = async |input| create_list(&office.app, &hoa.may(), office.key(), input).await;
    let elsewhere = ListInput { area: DO_VINH.commune(), ..list_input() };
    begin(elsewhere).await.says_invalid("area", "area-outside");
    let above = ListInput { area: PHAN_RANG.province(), ..list_input() };
    begin(above).await.says_invalid("area", "area-outside");
    let tomorrow = office.app.today().next_day().unwrap();
    begin(ListInput { as_of: tomorrow, ..list_input() }).await.says_invalid("as_of", "day-in-future");
    assert!(census::list_lists(&office.app, &hoa.may()).await.unwrap().is_empty());
}

async fn an_officer_writes_down_a_venue_at_the_door(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = begin_list(&hoa).await;
    let key = office.key();
    let add = async |key, input| create_entry(&office.app, &hoa.may(), key, list, input).await;
    let first = add(key, entry_input("Nhà nghỉ Sen")).await.unwrap();
    assert_eq!(add(key, entry_input("Nhà nghỉ Sen")).await.unwrap(), first, "sent twice");
    add(key, entry_input("Nhà nghỉ Khác")).await.says_key_reused();
    let outside = EntryInput { commune: DO_VINH.commune(), ..entry_input("Quán Xa") };
    add(office.key(), outside).await.says_invalid("commune", "area-outside");
    let unprintable = entry_input("Nhà nghỉ 旅馆");
    assert!(add(office.key(), unprintable).await.is_err());
    let unknown = CensusListId(office.key());
    create_entry(&office.app, &hoa.may(), office.key(), unknown, entry_input("A")).await.says_not_found();
    let closed = EntryInput { listed: ListedStatus::Closed(None), ..entry_input("Quán Đóng") };
    let closed = add(office.key(), closed).await.unwrap();
    assert_eq!(
        (find_state(&hoa, first).await, find_state(&hoa, closed).await),
        (EntryState::NotReached, EntryState::Out)
    );
    let dossier = load_entry(&office.app, &hoa.may(), first).await.unwrap();
    assert_eq!(dossier.entry.listed_on, office.app.today());
    assert_eq!(dossier.entry.verified_on(), Some(office.app.today()));
    assert_eq!(office.actions_on(first.0).await, [AuditAction::CensusEntryAdded]);
    let counts = census::list_lists(&office.app, &hoa.may()).await.unwrap()[0].1;
    assert_eq!((counts.total(), counts.missing(), counts.out), (2, 1, 1));
    for words in ["nha nghi sen", "thong nhat sen", "090 000 0077"] {
        let filter = EntryFilter {
            words: words.replace("090 000 0077", samples::mobile(77).as_str()),
            state: Some(EntryStateFilter::Missing),
            ..EntryFilter::default()
        };
        let found = census::list_entries(&office.app, &hoa.may(), &filter, None).await.unwrap();
        assert_eq!((found.count, found.entries[0].id), (1, first), "{words}");
    }
}

async fn an_entry_is_changed_by_who_saw_its_last_version(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = add_entry(&hoa, begin_list(&hoa).await, entry_input("Nhà nghỉ Sen")).await;
    let change = async |version, input| update_entry(&office.app, &hoa.may(), id, version, input).await;
    let renamed = EntryInput { phone: None, ..entry_input("Nhà nghỉ Sen Vàng") };
    change(1, renamed.clone()).await.unwrap();
    change(1, entry_input("Nhà nghỉ Hồng")).await.says_conflict();
    let outside = EntryInput { commune: AreaCode::new("22738").unwrap(), ..renamed };
    change(2, outside).await.says_invalid("commune", "area-outside");
    let dossier = load_entry(&office.app, &hoa.may(), id).await.unwrap();
    assert_eq!(dossier.entry.details.name, "Nhà nghỉ Sen Vàng");
    assert!(dossier.entry.details.phones.is_empty());
    assert_eq!(
        (dossier.trail[0].action, dossier.trail[0].note.as_str()),
        (AuditAction::CensusEntryChanged, "name, phone")
    );
    let stranger = office.commune_officer("Kế", DO_VINH).await;
    update_entry(&office.app, &stranger.may(), id, 2, entry_input("X")).await.says_not_found();
}

async fn an_entry_is_contacted_left_out_and_brought_back(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = add_entry(&hoa, begin_list(&hoa).await, entry_input("Nhà nghỉ Sen")).await;
    let today = office.app.today();
    let contact = Command::Contact { on: today, note: "Gặp chủ, hẹn thứ sáu".into() };
    assert_eq!(settle(&hoa, id, contact.clone()).await.unwrap(), EntryState::Contacted);
    apply_command(&office.app, &hoa.may(), id, 1, contact).await.says_conflict();
    let closed =
        |note: &str| Command::Exclude { cause: ExclusionCause::Closed, since: today, note: note.into() };
    settle(&hoa, id, closed("")).await.says_refused(Refusal::NoteMissing);
    assert_eq!(settle(&hoa, id, closed("Treo biển sang nhượng")).await.unwrap(), EntryState::Out);
    settle(&hoa, id, closed("Treo biển")).await.says_refused(Refusal::WrongState);
    assert_eq!(settle(&hoa, id, Command::Undo).await.unwrap(), EntryState::Contacted);
    assert!(change::list_out_intervals(office.app.store(), &[id]).await.unwrap().is_empty());
    settle(&hoa, id, closed("Đóng cửa")).await.unwrap();
    office.waits(Duration::days(3));
    let back = Command::Return { on: office.app.today() };
    assert_eq!(settle(&hoa, id, back).await.unwrap(), EntryState::Contacted);
    let out = change::list_out_intervals(office.app.store(), &[id]).await.unwrap();
    assert_eq!(out[&id][0].last_day, office.app.today().previous_day());
    let history = load_entry(&office.app, &hoa.may(), id).await.unwrap().history;
    assert_eq!(history.iter().filter(|change| change.undone.is_some()).count(), 1);
    assert_eq!(
        office.actions_on(id.0).await,
        [
            AuditAction::CensusEntryAdded,
            AuditAction::CensusEntryContacted,
            AuditAction::CensusEntryExcluded,
            AuditAction::CensusEntryUndone,
            AuditAction::CensusEntryExcluded,
            AuditAction::CensusEntryReturned,
        ]
    );
}

async fn a_stop_ends_by_itself(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let id = add_entry(&hoa, begin_list(&hoa).await, entry_input("Nhà nghỉ Sen")).await;
    let last = office.app.today() + Duration::days(5);
    let cause = ExclusionCause::StoppedUntil(last);
    let stop = Command::Exclude { cause, since: office.app.today(), note: "Sửa nhà".into() };
    settle(&hoa, id, stop).await.unwrap();
    keep_up(&office.app).await.unwrap();
    assert_eq!(find_state(&hoa, id).await, EntryState::Out);
    office.waits(Duration::days(6));
    assert_eq!(find_state(&hoa, id).await, EntryState::NotReached, "also before upkeep");
    keep_up(&office.app).await.unwrap();
    let dossier = load_entry(&office.app, &hoa.may(), id).await.unwrap();
    let ended = dossier.history.last().unwrap();
    assert_eq!((ended.state, Some(ended.since)), (EntryState::NotReached, last.next_day()));
    assert_eq!((ended.by.as_ref(), dossier.trail[0].actor), (None, None));
    keep_up(&office.app).await.unwrap();
    assert_eq!(load_entry(&office.app, &hoa.may(), id).await.unwrap().history.len(), dossier.history.len());
}

async fn pages_have_each_entry_once_in_vietnamese_order(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = begin_list(&hoa).await;
    let names: Vec<String> = (10..37).rev().map(|nth| format!("Nhà nghỉ {nth}")).collect();
    for name in names.iter().map(String::as_str).chain(["Nhà nghỉ Đông", "Nhà nghỉ Dạ", "Nhà nghỉ Dạ"])
    {
        add_entry(&hoa, list, entry_input(name)).await;
    }
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let filter = EntryFilter::default();
        let page = census::list_entries(&office.app, &hoa.may(), &filter, after).await.unwrap();
        assert!(page.entries.len() as u64 <= camket_domain::paging::PAGE_SIZE && page.count == 30);
        found.extend(page.entries);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let shown: Vec<&str> = found.iter().map(|entry| entry.details.name.as_str()).collect();
    let last = ["Nhà nghỉ Dạ", "Nhà nghỉ Dạ", "Nhà nghỉ Đông"];
    let expected: Vec<&str> = names.iter().rev().map(String::as_str).chain(last).collect();
    assert_eq!(shown, expected);
    let ids: std::collections::BTreeSet<_> = found.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), 30);
}

async fn officers_elsewhere_see_no_entry(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = begin_list(&hoa).await;
    let id = add_entry(&hoa, list, entry_input("Nhà nghỉ Sen")).await;
    let stranger = office.commune_officer("Kế", DO_VINH).await;
    load_entry(&office.app, &stranger.may(), id).await.says_not_found();
    census::find_list(&office.app, &stranger.may(), list).await.says_not_found();
    create_entry(&office.app, &stranger.may(), office.key(), list, entry_input("A")).await.says_not_found();
    apply_command(&office.app, &stranger.may(), id, 1, Command::Undo).await.says_not_found();
    let page =
        census::list_entries(&office.app, &stranger.may(), &EntryFilter::default(), None).await.unwrap();
    assert_eq!((page.count, page.entries.len()), (0, 0));
    let province = office.labour_officer("Nội", PHAN_RANG).await;
    assert_eq!(find_state(&province, id).await, EntryState::NotReached);
}
