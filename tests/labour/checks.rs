//! What the labour authority looks at: each rule by the facts of venues, kept up with every change and every day; each
//! number is the length of the list that it leads to; the rules are those of the province.

use camket_app::labour::{
    self, LabourSheet, assess_registers, load_labour_rules, load_sheet, load_venue_checks, save_labour_rules,
};
use camket_app::venue_operations::{OperationRecorder, record_operation};
use camket_app::venue_register;
use camket_domain::audit::AuditAction;
use camket_domain::labour::Contract;
use camket_domain::labour::checks::{LabourCheck, LabourRule, LabourRules};
use camket_domain::paging::BoundedCount;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venue_register::{Operation, RegisterFilter};
use camket_domain::venues::VenueKind;
use time::Duration;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    each_rule_finds_its_venues_and_each_number_is_its_list,
    who_is_at_two_venues_is_found_at_both_and_at_none_after,
    what_a_venue_meets_changes_with_the_day,
    a_closed_venue_meets_nothing,
    an_area_sees_its_own_venues,
    rules_are_those_of_the_province,
    rules_that_cannot_be_right_are_not_kept,
    a_filter_adds_to_the_others,
}

use LabourCheck::{
    ContractEnds, HealthChecks, NoChange, NoContract, NobodyDeclared, TwoVenues, WorkerPledges,
};

async fn register(office: &Office, owner: &str, name: &str) -> OwnedVenue {
    let venue = office.owner(owner).await.registers(VenueKind::Hotel, name).await;
    venue.fills_in_everything().await;
    venue
}

async fn set_rooms(venue: &OwnedVenue, rooms: u16) {
    use camket_app::venues::SectionInput::Business;
    let Business { tax, registration, phone, opened_on, .. } = samples::business(samples::tax_code(77))
    else {
        panic!("the section of the business")
    };
    venue.answers(Business { tax, registration, phone, rooms: Some(rooms), opened_on }).await;
}

/// What a venue meets, as its page and as the list of each rule say, which must be the same.
async fn find_checks(reader: &Person, venue: &OwnedVenue) -> Vec<(LabourCheck, u32)> {
    let app = &reader.office.app;
    load_sheet(app, &reader.may(), None).await.unwrap();
    let found = load_venue_checks(app, &reader.may(), venue.id).await.unwrap().findings;
    for check in LabourCheck::ALL {
        let filter = RegisterFilter { check: Some(check), ..RegisterFilter::default() };
        let listed = venue_register::list(app, &reader.may(), &filter, None).await.unwrap().venues;
        let is_listed = listed.iter().any(|line| line.id == venue.id);
        assert_eq!(is_listed, found.iter().any(|finding| finding.check == check), "{check:?}");
    }
    found.iter().map(|finding| (finding.check, finding.units)).collect()
}

/// How many venues meet a rule: the number of the page, which is the length of its list, also of each commune.
async fn count(reader: &Person, check: LabourCheck) -> u64 {
    let app = &reader.office.app;
    let sheet: LabourSheet = load_sheet(app, &reader.may(), None).await.unwrap();
    assert!(!sheet.is_behind);
    let mut all = 0;
    for ((commune, _), venues) in sheet.counts.iter().filter(|((_, found), _)| *found == check) {
        let filter =
            RegisterFilter { check: Some(check), commune: Some(*commune), ..RegisterFilter::default() };
        let found = venue_register::list(app, &reader.may(), &filter, None).await.unwrap();
        assert_eq!((found.count, found.venues.len() as u64), (BoundedCount::Exact(*venues), *venues));
        all += venues;
    }
    let filter = RegisterFilter { check: Some(check), ..RegisterFilter::default() };
    let found = venue_register::list(app, &reader.may(), &filter, None).await.unwrap();
    assert_eq!((found.count, found.venues.len() as u64), (BoundedCount::Exact(all), all), "{check:?}");
    all
}

async fn each_rule_finds_its_venues_and_each_number_is_its_list(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let calm = register(&office, "Lan", "Khách sạn Biển Xanh").await;
    calm.declares("Trần Thị Hạnh").await;
    assert_eq!(find_checks(&minh, &calm).await, []);
    let empty = register(&office, "Mai", "Khách sạn Trống").await;
    assert_eq!(find_checks(&minh, &empty).await, [], "24 rooms");
    set_rooms(&empty, 30).await;
    assert_eq!(find_checks(&minh, &empty).await, [(NobodyDeclared, 30)]);
    empty.declares_nobody().await;
    assert_eq!(
        find_checks(&minh, &empty).await,
        [(NobodyDeclared, 30)],
        "thirty rooms do not keep themselves"
    );
    let busy = register(&office, "Cúc", "Khách sạn Đông").await;
    for (serial, ends_on) in [(711, date!(2026 - 11 - 22)), (712, date!(2026 - 11 - 30))] {
        let mut given = samples::receptionist(&format!("Trần Thị {serial}"), samples::woman(serial));
        (given.job.contract, given.job.ends_on) = (Contract::Fixed, Some(ends_on));
        busy.tries_to_declare(given).await.unwrap();
    }
    let mut bare = samples::receptionist("Trần Thị Thiếu", samples::woman(713));
    (bare.health_check_on, bare.pledged_on) = (None, None);
    busy.tries_to_declare(bare).await.unwrap();
    let expected = [(NoContract, 1), (ContractEnds, 1), (HealthChecks, 1), (WorkerPledges, 1)];
    assert_eq!(find_checks(&minh, &busy).await, expected);
    for (check, venues) in [(NoContract, 1), (ContractEnds, 1), (NobodyDeclared, 1), (TwoVenues, 0)] {
        assert_eq!(count(&minh, check).await, venues, "{check:?}");
    }
    let leaving = busy.dossier().await.workers[0].id;
    busy.says_who_left(leaving, date!(2026 - 11 - 20)).await;
    assert_eq!(count(&minh, NoContract).await, 0);
}

