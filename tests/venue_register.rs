//! The register of venues: where each stands, its filters, search, pages, reminders, exports, and whether venues operate.

use camket_app::list_file::ListFile;
use camket_app::outbox;
use camket_app::venue_operations::{OperationRecorder, record_operation};
use camket_app::venue_register::{
    self, ListColumn, ListForm, ListFormat, ReminderTarget, begin_export, remind_owners,
};
use camket_app::venues::SectionInput;
use camket_domain::audit::AuditAction;
use camket_domain::ids::VenueId;
use camket_domain::paging::{BoundedCount, PAGE_SIZE};
use camket_domain::refusal::Refusal;
use camket_domain::venue_register::{
    CertificateFilter, ListedVenue, Operation, OperationState, ReachFilter, RegisterFilter, RegisterView,
    ReminderReason, TrackFilter, TrackStanding,
};
use camket_domain::venues::VenueKind;
use camket_store::venue_register as rows;
use time::Duration;

use crate::harness::database_dump::execute;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    a_venue_is_listed_wherever_it_stands,
    venues_are_found_by_anything_printed_on_their_papers,
    words_of_a_paper_and_of_today_are_found_together,
    counts_of_frequent_words_are_an_order_and_nothing_else,
    filters_combine_within_the_area,
    pages_have_each_venue_once_in_vietnamese_order,
    an_officer_records_that_a_venue_stopped,
    an_owner_says_that_a_venue_stopped_or_closed,
    owners_are_reminded_once_in_14_days,
    an_export_has_every_row_and_is_recorded,
    venues_of_an_earlier_version_are_listed,
}

async fn list(officer: &Person, filter: &RegisterFilter) -> Vec<ListedVenue> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = venue_register::list(&officer.office.app, &officer.may(), filter, after).await.unwrap();
        assert!(page.venues.len() as u64 <= PAGE_SIZE);
        found.extend(page.venues);
        after = page.next;
        if after.is_none() {
            assert_eq!(page.count, BoundedCount::Exact(found.len() as u64));
            return found;
        }
    }
}

async fn list_names(officer: &Person, filter: RegisterFilter) -> Vec<String> {
    list(officer, &filter).await.into_iter().map(|venue| venue.name).collect()
}

async fn search(officer: &Person, words: &str) -> Vec<String> {
    list_names(officer, RegisterFilter { words: words.to_owned(), ..RegisterFilter::default() }).await
}

/// Where the officer's only venue stands: pledge, labour, and whether its row is what it is built from.
async fn find_standing(officer: &Person) -> (TrackStanding, TrackStanding) {
    let venue = list(officer, &RegisterFilter::default()).await.remove(0);
    let stale = rows::list_stale(officer.office.app.store(), &[venue.id]).await.unwrap();
    assert!(stale.is_empty(), "the row of {} is not what it is built from", venue.name);
    let day = venue_register::load_day(&officer.office.app).await.unwrap();
    (venue.standing.pledge_on(day), venue.standing.labour_on(day))
}

async fn a_venue_is_listed_wherever_it_stands(office: Office) {
    use TrackStanding::{Confirmed, Draft, InReview, Never, Outdated, Returned};
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    assert!(list(&hoa, &RegisterFilter::default()).await.is_empty(), "it has no commune yet");
    hotel.fills_in_everything().await;
    assert_eq!(find_standing(&hoa).await, (Never, Never));
    hotel.signs().await;
    hotel.declares("Trần Thị Hạnh").await;
    assert_eq!(find_standing(&hoa).await, (Draft, Draft));
    hotel.confirms_workers().await;
    let application = hotel.submits().await;
    assert_eq!(find_standing(&hoa).await, (InReview, InReview));
    hoa.returns(application, "other").await;
    assert_eq!(find_standing(&hoa).await, (Returned, Returned));
    let again = hotel.tries_to_submit_unless_unchanged(office.key(), true).await.unwrap();
    office.certifies(again, PHAN_RANG).await;
    assert_eq!(find_standing(&hoa).await, (Confirmed, Confirmed));
    hotel.declares("Lê Thị Bình").await;
    assert_eq!(find_standing(&hoa).await, (Confirmed, Outdated));
    hotel.answers(samples::place(PHAN_RANG, "9 đường Thống Nhất")).await;
    assert_eq!(find_standing(&hoa).await, (Outdated, Outdated));
    assert!(list(&office.commune_officer("Kế", DO_VINH).await, &RegisterFilter::default()).await.is_empty());
}

