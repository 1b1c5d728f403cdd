//! Risk classes: from the facts of venues, kept up with every change and every day, overridden for a time.

use camket_app::risk::{
    NewOverride, RiskDossier, assess_all, end_override, list_venues, load_rules, load_sheet, load_venue,
    save_rules, set_override,
};
use camket_app::venue_operations::{OperationRecorder, record_operation};
use camket_domain::audit::AuditAction;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::risk::{RiskClass, RiskFactor, RiskRules};
use camket_domain::venue_register::Operation;
use camket_domain::venues::VenueKind;
use time::macros::date;
use time::{Date, Duration};

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, suspension};

test_on_both_engines! {
    a_venue_has_the_class_of_its_facts,
    the_class_follows_each_change_and_each_day,
    rules_are_those_of_the_province_and_count_for_every_venue,
    rules_that_cannot_be_right_are_not_kept,
    an_officer_sets_a_class_for_a_time,
    an_override_that_cannot_be_right_is_not_kept,
    an_old_page_overrides_nothing,
    a_class_is_seen_in_its_area_only,
    a_closed_venue_has_no_class,
    a_plan_draws_the_highest_class_first,
}

/// A hotel of Phan Rang with everything filled in.
async fn register_hotel(office: &Office, name: &str) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue(name).await;
    hotel.fills_in_everything().await;
    hotel
}

async fn load(reader: &Person, venue: VenueId) -> RiskDossier {
    load_venue(&reader.office.app, &reader.may(), venue).await.unwrap()
}

/// The factors of a venue, asked for it alone and in the list of its class, which must say the same.
async fn find_factors(reader: &Person, venue: VenueId) -> (RiskClass, Vec<(RiskFactor, u32)>) {
    let found = load(reader, venue).await;
    let class = found.class.unwrap();
    load_sheet(&reader.office.app, &reader.may()).await.unwrap();
    let listed = list_venues(&reader.office.app, &reader.may(), class, None, None).await.unwrap().lines;
    let line = listed.into_iter().find(|line| line.risk.venue == venue).expect("in the list of its class");
    let assessment = found.assessment.unwrap();
    assert_eq!((line.risk.points, &line.risk.reasons), (assessment.points, &assessment.reasons));
    (class, assessment.reasons.iter().map(|reason| (reason.factor, reason.units)).collect())
}

async fn count_classes(reader: &Person) -> [u32; 3] {
    let sheet = load_sheet(&reader.office.app, &reader.may()).await.unwrap();
    assert!(!sheet.is_behind);
    RiskClass::ALL.map(|class| sheet.communes.values().map(|counts| counts.of(class)).sum())
}

fn new_override(class: RiskClass, until: Date) -> NewOverride {
    NewOverride { class, reason: "Đã kiểm tra đột xuất ngày 20/11".to_owned(), until }
}

async fn a_venue_has_the_class_of_its_facts(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = register_hotel(&office, "Khách sạn Biển Xanh").await;
    let expected = vec![(RiskFactor::NoPledge, 1), (RiskFactor::Workers, 1), (RiskFactor::Kind, 1)];
    assert_eq!(find_factors(&hoa, hotel.id).await, (RiskClass::Medium, expected));
    let found = load(&hoa, hotel.id).await;
    assert_eq!(found.assessment.unwrap().points, 40);
    assert_eq!(count_classes(&hoa).await, [0, 1, 0]);
}

