//! Coverage: the figures of any day, the names behind each number, areas of today and of before, and what may not be seen.

use camket_app::census::{self, EntryInput, ListInput};
use camket_app::coverage::{self, CoverageQuestion, UnitFilter, begin_names_export};
use camket_app::venue_operations::{OperationRecorder, record_operation};
use camket_domain::audit::AuditAction;
use camket_domain::census::lifecycle::Command;
use camket_domain::census::{ExclusionCause, ListedStatus, SourceKind};
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::coverage::table::CoverageFigures;
use camket_domain::ids::{CensusEntryId, CensusListId};
use camket_domain::venue_register::Operation;
use camket_domain::venues::VenueKind;
use camket_store::coverage as rows;
use time::{Date, Duration};

use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, PHAN_RANG, Person, TestPlace, proposal};

test_on_both_engines! {
    figures_of_any_day_follow_what_happened,
    a_number_leads_to_the_names_that_it_counts,
    a_venue_that_stopped_or_closed_is_left_out,
    a_revoked_certificate_ends_its_pledge,
    totals_agree_under_the_present_and_the_former_map,
    an_export_is_recorded,
    totals_are_open_only_once_they_are_switched_on,
}

pub async fn begin_list(officer: &Person, place: TestPlace) -> CensusListId {
    let office = &officer.office;
    let input = ListInput {
        source: SourceKind::CommuneList,
        holder: "UBND phường".to_owned(),
        as_of: office.app.today(),
        area: place.commune(),
    };
    census::create_list(&office.app, &officer.may(), office.key(), input).await.unwrap()
}

pub async fn add_entry(officer: &Person, list: CensusListId, name: &str, place: TestPlace) -> CensusEntryId {
    let office = &officer.office;
    let input = EntryInput {
        name: name.to_owned(),
        kind: VenueKind::Motel,
        address: "1 Thống Nhất".to_owned(),
        commune: place.commune(),
        position: None,
        owner: String::new(),
        security_number: String::new(),
        phone: None,
        listed: ListedStatus::Unknown,
        note: String::new(),
    };
    let id = census::create_entry(&office.app, &officer.may(), office.key(), list, input).await.unwrap();
    check_spans(office, &[id]).await;
    id
}

/// A commune with two venues that nobody reached yet.
pub async fn begin_sample(officer: &Person) {
    let list = begin_list(officer, PHAN_RANG).await;
    add_entry(officer, list, "Nhà nghỉ Biển Xanh", PHAN_RANG).await;
    add_entry(officer, list, "Nhà nghỉ Hoa Sen", PHAN_RANG).await;
}

async fn apply(officer: &Person, entry: CensusEntryId, command: Command) {
    let app = &officer.office.app;
    let version = census::load_entry(app, &officer.may(), entry).await.unwrap().entry.version;
    census::apply_command(app, &officer.may(), entry, version, command).await.unwrap();
    check_spans(&officer.office, &[entry]).await;
}

/// The spans are what they are built from.
async fn check_spans(office: &Office, entries: &[CensusEntryId]) {
    assert_eq!(rows::list_stale(office.app.store(), entries).await.unwrap(), []);
}

fn ask(officer: &Person, day: Date) -> CoverageQuestion {
    CoverageQuestion::new(&officer.office.app, &officer.may(), None, day, AreaDivision::Commune).unwrap()
}

async fn count_on(officer: &Person, day: Date) -> CoverageFigures {
    coverage::load_table(&officer.office.app, ask(officer, day)).await.unwrap().total()
}

/// Denominator, pledges, labour registrations, both.
async fn shares_on(officer: &Person, day: Date) -> [u32; 4] {
    let figures = count_on(officer, day).await;
    [figures.denominator, figures.pledged, figures.labour, figures.both]
}