async fn venues_are_found_by_anything_printed_on_their_papers(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let certificate = office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
    office.owner("Mai").await.registers_venue("Nhà nghỉ Hoa Sen").await.fills_in_everything().await;
    let venue = hotel.dossier().await.venue;
    let tax = certificate.facts.tax_code.clone();
    let words = [
        "bien xanh",
        "BIỂN XANH",
        &certificate.number.to_string(),
        &certificate.document.to_string(),
        &certificate.code.to_string(),
        &tax,
        &venue.place.unwrap().address,
    ];
    for words in words {
        assert_eq!(search(&hoa, words).await, ["Khách sạn Biển Xanh"], "{words}");
    }
    for words in ["090 000 0002", "nguyen thi dai dien"] {
        assert_eq!(search(&hoa, words).await.len(), 2, "{words}");
    }
    assert!(search(&hoa, "không có").await.is_empty());
    assert!(search(&office.commune_officer("Kế", DO_VINH).await, "bien xanh").await.is_empty());
}

async fn words_of_a_paper_and_of_today_are_found_together(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
    let rename = async |name: &str| {
        hotel.answers(SectionInput::Identity(VenueKind::GuestHouse, String::new(), name.to_owned())).await;
    };
    rename("Nhà nghỉ Sao Mai").await;
    for words in ["bien xanh", "sao mai", "mai xanh", "nha khach sao bien"] {
        assert_eq!(search(&hoa, words).await, ["Nhà nghỉ Sao Mai"], "{words}");
    }
    rename("Nhà nghỉ Trúc Quỳnh").await;
    assert_eq!(search(&hoa, "truc bien quynh").await, ["Nhà nghỉ Trúc Quỳnh"]);
    assert!(search(&hoa, "sao mai").await.is_empty(), "no paper has that name");
    assert!(search(&hoa, "truc hoang").await.is_empty());
}