async fn the_class_follows_each_change_and_each_day(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = register_hotel(&office, "Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    let certificate = office.certifies(application, PHAN_RANG).await;
    assert_eq!(find_factors(&hoa, hotel.id).await, (RiskClass::Low, vec![(RiskFactor::Kind, 1)]));
    office.finds_a_violation(&hotel, PHAN_RANG).await;
    let after_visit = find_factors(&hoa, hotel.id).await;
    assert_eq!(after_visit, (RiskClass::Medium, vec![(RiskFactor::Findings, 1), (RiskFactor::Kind, 1)]));
    crate::concerns::uphold_concern_about(&hoa, &certificate.number).await;
    let reported = vec![(RiskFactor::Findings, 1), (RiskFactor::Concerns, 1), (RiskFactor::Kind, 1)];
    assert_eq!(find_factors(&hoa, hotel.id).await, (RiskClass::High, reported));
    let ky = office.approver("Ký", PHAN_RANG).await;
    let proposed = hoa.proposes(certificate.id, suspension(date!(2026 - 12 - 31))).await;
    ky.decides(&proposed).await;
    let (class, factors) = find_factors(&hoa, hotel.id).await;
    assert_eq!((class, factors[1]), (RiskClass::High, (RiskFactor::NoPledge, 1)));
    // The suspension ends on 31 December.
    office.waits(Duration::days(39));
    assert_eq!(find_factors(&hoa, hotel.id).await.1.len(), 3, "the pledge is in force again");
    // The visit was half a year ago on 23 May.
    office.waits(Duration::days(142));
    assert_eq!(office.app.today(), date!(2027 - 05 - 23));
    assert_eq!(find_factors(&hoa, hotel.id).await.1[2], (RiskFactor::Unvisited, 1));
}

async fn rules_are_those_of_the_province_and_count_for_every_venue(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = register_hotel(&office, "Khách sạn Biển Xanh").await;
    assert_eq!(count_classes(&phoi).await, [0, 1, 0]);
    let sheet = load_rules(&office.app, &phoi.may()).await.unwrap();
    assert_eq!((sheet.version, &sheet.rules, &sheet.written), (0, &RiskRules::shipped(), &None));
    let strict = RiskRules { medium_points: 10, high_points: 40, ..RiskRules::shipped() };
    save_rules(&office.app, &phoi.may(), 0, strict.clone()).await.unwrap();
    assert_eq!(count_classes(&phoi).await, [0, 0, 1]);
    assert_eq!(load(&hoa, hotel.id).await.class, Some(RiskClass::High));
    let kept = load_rules(&office.app, &hoa.may()).await.unwrap();
    assert_eq!((kept.version, kept.rules), (1, strict));
    assert_eq!(kept.written.unwrap().name, "Phối");
    save_rules(&office.app, &phoi.may(), 0, RiskRules::shipped()).await.says_conflict();
    save_rules(&office.app, &phoi.may(), 1, RiskRules::shipped()).await.unwrap();
    assert_eq!(count_classes(&phoi).await, [0, 1, 0]);
    assert!(Permit::<rights::KeepRiskRules>::for_actor(&hoa.actor).is_none());
    let far = office.commune_officer("Xa", BA_DINH).await;
    assert_eq!(load_rules(&office.app, &far.may()).await.unwrap().version, 0);
}

async fn rules_that_cannot_be_right_are_not_kept(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let mut rules = RiskRules::shipped();
    rules.weights[2].points = 101;
    save_rules(&office.app, &phoi.may(), 0, rules).await.says_invalid("points-concerns", "risk-points");
    let crossed = RiskRules { high_points: 20, ..RiskRules::shipped() };
    save_rules(&office.app, &phoi.may(), 0, crossed).await.says_invalid("high_points", "risk-limits");
    assert_eq!(load_rules(&office.app, &phoi.may()).await.unwrap().version, 0);
}

async fn an_officer_sets_a_class_for_a_time(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = register_hotel(&office, "Khách sạn Biển Xanh").await;
    assert_eq!(count_classes(&hoa).await, [0, 1, 0]);
    let high = new_override(RiskClass::High, date!(2026 - 11 - 30));
    set_override(&office.app, &hoa.may(), hotel.id, 0, high.clone()).await.unwrap();
    let found = load(&hoa, hotel.id).await;
    let set = found.overridden.as_ref().unwrap();
    assert_eq!((found.class, found.version, set.by.name.as_str()), (Some(RiskClass::High), 1, "Hoa"));
    assert_eq!(found.assessment.unwrap().class, RiskClass::Medium, "by the rules");
    assert_eq!(count_classes(&hoa).await, [0, 0, 1]);
    assert_eq!(office.actions_on(hotel.id.0).await.last(), Some(&AuditAction::RiskOverridden));
    let shown = hotel.dossier().await.timeline;
    let hidden = shown.iter().all(|event| event.action != AuditAction::RiskOverridden);
    assert!(hidden, "owners do not see it");
    office.waits(Duration::days(8));
    assert_eq!(load(&hoa, hotel.id).await.class, Some(RiskClass::Medium), "the time is over");
    assert_eq!(count_classes(&hoa).await, [0, 1, 0]);
    end_override(&office.app, &hoa.may(), hotel.id, 1).await.says_refused(Refusal::NotOverridden);
    let high = NewOverride { until: date!(2027 - 01 - 31), ..high };
    set_override(&office.app, &hoa.may(), hotel.id, 1, high).await.unwrap();
    end_override(&office.app, &hoa.may(), hotel.id, 2).await.unwrap();
    let found = load(&hoa, hotel.id).await;
    assert_eq!((found.class, found.trail.len()), (Some(RiskClass::Medium), 3));
    assert_eq!(count_classes(&hoa).await, [0, 1, 0]);
}

async fn an_override_that_cannot_be_right_is_not_kept(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = register_hotel(&office, "Khách sạn Biển Xanh").await;
    let set = async |new| set_override(&office.app, &hoa.may(), hotel.id, 0, new).await;
    let good = new_override(RiskClass::High, date!(2026 - 11 - 30));
    set(NewOverride { reason: " ".to_owned(), ..good.clone() }).await.says_invalid("reason", "risk-reason");
    for until in [date!(2026 - 11 - 22), date!(2027 - 11 - 24)] {
        set(NewOverride { until, ..good.clone() }).await.says_invalid("until", "risk-until");
    }
    assert_eq!(load(&hoa, hotel.id).await.overridden, None);
    for without in [office.observer("Quan", PHAN_RANG).await, office.approver("Ký", PHAN_RANG).await] {
        assert!(Permit::<rights::OverrideRisk>::for_actor(&without.actor).is_none());
    }
}

async fn an_old_page_overrides_nothing(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = register_hotel(&office, "Khách sạn Biển Xanh").await;
    let high = new_override(RiskClass::High, date!(2026 - 11 - 30));
    set_override(&office.app, &hoa.may(), hotel.id, 0, high.clone()).await.unwrap();
    let low = NewOverride { class: RiskClass::Low, ..high };
    set_override(&office.app, &hoa.may(), hotel.id, 0, low).await.says_conflict();
    end_override(&office.app, &hoa.may(), hotel.id, 0).await.says_conflict();
    assert_eq!(load(&hoa, hotel.id).await.class, Some(RiskClass::High));
}

async fn a_class_is_seen_in_its_area_only(office: Office) {
    let hotel = register_hotel(&office, "Khách sạn Biển Xanh").await;
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    assert_eq!(count_classes(&phoi).await, [0, 1, 0]);
    for far in [DO_VINH, BA_DINH] {
        let other = office.commune_officer("Xa", far).await;
        load_venue(&office.app, &other.may(), hotel.id).await.map(drop).says_not_found();
        assert_eq!(count_classes(&other).await, [0, 0, 0]);
        let listed = list_venues(&office.app, &other.may(), RiskClass::Medium, None, None).await.unwrap();
        assert!(listed.lines.is_empty());
        let high = new_override(RiskClass::High, date!(2026 - 11 - 30));
        set_override(&office.app, &other.may(), hotel.id, 0, high).await.says_not_found();
        end_override(&office.app, &other.may(), hotel.id, 0).await.says_not_found();
    }
    let lan = office.owner("Mai").await;
    assert!(Permit::<rights::ReadRisk>::for_actor(&lan.actor).is_none());
}

async fn a_closed_venue_has_no_class(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let hotel = register_hotel(&office, "Khách sạn Biển Xanh").await;
    assert_eq!(count_classes(&hoa).await, [0, 1, 0]);
    let closed = Operation::Closed;
    record_operation(
        &office.app,
        OperationRecorder::Office(&hoa.may()),
        hotel.id,
        0,
        closed,
        "Đã trả mặt bằng",
    )
    .await
    .unwrap();
    let found = load(&hoa, hotel.id).await;
    assert_eq!((found.class, found.assessment), (None, None));
    assert_eq!(count_classes(&hoa).await, [0, 0, 0]);
}

async fn a_plan_draws_the_highest_class_first(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let lan = office.owner("Lan").await;
    let mut ids = Vec::new();
    for number in 0..6 {
        let venue = lan.registers(VenueKind::Cafe, &format!("Cà phê số {number}")).await;
        venue.fills_in_everything().await;
        ids.push(venue.id);
    }
    for (id, class) in [(ids[4], RiskClass::High), (ids[1], RiskClass::Low)] {
        let set = new_override(class, date!(2026 - 12 - 31));
        set_override(&office.app, &hoa.may(), id, 0, set).await.unwrap();
    }
    let key = office.key();
    let plan =
        camket_app::plans::draw_plan(&office.app, &hoa.may(), key, team.id, (2026, None)).await.unwrap();
    let plan = camket_app::plans::find(&office.app, &hoa.may(), plan, 0).await.unwrap().plan;
    assert_eq!((plan.candidates, plan.visits.len()), (6, 4));
    assert_eq!((plan.visits[0].venue, plan.visits[0].class), (ids[4], Some(RiskClass::High)));
    assert!(plan.visits.iter().all(|visit| visit.venue != ids[1]), "the lowest class comes last");
    assert_eq!(assess_all(&office.app).await.unwrap(), 0, "the draw left nothing to assess");
}