async fn figures_of_any_day_follow_what_happened(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let first = office.app.today();
    let list = begin_list(&hoa, PHAN_RANG).await;
    let [known, _, gone] = [
        add_entry(&hoa, list, "Nhà nghỉ Biển Xanh", PHAN_RANG).await,
        add_entry(&hoa, list, "Nhà nghỉ Hoa Sen", PHAN_RANG).await,
        add_entry(&hoa, list, "Nhà nghỉ Cũ", PHAN_RANG).await,
    ];
    assert_eq!(shares_on(&hoa, first).await, [3, 0, 0, 0]);
    assert_eq!(count_on(&hoa, first).await.unverified, 3);
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    office.waits(Duration::days(10));
    let application = hotel.goes_all_the_way().await;
    apply(&hoa, known, Command::match_with(hotel.id)).await;
    let entry = [known];
    hoa.claims(application).await;
    hoa.accepts(application).await;
    check_spans(&office, &entry).await;
    let pledged = office.app.today();
    assert_eq!(shares_on(&hoa, pledged).await, [3, 1, 0, 0]);
    office.waits(Duration::days(10));
    let labour = office.labour_officer("Lao", PHAN_RANG).await;
    labour.claims(application).await;
    labour.accepts(application).await;
    let certificate = office.approver("Ký", PHAN_RANG).await.issues(application).await;
    check_spans(&office, &entry).await;
    let both = office.app.today();
    let closed =
        Command::Exclude { cause: ExclusionCause::Closed, since: both, note: "Đã đóng cửa".to_owned() };
    apply(&hoa, gone, closed).await;
    assert_eq!(shares_on(&hoa, both).await, [2, 1, 1, 1]);
    // The past stays as it was.
    assert_eq!(shares_on(&hoa, pledged).await, [3, 1, 0, 0]);
    assert_eq!(shares_on(&hoa, first).await, [3, 0, 0, 0]);
    assert_eq!(shares_on(&hoa, first - Duration::days(1)).await, [0, 0, 0, 0]);
    let trend = coverage::load_trend(&office.app, ask(&hoa, both)).await.unwrap();
    assert_eq!(trend.last().map(|(day, figures)| (*day, figures.both)), Some((both, 1)));
    // A certificate ends by itself.
    let days = (certificate.expires_on - office.app.today()).whole_days() + 1;
    office.waits(Duration::days(days));
    assert_eq!(shares_on(&hoa, office.app.today()).await, [2, 0, 0, 0]);
    assert_eq!(shares_on(&hoa, certificate.expires_on).await, [2, 1, 1, 1]);
    // A match that is taken back.
    apply(&hoa, known, Command::Undo).await;
    assert_eq!(shares_on(&hoa, both).await, [2, 0, 0, 0]);
}

async fn a_number_leads_to_the_names_that_it_counts(office: Office) {
    let (hoa, far) =
        (office.commune_officer("Hoa", PHAN_RANG).await, office.commune_officer("Kế", DO_VINH).await);
    let today = office.app.today();
    let list = begin_list(&hoa, PHAN_RANG).await;
    let known = add_entry(&hoa, list, "Nhà nghỉ Biển Xanh", PHAN_RANG).await;
    for number in 0..30 {
        add_entry(&hoa, list, &format!("Nhà nghỉ Hoa Sen {number:02}"), PHAN_RANG).await;
    }
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
    apply(&hoa, known, Command::match_with(hotel.id)).await;
    let names = async |officer: &Person, number| {
        let filter = UnitFilter::of(number, AreaDivision::Commune);
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let question = ask(officer, today);
            let page =
                coverage::list_names(&office.app, &officer.may(), question, &filter, after).await.unwrap();
            found.extend(page.units.into_iter().map(|unit| unit.name));
            after = page.next;
            if after.is_none() {
                return found;
            }
        }
    };
    let missing = names(&hoa, CoverageNumber::Incomplete).await;
    assert_eq!(
        (missing.len(), missing[0].as_str(), missing[29].as_str()),
        (30, "Nhà nghỉ Hoa Sen 00", "Nhà nghỉ Hoa Sen 29")
    );
    assert_eq!(names(&hoa, CoverageNumber::Complete).await, ["Khách sạn Biển Xanh"]);
    assert_eq!(coverage::count_missing(&office.app, &hoa.may()).await.unwrap(), 30);
    let figures = count_on(&hoa, today).await;
    for number in CoverageNumber::ALL {
        assert_eq!(names(&hoa, number).await.len(), number.read(&figures) as usize, "{number:?}");
    }
    assert_eq!(names(&far, CoverageNumber::Counted).await, [""; 0]);
    let foreign = Some(PHAN_RANG.commune());
    assert!(CoverageQuestion::new(&office.app, &far.may(), foreign, today, AreaDivision::Commune).is_none());
    let tomorrow = today + Duration::days(1);
    assert!(CoverageQuestion::new(&office.app, &hoa.may(), None, tomorrow, AreaDivision::Commune).is_none());
}

