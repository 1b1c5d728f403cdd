//! Demands: met at a follow-up, closed once, listed by page.

use camket_app::{AppError, demands};
use camket_domain::demands::DemandState;
use camket_domain::ids::DemandId;
use camket_domain::inspections::Conclusion;
use camket_domain::inspections::report::ReportDemand;
use camket_domain::paging::PAGE_SIZE;
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::inspections::visits::prepare_visit;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    demands_are_met_at_a_follow_up,
    two_inspectors_close_the_same_demand,
    the_list_of_demands_has_pages,
}

/// A demand due on 31 December 2026.
pub(crate) fn build_demand(office: &Office) -> ReportDemand {
    ReportDemand {
        id: DemandId(office.key()),
        item: Some("contracts".to_owned()),
        text: "Ký hợp đồng lao động bằng văn bản".to_owned(),
        due_on: date!(2026 - 12 - 31),
    }
}

async fn demands_are_met_at_a_follow_up(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let mut given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    given.demands = vec![build_demand(&office)];
    phone.reports(&given).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let open = async |state| demands::list(&office.app, &officer.may(), state, None).await.unwrap().0.items;
    assert_eq!(open(DemandState::Open).await.len(), 1);
    let mut follow_up = phone.visit(&team, hotel.id, VenueKind::Hotel);
    follow_up.met_demands = vec![given.demands[0].id];
    let reported = phone.reports(&follow_up).await;
    assert!(reported.not_met.is_empty());
    let met = open(DemandState::Met).await.remove(0);
    let closure = met.closure().unwrap();
    assert_eq!((closure.note.as_str(), closure.by.account), ("02/BB-ĐKT178", phone.holder.id()));
    assert_eq!(open(DemandState::Open).await, []);
}

async fn two_inspectors_close_the_same_demand(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let mut given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    given.demands = vec![build_demand(&office)];
    phone.reports(&given).await;
    let id = given.demands[0].id;
    let lam = office.inspector("Lâm", PHAN_RANG).await;
    let (tra, lam) = (phone.holder.may(), lam.may());
    let (one, two) = tokio::join!(
        demands::meet(&office.app, &tra, id, 1, "Đã thấy hợp đồng"),
        demands::meet(&office.app, &lam, id, 1, "Đã ký đủ"),
    );
    let conflicts = [&one, &two].into_iter().filter(|o| matches!(o, Err(AppError::Conflict))).count();
    assert_eq!((one.is_ok() || two.is_ok(), conflicts), (true, 1), "{one:?} {two:?}");
    // A late report names the demands that were already closed, and is accepted.
    let mut late = phone.visit(&team, hotel.id, VenueKind::Hotel);
    late.met_demands = vec![id];
    assert_eq!(phone.reports(&late).await.not_met[0].id, id);
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    demands::withdraw(&office.app, &officer.may(), id, 2, "Không còn cần")
        .await
        .says_refused(Refusal::WrongState);
    demands::withdraw(&office.app, &officer.may(), id, 2, "").await.says_invalid("note", "demand-note");
}

async fn the_list_of_demands_has_pages(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let mut given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    // All are due on one day, so the page order depends on the ids alone.
    given.demands = (0..20).map(|_| build_demand(&office)).collect();
    phone.reports(&given).await;
    let mut again = phone.visit(&team, hotel.id, VenueKind::Hotel);
    again.demands = (0..20).map(|_| build_demand(&office)).collect();
    phone.reports(&again).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let page =
        async |after| demands::list(&office.app, &officer.may(), DemandState::Open, after).await.unwrap().0;
    let first = page(None).await;
    assert_eq!(first.items.len() as u64, PAGE_SIZE);
    let second = page(first.next).await;
    assert_eq!(second.next, None);
    let mut shown: Vec<_> = first.items.iter().chain(&second.items).map(|demand| demand.id).collect();
    shown.sort();
    let mut all: Vec<_> = given.demands.iter().chain(&again.demands).map(|demand| demand.id).collect();
    all.sort();
    assert_eq!(shown, all);
}