async fn who_is_at_two_venues_is_found_at_both_and_at_none_after(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let (one, two) =
        (register(&office, "Lan", "Khách sạn Một").await, register(&office, "Mai", "Khách sạn Hai").await);
    let hanh = || samples::receptionist("Trần Thị Hạnh", samples::woman(721));
    one.tries_to_declare(hanh()).await.unwrap();
    assert_eq!(count(&minh, TwoVenues).await, 0);
    two.tries_to_declare(hanh()).await.unwrap();
    assert_eq!(find_checks(&minh, &one).await, [(TwoVenues, 1)]);
    assert_eq!(find_checks(&minh, &two).await, [(TwoVenues, 1)]);
    assert_eq!(count(&minh, TwoVenues).await, 2);
    // Who leaves, who is removed and who gets another number is at one venue again; so the other venue.
    let worker = two.dossier().await.workers[0].id;
    two.says_who_left(worker, date!(2026 - 11 - 20)).await;
    assert_eq!(count(&minh, TwoVenues).await, 0);
    labour::withdraw_departure(&office.app, &two.owner.may(), (two.id, worker), 2).await.unwrap();
    assert_eq!(count(&minh, TwoVenues).await, 2);
    let other = samples::receptionist("Trần Thị Hạnh", samples::woman(722));
    labour::update(&office.app, &two.owner.may(), (two.id, worker), 3, other).await.unwrap();
    assert_eq!(count(&minh, TwoVenues).await, 0);
    labour::update(&office.app, &two.owner.may(), (two.id, worker), 4, hanh()).await.unwrap();
    assert_eq!(count(&minh, TwoVenues).await, 2);
    labour::remove(&office.app, &two.owner.may(), (two.id, worker), 5).await.unwrap();
    assert_eq!(count(&minh, TwoVenues).await, 0);
}

async fn what_a_venue_meets_changes_with_the_day(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let hotel = register(&office, "Lan", "Khách sạn Biển Xanh").await;
    let mut given = samples::receptionist("Trần Thị Hạnh", samples::woman(731));
    (given.job.contract, given.job.ends_on) = (Contract::Fixed, Some(date!(2026 - 12 - 24)));
    hotel.tries_to_declare(given).await.unwrap();
    assert_eq!(find_checks(&minh, &hotel).await, []);
    office.waits(Duration::DAY);
    assert_eq!(assess_registers(&office.app).await.unwrap(), 1, "the day alone");
    assert_eq!(find_checks(&minh, &hotel).await, [(ContractEnds, 1)]);
    office.waits(Duration::days(31));
    assert_eq!(office.app.today(), date!(2026 - 12 - 25));
    assert_eq!(find_checks(&minh, &hotel).await, [(NoContract, 1)]);
    office.waits(Duration::days(8));
    assert_eq!(find_checks(&minh, &hotel).await, [(NoContract, 1), (HealthChecks, 1)]);
    office.waits(Duration::days(325));
    assert_eq!(office.app.today(), date!(2027 - 11 - 23));
    assert_eq!(find_checks(&minh, &hotel).await[1], (NoChange, 12));
    hotel.confirms_workers().await;
    assert_eq!(count(&minh, NoChange).await, 0, "a confirmation counts");
    assert_eq!(assess_registers(&office.app).await.unwrap(), 0);
}

async fn a_closed_venue_meets_nothing(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let hotel = register(&office, "Lan", "Khách sạn Biển Xanh").await;
    set_rooms(&hotel, 40).await;
    assert_eq!(count(&minh, NobodyDeclared).await, 1);
    let permit = minh.may();
    let recorder = OperationRecorder::Office(&permit);
    record_operation(&office.app, recorder, hotel.id, 0, Operation::Closed, "Đã trả nhà").await.unwrap();
    assert_eq!(count(&minh, NobodyDeclared).await, 0);
    assert_eq!(find_checks(&minh, &hotel).await, []);
}