async fn a_venue_that_stopped_or_closed_is_left_out(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = begin_list(&hoa, PHAN_RANG).await;
    let entry = add_entry(&hoa, list, "Nhà nghỉ Biển Xanh", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
    apply(&hoa, entry, Command::match_with(hotel.id)).await;
    let today = office.app.today();
    let last = today + Duration::days(10);
    let stop = Operation::StoppedUntil(last);
    record_operation(&office.app, OperationRecorder::Office(&hoa.may()), hotel.id, 0, stop, "Đang sửa nhà")
        .await
        .unwrap();
    check_spans(&office, &[entry]).await;
    assert_eq!((count_on(&hoa, today).await.denominator, count_on(&hoa, today).await.out[1]), (0, 1));
    office.waits(Duration::days(11));
    assert_eq!(shares_on(&hoa, last + Duration::days(1)).await, [1, 1, 1, 1]);
    assert_eq!(shares_on(&hoa, last).await, [0, 0, 0, 0]);
}

async fn a_revoked_certificate_ends_its_pledge(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = begin_list(&hoa, PHAN_RANG).await;
    let entry = add_entry(&hoa, list, "Nhà nghỉ Biển Xanh", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let certificate = office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
    apply(&hoa, entry, Command::match_with(hotel.id)).await;
    let issued = office.app.today();
    office.waits(Duration::days(5));
    let decision = hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    office.approver("Quyết", PHAN_RANG).await.decides(&decision).await;
    check_spans(&office, &[entry]).await;
    assert_eq!(shares_on(&hoa, office.app.today()).await, [1, 0, 0, 0]);
    assert_eq!(shares_on(&hoa, issued).await, [1, 1, 1, 1]);
}

async fn totals_agree_under_the_present_and_the_former_map(office: Office) {
    let (hoa, far) =
        (office.commune_officer("Hoa", PHAN_RANG).await, office.commune_officer("Kế", DO_VINH).await);
    let list = begin_list(&hoa, PHAN_RANG).await;
    add_entry(&hoa, list, "Nhà nghỉ Biển Xanh", PHAN_RANG).await;
    let list = begin_list(&far, DO_VINH).await;
    add_entry(&far, list, "Nhà nghỉ Hoa Sen", DO_VINH).await;
    let province = office.approver("Ký", PHAN_RANG).await;
    let today = office.app.today();
    let mut totals = Vec::new();
    for division in AreaDivision::ALL {
        let question = CoverageQuestion::new(&office.app, &province.may(), None, today, division).unwrap();
        let table = coverage::load_table(&office.app, question).await.unwrap();
        let mut sum = CoverageFigures::default();
        table.by_area().into_values().for_each(|figures| sum += figures);
        assert_eq!(sum, table.total(), "{division:?}");
        totals.push(table.total());
    }
    assert_eq!(totals[0].denominator, 2);
    assert!(totals.iter().all(|total| *total == totals[0]));
}

async fn an_export_is_recorded(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = begin_list(&hoa, PHAN_RANG).await;
    add_entry(&hoa, list, "Nhà nghỉ Biển Xanh", PHAN_RANG).await;
    let filter = UnitFilter {
        number: CoverageNumber::Incomplete,
        division: AreaDivision::Commune,
        area: Some(Some(PHAN_RANG.commune())),
        kind: Some(Some(VenueKind::Motel)),
        group: None,
    };
    let question = ask(&hoa, office.app.today());
    let export = begin_names_export(&office.app, &hoa.may(), question, filter, "csv").await.unwrap();
    assert_eq!(export.count(), 1);
    assert!(office.actions_on(hoa.id().0).await.contains(&AuditAction::CoverageExported));
}

async fn totals_are_open_only_once_they_are_switched_on(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = begin_list(&hoa, PHAN_RANG).await;
    add_entry(&hoa, list, "Nhà nghỉ Biển Xanh", PHAN_RANG).await;
    assert!(coverage::load_open_totals(&office.app).await.is_err());
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let mut settings = camket_app::settings::load(&office.app).await.unwrap();
    settings.open_coverage = true;
    camket_app::settings::save(&office.app, &admin.may(), &settings).await.unwrap();
    let totals = coverage::load_open_totals(&office.app).await.unwrap();
    let counted: u32 =
        totals.values().flat_map(|communes| communes.values()).map(|figures| figures.denominator).sum();
    assert_eq!(counted, 1);
}
