//! The review queue: its views (waiting, mine, late), search and filters.

use camket_app::venues::SectionInput;
use camket_app::{applications, venue_register};
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::applications::{ApplicationState, TrackKind};
use camket_domain::identifiers::TaxCode;
use camket_domain::ids::VenueId;
use camket_domain::paging::{BoundedCount, PAGE_SIZE};
use camket_domain::venue_register::RegisterFilter;
use camket_domain::venues::{Venue, VenueKind};
use camket_store::queues::{QueueFilter, QueueView};
use camket_store::venue_register::list_stale;
use time::Duration;

use crate::harness::database_dump::execute;
use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, PHAN_RANG, Person, TestPlace, samples};

test_on_both_engines! {
    an_officer_sees_their_area_only,
    a_file_moves_from_view_to_view,
    what_is_late_is_counted,
    what_waits_in_a_register_of_an_earlier_version_is_counted,
    words_find_without_accents,
    a_personal_number_is_found_whole,
    a_certificate_and_a_telephone_find_their_file,
    words_of_the_papers_and_of_today_find_a_file,
    a_document_number_finds_the_files_that_have_it,
    words_of_many_venues_find_those_of_the_view,
    what_is_in_hand_comes_next,
    filters_narrow,
    pages_follow_each_other,
}

fn unfiltered() -> QueueFilter {
    QueueFilter {
        track: TrackKind::Pledge,
        view: QueueView::All,
        commune: None,
        kind: None,
        state: None,
        words: String::new(),
        fingerprint: None,
    }
}

fn filter_by_words(words: &str) -> QueueFilter {
    QueueFilter { words: words.to_owned(), ..unfiltered() }
}

async fn list_names(officer: &Person, filter: QueueFilter) -> Vec<String> {
    let page = applications::list_queue(&officer.office.app, &officer.may(), &filter, None).await.unwrap();
    page.items.into_iter().map(|row| row.name).collect()
}

async fn submit_application(
    office: &Office,
    name: &str,
    place: TestPlace,
) -> camket_domain::ids::ApplicationId {
    office.owner("Lan").await.registers_venue(name).await.goes_all_the_way_at(place).await
}

async fn an_officer_sees_their_area_only(office: Office) {
    submit_application(&office, "Khách sạn Phan Rang", PHAN_RANG).await;
    submit_application(&office, "Khách sạn Đô Vinh", DO_VINH).await;
    assert_eq!(
        list_names(&office.commune_officer("Hoa", DO_VINH).await, unfiltered()).await,
        ["Khách sạn Đô Vinh"]
    );
    let province = list_names(&office.labour_officer("Minh", PHAN_RANG).await, unfiltered()).await;
    assert_eq!(province, ["Khách sạn Đô Vinh", "Khách sạn Phan Rang"]);
    assert!(list_names(&office.approver("Xa", crate::world::BA_DINH).await, unfiltered()).await.is_empty());
}