async fn an_area_sees_its_own_venues(office: Office) {
    let hotel = register(&office, "Lan", "Khách sạn Biển Xanh").await;
    set_rooms(&hotel, 40).await;
    let near = office.labour_officer("Minh", PHAN_RANG).await;
    let far = office.labour_officer("Xa", BA_DINH).await;
    let agency = far.actor.agency;
    let beside =
        office.member(camket_domain::accounts::Role::LabourOfficer, "Kế", agency, DO_VINH.commune()).await;
    assert_eq!(count(&near, NobodyDeclared).await, 1);
    for other in [far, beside] {
        assert_eq!(count(&other, NobodyDeclared).await, 0);
        load_venue_checks(&office.app, &other.may(), hotel.id).await.map(drop).says_not_found();
    }
    let sheet = load_sheet(&office.app, &near.may(), Some(DO_VINH.commune())).await.unwrap();
    assert!(sheet.counts.is_empty(), "of another commune");
    assert!(Permit::<rights::ReadLabourChecks>::for_actor(&hotel.owner.actor).is_none());
}

fn rules(changed: LabourRule) -> LabourRules {
    let kept = |check| if check == changed.check { changed } else { LabourRules::shipped().find(check) };
    LabourRules::new(LabourCheck::ALL.map(kept).into())
}

async fn rules_are_those_of_the_province(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let quan = office.administrator("Quản", PHAN_RANG).await;
    let hotel = register(&office, "Lan", "Khách sạn Biển Xanh").await;
    assert_eq!(count(&minh, NobodyDeclared).await, 0);
    let sheet = load_labour_rules(&office.app, &minh.may()).await.unwrap();
    assert_eq!(
        (sheet.version, sheet.rules, sheet.written, sheet.keeps),
        (0, LabourRules::shipped(), None, true)
    );
    let lower = rules(LabourRule { check: NobodyDeclared, is_on: true, threshold: 20 });
    save_labour_rules(&office.app, &minh.may(), 0, lower.clone()).await.unwrap();
    assert_eq!(find_checks(&minh, &hotel).await, [(NobodyDeclared, 24)]);
    let deeds = office.actions_on(uuid::Uuid::nil()).await;
    assert_eq!(deeds.last(), Some(&AuditAction::LabourRulesChanged));
    let sheet = load_labour_rules(&office.app, &quan.may()).await.unwrap();
    assert_eq!((sheet.version, sheet.rules, sheet.written.unwrap().name), (1, lower, "Minh".to_owned()));
    let off = rules(LabourRule { check: NobodyDeclared, is_on: false, threshold: 20 });
    save_labour_rules(&office.app, &quan.may(), 0, off.clone()).await.says_conflict();
    save_labour_rules(&office.app, &quan.may(), 1, off).await.unwrap();
    assert_eq!(count(&minh, NobodyDeclared).await, 0);
    let far = office.labour_officer("Xa", BA_DINH).await;
    assert_eq!(load_labour_rules(&office.app, &far.may()).await.unwrap().version, 0, "another province");
}

async fn rules_that_cannot_be_right_are_not_kept(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let wrong = rules(LabourRule { check: ContractEnds, is_on: true, threshold: 366 });
    let saved = save_labour_rules(&office.app, &minh.may(), 0, wrong).await;
    saved.says_invalid("threshold-contract-ends", "labour-threshold");
    let of_commune = office
        .member(camket_domain::accounts::Role::LabourOfficer, "Xã", minh.actor.agency, PHAN_RANG.commune())
        .await;
    let saved = save_labour_rules(&office.app, &of_commune.may(), 0, LabourRules::shipped()).await;
    saved.says_refused(Refusal::NotAllowed);
    let sheet = load_labour_rules(&office.app, &of_commune.may()).await.unwrap();
    assert_eq!((sheet.version, sheet.keeps), (0, false));
    for without in [office.commune_officer("Hoa", PHAN_RANG).await, office.observer("Quan", PHAN_RANG).await]
    {
        assert!(Permit::<rights::KeepLabourRules>::for_actor(&without.actor).is_none());
    }
}

async fn a_filter_adds_to_the_others(office: Office) {
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let hotel = register(&office, "Lan", "Khách sạn Biển Xanh").await;
    set_rooms(&hotel, 40).await;
    register(&office, "Mai", "Khách sạn Biển Bạc").await;
    assert_eq!(count(&minh, NobodyDeclared).await, 1);
    let list = async |filter: RegisterFilter| {
        let found = venue_register::list(&office.app, &minh.may(), &filter, None).await.unwrap();
        found.venues.iter().map(|venue| venue.name.clone()).collect::<Vec<_>>()
    };
    let check = Some(NobodyDeclared);
    let words = |words: &str| RegisterFilter { check, words: words.to_owned(), ..RegisterFilter::default() };
    assert_eq!(list(words("bien")).await, ["Khách sạn Biển Xanh"]);
    assert!(list(words("bac")).await.is_empty());
    let kind = |kind| RegisterFilter { check, kind: Some(kind), ..RegisterFilter::default() };
    assert_eq!(list(kind(VenueKind::Hotel)).await.len(), 1);
    assert!(list(kind(VenueKind::Cafe)).await.is_empty());
    let filter = RegisterFilter { check, ..RegisterFilter::default() };
    assert_eq!(venue_register::count_for_export(&office.app, &minh.may(), &filter).await.unwrap(), 1);
}