/// Of words that were counted a search begins with the rarest; what it finds does not depend on the counts.
async fn counts_of_frequent_words_are_an_order_and_nothing_else(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    for name in ["Khách sạn Biển Xanh", "Khách sạn Biển Đông", "Nhà nghỉ Xanh"] {
        register_draft(&office, "Lan", name).await;
    }
    let store = office.app.store();
    let counted = async |least| rows::count_frequent(store, least).await.unwrap();
    let frequent = counted(2).await;
    assert!(!frequent.is_empty() && frequent.len() < counted(1).await.len());
    assert_eq!(counted(4).await.len(), 0, "each of three venues has a word once");
    assert_eq!(rows::frequent_word::find_counted_at(store).await.unwrap(), None);
    for counts in [frequent, Vec::new()] {
        let tx = store.begin_write().await.unwrap();
        rows::frequent_word::replace(&tx, counts, office.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(search(&hoa, "khach san bien xanh").await, ["Khách sạn Biển Xanh"]);
        assert_eq!(search(&hoa, "xanh").await, ["Khách sạn Biển Xanh", "Nhà nghỉ Xanh"]);
    }
    // Each word of the venue is now said to be frequent, and none is.
    execute(store, "INSERT INTO frequent_word SELECT DISTINCT word, 900000, 1 FROM venue_word").await;
    assert_eq!(search(&hoa, "khach san bien xanh").await, ["Khách sạn Biển Xanh"]);
    // What was counted long ago is counted again: no word has a thousand rows.
    venue_register::count_words(&office.app).await.unwrap();
    assert_eq!(rows::frequent_word::find_counted_at(store).await.unwrap(), None);
}

async fn filters_combine_within_the_area(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let lan = office.owner("Lan").await;
    let hotel = lan.registers(VenueKind::Hotel, "Khách sạn Biển Xanh").await;
    office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
    let bar = lan.registers(VenueKind::Bar, "Quán Đêm").await;
    bar.fills_in_everything().await;
    lan.registers(VenueKind::Bar, "Quán Xa").await.fills_in_everything_at(DO_VINH).await;
    let all = RegisterFilter::default();
    let cases: [(RegisterFilter, &[&str]); 10] = [
        (all.clone(), &["Khách sạn Biển Xanh", "Quán Đêm"]),
        (RegisterFilter { kind: Some(VenueKind::Bar), ..all.clone() }, &["Quán Đêm"]),
        (RegisterFilter { pledge: Some(TrackFilter::Never), ..all.clone() }, &["Quán Đêm"]),
        (RegisterFilter { labour: Some(TrackFilter::Missing), ..all.clone() }, &["Quán Đêm"]),
        (
            RegisterFilter { certificate: Some(CertificateFilter::Valid), ..all.clone() },
            &["Khách sạn Biển Xanh"],
        ),
        (RegisterFilter { certificate: Some(CertificateFilter::EndsIn30), ..all.clone() }, &[]),
        (RegisterFilter { visited: Some(true), ..all.clone() }, &[]),
        (RegisterFilter { reach: Some(ReachFilter::Neither), ..all.clone() }, &[]),
        (
            RegisterFilter {
                kind: Some(VenueKind::Hotel),
                pledge: Some(TrackFilter::Confirmed),
                operation: Some(OperationState::Operating),
                ..all.clone()
            },
            &["Khách sạn Biển Xanh"],
        ),
        (
            RegisterFilter {
                kind: Some(VenueKind::Bar),
                pledge: Some(TrackFilter::Confirmed),
                ..all.clone()
            },
            &[],
        ),
    ];
    for (filter, names) in cases {
        assert_eq!(list_names(&hoa, filter.clone()).await, names, "{filter:?}");
    }
    assert_eq!(list_names(&hoa, RegisterView::NeverPledged.filter()).await, ["Quán Đêm"]);
    // The certificate's last day comes near.
    let certificate = list(&hoa, &all).await.remove(0).standing.certificate.unwrap();
    office.waits(Duration::days((certificate.expires_on - office.app.today()).whole_days() - 20));
    assert_eq!(list_names(&hoa, RegisterView::EndsIn30.filter()).await, ["Khách sạn Biển Xanh"]);
}

async fn pages_have_each_venue_once_in_vietnamese_order(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let lan = office.owner("Lan").await;
    for number in 0..=PAGE_SIZE {
        let name = ["Ánh Dương", "Anh Đào", "Đông Á", "Dốc Lết"][usize::try_from(number).unwrap() % 4];
        let venue = lan.registers(VenueKind::Cafe, &format!("{name} {number:02}")).await;
        venue.answers(samples::place(PHAN_RANG, "1 Thống Nhất")).await;
    }
    let names = list_names(&hoa, RegisterFilter::default()).await;
    assert_eq!(names.len() as u64, PAGE_SIZE + 1);
    let first = |beginning: &str| names.iter().position(|name| name.starts_with(beginning)).unwrap();
    assert!(first("Dốc Lết") < first("Đông Á"), "{names:?}");
}

async fn an_officer_records_that_a_venue_stopped(office: Office) {
    let (app, today) = (&office.app, office.app.today());
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let stop = Operation::StoppedUntil(today + Duration::days(10));
    let record = async |officer: &Person, version, operation, reason: &str| {
        record_operation(app, OperationRecorder::Office(&officer.may()), hotel.id, version, operation, reason)
            .await
    };
    let reason = "Đã đến nơi, đang sửa nhà";
    record(&hoa, 0, Operation::StoppedUntil(today - Duration::days(1)), reason)
        .await
        .says_invalid("until", "stop-bounds");
    record(&hoa, 0, stop, "x").await.says_invalid("reason", "reason-short");
    record(&office.commune_officer("Kế", DO_VINH).await, 0, stop, reason).await.says_not_found();
    record(&hoa, 0, Operation::Operating, reason).await.says_refused(Refusal::WrongState);
    record(&hoa, 0, stop, reason).await.unwrap();
    record(&hoa, 0, Operation::Closed, reason).await.says_conflict();
    assert!(office.actions_at(hotel.id).await.contains(&AuditAction::OperationRecorded));
    let stopped = RegisterFilter { operation: Some(OperationState::Stopped), ..RegisterFilter::default() };
    // The commune's list and the province's are read by indexes of their own.
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let closed = RegisterFilter { operation: Some(OperationState::Closed), ..RegisterFilter::default() };
    for officer in [&hoa, &minh] {
        assert_eq!(list(officer, &stopped).await.len(), 1);
        assert!(list(officer, &closed).await.is_empty());
    }
    assert!(list(&hoa, &RegisterView::NeverPledged.filter()).await.is_empty(), "it is asked for nothing");
    office.waits(Duration::days(11));
    for officer in [&hoa, &minh] {
        assert!(list(officer, &stopped).await.is_empty(), "it operates again by itself");
    }
}

async fn an_owner_says_that_a_venue_stopped_or_closed(office: Office) {
    let (app, today) = (&office.app, office.app.today());
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let lan = office.owner("Lan").await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let stop = Operation::StoppedUntil(today + Duration::days(60));
    let say = async |owner: &Person, version, operation| {
        record_operation(app, OperationRecorder::Owner(&owner.may()), hotel.id, version, operation, "").await
    };
    let found = async |state| {
        let filter = RegisterFilter { operation: Some(state), ..RegisterFilter::default() };
        list(&hoa, &filter).await.len()
    };
    let far = Operation::StoppedUntil(today + Duration::days(400));
    say(&lan, 0, far).await.says_invalid("until", "stop-bounds");
    say(&office.owner("Mai").await, 0, stop).await.says_not_found();
    say(&lan, 0, Operation::Operating).await.says_refused(Refusal::WrongState);
    say(&lan, 0, stop).await.unwrap();
    say(&lan, 0, Operation::Closed).await.says_conflict();
    assert_eq!(found(OperationState::Stopped).await, 1, "the office sees it");
    assert_eq!(hotel.dossier().await.operation, stop);
    say(&lan, 1, Operation::Closed).await.unwrap();
    say(&lan, 2, Operation::Operating).await.unwrap();
    assert_eq!(found(OperationState::Operating).await, 1, "her own word is taken back");
    let permit = hoa.may();
    let by_office = OperationRecorder::Office(&permit);
    let reason = "Đã đến nơi, đã trả mặt bằng";
    record_operation(app, by_office, hotel.id, 3, Operation::Closed, reason).await.unwrap();
    say(&lan, 4, Operation::Operating).await.says_refused(Refusal::ClosedByOffice);
    assert_eq!(found(OperationState::Closed).await, 1);
}

async fn register_draft(office: &Office, owner: &str, name: &str) -> OwnedVenue {
    let venue = office.owner(owner).await.registers_venue(name).await;
    venue.fills_in_everything().await;
    venue
}

async fn owners_are_reminded_once_in_14_days(office: Office) {
    let app = &office.app;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let first = register_draft(&office, "Lan", "Khách sạn Biển Xanh").await;
    register_draft(&office, "Mai", "Nhà nghỉ Hoa Sen").await;
    let remind = async |officer: &Person, key, target: ReminderTarget| {
        remind_owners(app, &officer.may(), key, ReminderReason::Pledge, &target).await
    };
    let selected = ReminderTarget::Selected(vec![first.id]);
    let all = ReminderTarget::Found(RegisterFilter::default());
    let preview =
        venue_register::preview_reminders(app, &hoa.may(), ReminderReason::Pledge, &all).await.unwrap();
    assert_eq!((preview.count(), preview.recent, preview.without_reason), (2, 0, 0));
    assert!(preview.sample.is_some());
    let outsider = office.commune_officer("Kế", DO_VINH).await;
    assert_eq!(remind(&outsider, office.key(), selected.clone()).await.unwrap(), 0, "not of their area");
    let key = office.key();
    assert_eq!(remind(&hoa, key, selected.clone()).await.unwrap(), 1);
    assert_eq!(remind(&hoa, key, selected.clone()).await.unwrap(), 1, "the first outcome again");
    remind(&hoa, key, all.clone()).await.says_key_reused();
    assert_eq!(remind(&hoa, office.key(), all.clone()).await.unwrap(), 1, "the other one");
    assert_eq!(remind(&hoa, office.key(), all.clone()).await.unwrap(), 0, "both were reminded");
    office.waits(Duration::days(15));
    assert_eq!(remind(&hoa, office.key(), all).await.unwrap(), 2);
    let reminded = office.actions_at(first.id).await;
    assert_eq!(reminded.iter().filter(|action| **action == AuditAction::OwnerReminded).count(), 2);
    let waiting = outbox::list_recent(app, 1_000).await.unwrap();
    assert_eq!(waiting.iter().filter(|message| message.notice.code() == "remind-pledge").count(), 4);
}

async fn an_export_has_every_row_and_is_recorded(office: Office) {
    let app = &office.app;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    register_draft(&office, "Lan", "Khách sạn Biển Xanh").await;
    register_draft(&office, "Mai", "Nhà nghỉ Hoa Sen").await;
    register_draft(&office, "Thu", "=Quán Lạ").await.answers(samples::place(DO_VINH, "2 Trần Phú")).await;
    let filter = RegisterFilter::default();
    begin_export(app, &hoa.may(), &filter, "csv", Some("x")).await.unwrap_err();
    let export = begin_export(app, &hoa.may(), &filter, "csv", None).await.unwrap();
    assert_eq!((export.count(), export.has_numbers()), (2, false));
    let form = ListForm {
        letterhead: export.agency().letterhead(),
        title: Vec::new(),
        about: Vec::new(),
        columns: vec![ListColumn::new("Tên", 30, venue_register::ColumnKind::Text)],
        signatures: None,
    };
    let describe = Box::new(|venue: &ListedVenue| vec![venue.name.clone().into()]);
    let mut file = ListFile::new(export, ListFormat::Csv, form, describe, String::new()).unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = file.read_piece().await.unwrap() {
        bytes.extend(piece);
    }
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text, "\u{FEFF}STT,Tên\r\n1,Khách sạn Biển Xanh\r\n2,Nhà nghỉ Hoa Sen\r\n");
    let recorded = office.actions_on(hoa.id().0).await;
    assert_eq!(recorded.iter().filter(|action| **action == AuditAction::RegisterExported).count(), 1);
    let other = office.approver("Ký", BA_DINH).await;
    assert_eq!(begin_export(app, &other.may(), &filter, "csv", None).await.unwrap().count(), 0);
}

async fn venues_of_an_earlier_version_are_listed(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = register_draft(&office, "Lan", "Khách sạn Biển Xanh").await;
    forget(&office, hotel.id).await;
    assert!(list(&hoa, &RegisterFilter::default()).await.is_empty());
    assert_eq!(venue_register::backfill(&office.app).await.unwrap(), 1);
    assert_eq!(search(&hoa, "bien xanh").await, ["Khách sạn Biển Xanh"]);
    assert_eq!(venue_register::backfill(&office.app).await.unwrap(), 0);
}

/// Deletes what the register knows of a venue.
async fn forget(office: &Office, venue: VenueId) {
    let tx = office.app.store().begin_write().await.unwrap();
    rows::forget(&tx, venue).await.unwrap();
    tx.commit().await.unwrap();
}