async fn a_file_moves_from_view_to_view(office: Office) {
    let id = submit_application(&office, "Khách sạn Biển Xanh", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let views = async || {
        let mut seen = Vec::new();
        for view in [QueueView::Waiting, QueueView::Mine(hoa.id()), QueueView::Open, QueueView::Accepted] {
            seen.push(list_names(&hoa, QueueFilter { view, ..unfiltered() }).await.len());
        }
        seen
    };
    assert_eq!(views().await, [1, 0, 1, 0]);
    hoa.claims(id).await;
    assert_eq!(views().await, [0, 1, 1, 0]);
    hoa.does(id, TrackCommand::Accept).await;
    assert_eq!(views().await, [0, 0, 0, 0]);
    office.labour_officer("Minh", PHAN_RANG).await.accepts(id).await;
    assert_eq!(views().await, [0, 0, 0, 1]);
}

async fn what_is_late_is_counted(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let counts = async || count(&hoa, TrackKind::Pledge).await;
    let id = submit_application(&office, "Khách sạn Một", PHAN_RANG).await;
    submit_application(&office, "Khách sạn Hai", PHAN_RANG).await;
    submit_application(&office, "Khách sạn Ba", DO_VINH).await;
    hoa.claims(id).await;
    assert_eq!(counts().await, [1, 1, 0, 2]);
    assert_eq!(count(&minh, TrackKind::Labour).await, [0, 3, 0, 3], "the other track of the province");
    office.waits(Duration::days(9));
    assert_eq!(counts().await, [1, 1, 2, 2]);
    hoa.does(id, TrackCommand::Release).await;
    assert_eq!(counts().await, [0, 2, 2, 2]);
    hoa.claims(id).await;
    hoa.does(id, TrackCommand::Accept).await;
    assert_eq!(counts().await, [0, 1, 1, 1]);
    assert_eq!(count(&minh, TrackKind::Labour).await, [0, 3, 3, 3]);
    minh.returns(id, "other").await;
    assert_eq!(count(&minh, TrackKind::Labour).await, [0, 2, 2, 2], "a returned one waits for its owner");
}

/// The officer's own applications, those of nobody, the late ones, and all that wait.
async fn count(officer: &Person, track: TrackKind) -> [u64; 4] {
    let counts = applications::count_views(&officer.office.app, &officer.may(), track).await.unwrap();
    [counts.mine, counts.waiting, counts.overdue, counts.open].map(BoundedCount::counted)
}

/// The schema is set back to the one before, and migrated again.
async fn what_waits_in_a_register_of_an_earlier_version_is_counted(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let claimed = submit_application(&office, "Khách sạn Một", PHAN_RANG).await;
    let accepted = submit_application(&office, "Khách sạn Hai", PHAN_RANG).await;
    submit_application(&office, "Khách sạn Ba", PHAN_RANG).await;
    hoa.claims(claimed).await;
    hoa.accepts(accepted).await;
    office.waits(Duration::days(9));
    for track in ["pledge", "labour"] {
        for index in ["province_*_due_on", "commune_*_due_on", "*_reviewer_id"] {
            let index = index.replace('*', track);
            execute(office.app.store(), &format!("DROP INDEX ix_venue_fact_{index}")).await;
        }
        for column in ["due_on", "reviewer_id"] {
            let drop = format!("ALTER TABLE venue_fact DROP COLUMN {track}_{column}");
            execute(office.app.store(), &drop).await;
        }
    }
    let before = "DELETE FROM seaql_migrations WHERE version LIKE '%_000320_open_tracks'";
    execute(office.app.store(), before).await;
    camket_migrations::run(&office.database.url).await.unwrap();
    assert_eq!(count(&hoa, TrackKind::Pledge).await, [1, 1, 2, 2]);
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    assert_eq!(count(&minh, TrackKind::Labour).await, [0, 3, 3, 3]);
    let venues =
        venue_register::list(&hoa.office.app, &hoa.may(), &RegisterFilter::default(), None).await.unwrap();
    let ids: Vec<VenueId> = venues.venues.iter().map(|venue| venue.id).collect();
    assert_eq!(list_stale(office.app.store(), &ids).await.unwrap(), []);
}

async fn words_find_without_accents(office: Office) {
    submit_application(&office, "Khách sạn Hoà Bình", PHAN_RANG).await;
    submit_application(&office, "Nhà nghỉ Đá Trắng", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    assert_eq!(list_names(&hoa, filter_by_words("hoa binh")).await, ["Khách sạn Hoà Bình"]);
    assert_eq!(list_names(&hoa, filter_by_words("BÌNH Hòa")).await, ["Khách sạn Hoà Bình"]);
    assert_eq!(list_names(&hoa, filter_by_words("da trang")).await, ["Nhà nghỉ Đá Trắng"]);
    assert_eq!(list_names(&hoa, filter_by_words("dai dien 16")).await.len(), 2);
    assert_eq!(list_names(&hoa, filter_by_words("100%")).await, Vec::<String>::new());
    assert_eq!(list_names(&hoa, filter_by_words("_____")).await, Vec::<String>::new());
}

async fn a_personal_number_is_found_whole(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    hotel.fills_in_everything().await;
    hotel.answers(samples::business(TaxCode::parse(samples::woman(901).expose()).unwrap())).await;
    hotel.answers(samples::representative("Nguyễn Thị Đại Diện", Some(samples::woman(902)))).await;
    hotel.signs().await;
    hotel.declares_nobody().await;
    hotel.submits().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    for serial in [901, 902] {
        assert_eq!(
            list_names(&hoa, filter_by_words(samples::woman(serial).expose())).await,
            ["Nhà nghỉ Tháp Chàm"]
        );
    }
    for typed in ["056 190 000 901", "056.190.000.901", "Đại Diện 056190000901"] {
        assert_eq!(list_names(&hoa, filter_by_words(typed)).await, ["Nhà nghỉ Tháp Chàm"], "{typed}");
    }
    assert!(list_names(&hoa, filter_by_words("0901")).await.is_empty(), "a part finds nothing");
    assert!(list_names(&hoa, filter_by_words(samples::woman(903).expose())).await.is_empty());
}

async fn a_certificate_and_a_telephone_find_their_file(office: Office) {
    let id = submit_application(&office, "Khách sạn Phan Rang", PHAN_RANG).await;
    submit_application(&office, "Khách sạn Đô Vinh", DO_VINH).await;
    let issued = office.certifies(id, PHAN_RANG).await;
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let (number, code) = (issued.number.to_string(), issued.code.to_string());
    for words in [number.as_str(), &code, &code.to_lowercase()] {
        assert_eq!(list_names(&minh, filter_by_words(words)).await, ["Khách sạn Phan Rang"], "{words}");
    }
    let abroad = samples::mobile(1).format_international();
    assert_eq!(list_names(&minh, filter_by_words(&abroad)).await.len(), 2, "{abroad}");
}

async fn words_of_the_papers_and_of_today_find_a_file(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Hòa Bình").await;
    let issued = office.certifies(hotel.goes_all_the_way_at(PHAN_RANG).await, PHAN_RANG).await;
    let name = "Nhà nghỉ Đá Trắng".to_owned();
    hotel.answers(SectionInput::Identity(VenueKind::Hotel, String::new(), name)).await;
    submit_application(&office, "Khách sạn Hồng Hà", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (number, phone) = (issued.number.to_string(), samples::mobile(1).format_international());
    let tax = issued.facts.tax_code.clone();
    for words in ["hoa binh", "da trang", "Trắng Bình", &format!("trắng {number}"), &tax] {
        assert_eq!(list_names(&hoa, filter_by_words(words)).await, ["Nhà nghỉ Đá Trắng"], "{words}");
    }
    for words in [format!("hồng hà {phone}"), "hong ha 090 000 0001".to_owned()] {
        assert_eq!(list_names(&hoa, filter_by_words(&words)).await, ["Khách sạn Hồng Hà"], "{words}");
    }
    for words in [format!("hồng {number}"), "hoa binh hong".to_owned(), "inh".to_owned()] {
        assert_eq!(list_names(&hoa, filter_by_words(&words)).await, Vec::<String>::new(), "{words}");
    }
    let mai = office.commune_officer("Mai", DO_VINH).await;
    for words in ["hoa binh", &number, &issued.document.to_string()] {
        assert!(list_names(&mai, filter_by_words(words)).await.is_empty(), "{words}");
    }
}

async fn a_document_number_finds_the_files_that_have_it(office: Office) {
    let lan = office.owner("Lan").await;
    let first = lan.registers_venue("Khách sạn Một").await.goes_all_the_way_at(PHAN_RANG).await;
    let first = office.certifies(first, PHAN_RANG).await.document.to_string();
    let second = lan.registers_venue("Khách sạn Hai").await.goes_all_the_way_at(PHAN_RANG).await;
    let second = office.certifies(second, PHAN_RANG).await.document.to_string();
    assert_ne!(first, second);
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    for words in [first.as_str(), &first.to_lowercase(), &format!(" {first} "), &format!("một {first}")] {
        assert_eq!(list_names(&minh, filter_by_words(words)).await, ["Khách sạn Một"], "{words}");
    }
    assert_eq!(list_names(&minh, filter_by_words(&second)).await, ["Khách sạn Hai"]);
    for words in ["99/XN-SNV", "01/XN-SXD", &format!("hai {first}")] {
        assert!(list_names(&minh, filter_by_words(words)).await.is_empty(), "{words}");
    }
}

async fn copy_venue(office: &Office, venue: &Venue, count: usize) {
    let copies: Vec<Venue> =
        (0..count).map(|_| Venue { id: VenueId(office.key()), ..venue.clone() }).collect();
    let tx = office.app.store().begin_write().await.unwrap();
    for copy in &copies {
        camket_store::venues::insert(&tx, copy).await.unwrap();
    }
    camket_store::venue_register::index_venues(&tx, &copies).await.unwrap();
    tx.commit().await.unwrap();
}

/// More venues than the register lists by their words: each application of the view is asked.
async fn words_of_many_venues_find_those_of_the_view(office: Office) {
    let hotel = submit_application(&office, "Khách sạn Biển Xanh", PHAN_RANG).await;
    submit_application(&office, "Khách sạn Đồi Xanh", DO_VINH).await;
    submit_application(&office, "Nhà nghỉ Biển Đông", PHAN_RANG).await;
    let drafted = office.owner("Mai").await.registers_venue("Khách Xanh").await;
    copy_venue(&office, &drafted.dossier().await.venue, 2_000).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    assert_eq!(list_names(&hoa, filter_by_words("khách xanh")).await, ["Khách sạn Biển Xanh"]);
    let names = list_names(&minh, filter_by_words("khách xanh")).await;
    assert_eq!(names, ["Khách sạn Đồi Xanh", "Khách sạn Biển Xanh"]);
    let waiting = QueueFilter { view: QueueView::Waiting, ..filter_by_words("khách xanh") };
    hoa.claims(hotel).await;
    assert!(list_names(&hoa, waiting).await.is_empty());
    let mine = QueueFilter { view: QueueView::Mine(hoa.id()), ..filter_by_words("khách xanh") };
    assert_eq!(list_names(&hoa, mine).await, ["Khách sạn Biển Xanh"]);
}

async fn what_is_in_hand_comes_next(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let next = async || {
        let row = applications::find_next(&office.app, &minh.may(), TrackKind::Labour).await.unwrap();
        row.map(|row| row.name)
    };
    assert_eq!(next().await, None);
    submit_application(&office, "Khách sạn Phan Rang", PHAN_RANG).await;
    let second = submit_application(&office, "Khách sạn Đô Vinh", DO_VINH).await;
    assert_eq!(next().await.as_deref(), Some("Khách sạn Phan Rang"));
    minh.claims(second).await;
    assert_eq!(next().await.as_deref(), Some("Khách sạn Đô Vinh"));
}

async fn filters_narrow(office: Office) {
    submit_application(&office, "Khách sạn Phan Rang", PHAN_RANG).await;
    let bar = office.owner("Bình").await.registers(VenueKind::Bar, "Bar Đêm").await;
    bar.goes_all_the_way_at(DO_VINH).await;
    bar.tries_to_withdraw().await.unwrap();
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    assert_eq!(
        list_names(&minh, QueueFilter { kind: Some(VenueKind::Bar), ..unfiltered() }).await,
        ["Bar Đêm"]
    );
    assert_eq!(
        list_names(&minh, QueueFilter { commune: Some(DO_VINH.commune()), ..unfiltered() }).await,
        ["Bar Đêm"]
    );
    let state = Some(ApplicationState::InReview);
    assert_eq!(list_names(&minh, QueueFilter { state, ..unfiltered() }).await, ["Khách sạn Phan Rang"]);
    assert_eq!(
        list_names(&minh, QueueFilter { view: QueueView::Open, ..unfiltered() }).await,
        ["Khách sạn Phan Rang"]
    );
}

async fn pages_follow_each_other(office: Office) {
    let lan = office.owner("Lan").await;
    for serial in 0..=PAGE_SIZE {
        lan.registers_venue(&format!("Khách sạn {serial}")).await.goes_all_the_way().await;
    }
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    // Work lists are sorted oldest first; the list of all applications newest first.
    for (view, first_name, last_name) in
        [(QueueView::Waiting, "Khách sạn 0", "Khách sạn 25"), (QueueView::All, "Khách sạn 25", "Khách sạn 0")]
    {
        let filter = QueueFilter { view, ..unfiltered() };
        let page =
            async |after| applications::list_queue(&office.app, &minh.may(), &filter, after).await.unwrap();
        let first = page(None).await;
        assert_eq!((first.items.len(), first.items[0].name.as_str()), (25, first_name));
        let second = page(first.next).await;
        assert_eq!((second.items.len(), second.items[0].name.as_str()), (1, last_name));
        assert!(second.next.is_none());
    }
}
