//! The pack of the day: its content, its size, and that it contains no personal number.

use camket_app::inspections::{
    Pack, PackCertificate, PackDemand, PackVenue, PackVisit, WorkerCounts, build_pack,
};
use camket_credential::keys::Kid;
use camket_credential::signed_text::{SignedKind, sign};
use camket_credential::signing::{SigningKey, generate};
use camket_domain::ids::{DemandId, VenueId};
use camket_domain::inspections::Conclusion;
use serde_json::{Value, json};

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG};

test_on_both_engines! {
    the_pack_knows_the_area_and_no_number_of_a_person,
    an_area_outside_is_not_there,
    five_hundred_venues_weigh_less_than_200_kb,
}

/// The parts of a certified and inspected venue without a position or demands.
const VENUE_NAMES: [&str; 10] = [
    "address",
    "certificate",
    "id",
    "kind",
    "last_visit",
    "name",
    "representative",
    "rooms",
    "visits_this_year",
    "workers",
];

fn list_names(object: &Value) -> Vec<&str> {
    let mut names: Vec<_> = object.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

fn pack_text(pack: &Pack) -> String {
    serde_json::to_string(pack).expect("plain values")
}

async fn the_pack_knows_the_area_and_no_number_of_a_person(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    let far = office.owner("Bình").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    far.goes_all_the_way_at(DO_VINH).await;
    let phone = tra.enrols().await;
    phone.reports(&phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder)).await;
    let pack = build_pack(&office.app, &tra.may(), None).await.unwrap();
    assert_eq!((pack.area.as_str(), pack.venues.len(), pack.teams.len()), ("22759", 1, 1));
    let venue = &pack.venues[0];
    assert_eq!((venue.name.as_str(), venue.visits_this_year), ("Khách sạn Biển Xanh", 1));
    assert_eq!(venue.workers, Some(WorkerCounts { declared: 1, ..WorkerCounts::default() }));
    assert_eq!(venue.certificate.as_ref().unwrap().number, certificate.number.to_string());
    assert_eq!(venue.last_visit.as_ref().unwrap().conclusion, "reminder");
    let written = pack_text(&pack);
    let parsed: Value = serde_json::from_str(&written).unwrap();
    assert_eq!((&parsed["v"], &parsed["min_members"]), (&json!(2), &json!(3)));
    assert_eq!(list_names(&parsed["venues"][0]), VENUE_NAMES, "the names of docs/inspections-api.md");
    assert_eq!(parsed["venues"][0]["certificate"]["status"], "valid");
    // The ID numbers of representatives and workers are 0561 9000 00NN, in any grouping.
    for canary in ["056190", "056 190", "056-190", "MDU2MTkw"] {
        assert!(!written.contains(canary), "{canary}");
    }
    assert!(!written.contains("Nguyễn Thị A\""), "no worker is named");
}

async fn an_area_outside_is_not_there(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    for area in [DO_VINH.commune(), BA_DINH.commune(), PHAN_RANG.province()] {
        build_pack(&office.app, &tra.may(), Some(area)).await.says_not_found();
    }
}

async fn five_hundred_venues_weigh_less_than_200_kb(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let name = "Cơ sở kinh doanh dịch vụ lưu trú Khách sạn Biển Xanh Ninh Chử";
    let id = office.owner("Lan").await.registers_venue(name).await.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await;
    let key = SigningKey::new(Kid::new(&[1]).unwrap(), &generate().unwrap()).unwrap();
    let mut pack = build_pack(&office.app, &tra.may(), None).await.unwrap();
    let venue = pack.venues.remove(0);
    // The worst case: every venue has a position, a visit and an open demand. The differing parts are random, as in reality.
    let nth = |n: u16| {
        let random = office.key().simple().to_string();
        let text = format!("Ký hợp đồng bằng văn bản với {n} người lao động ({})", &random[16..]);
        let code = format!("{}-{}", &random[22..27], &random[27..]);
        let number = format!("KH-SNV-2026-{n:06}");
        let expires_on = format!("2027-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
        let on = format!("2026-{:02}-{:02}", n % 11 + 1, n % 28 + 1);
        let due_on = format!("2026-12-{:02}", n % 28 + 1);
        PackVenue {
            id: VenueId(office.key()),
            name: format!("{name} {n}"),
            address: format!("{n} đường Yên Ninh, khu phố Ninh Chử {}", &random[28..]),
            representative: Some(format!("Nguyễn Thị Minh Khai {}", &random[24..])),
            position: Some((11.5 + f64::from(n) * 0.000_37, 108.9 + f64::from(n) * 0.000_53)),
            certificate: Some(PackCertificate { number, code, expires_on, status: "valid" }),
            last_visit: Some(PackVisit { on, conclusion: "reminder" }),
            visits_this_year: 1,
            demands: vec![PackDemand { id: DemandId(office.key()), text, due_on }],
            ..venue.clone()
        }
    };
    pack.venues = (0..500).map(nth).collect();
    let signed = sign(SignedKind::Pack, &pack_text(&pack), &key).unwrap();
    // The size as sent, which is also the size of the file.
    let size = signed.protected.len() + signed.payload.len() + signed.signature.len() + 50;
    assert!(size <= 200_000, "{size}");
}
