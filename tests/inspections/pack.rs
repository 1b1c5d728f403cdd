//! The pack of the day: what a phone may know, in how many bytes, and whose numbers are not in it.

use camket_app::inspections::{Pack, PackVenue, pack};
use camket_domain::inspections::Conclusion;

use crate::harness::both;
use crate::harness::said::Said;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG};

both! {
    the_pack_knows_the_area_and_no_number_of_a_person,
    an_area_outside_is_not_there,
    five_hundred_venues_weigh_less_than_200_kb,
}

fn text(pack: &Pack) -> String {
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
    let pack = pack(&office.app, &tra.may(), None).await.unwrap();
    assert_eq!((pack.area.as_str(), pack.venues.len(), pack.teams.len()), ("22759", 1, 1));
    let venue = &pack.venues[0];
    assert_eq!((venue.n.as_str(), venue.y, venue.w), ("Khách sạn Biển Xanh", 1, Some([1, 0, 0, 0])));
    assert_eq!(venue.cert.as_ref().unwrap().0, certificate.number.to_string());
    assert_eq!(venue.visit.as_ref().unwrap().1, "reminder");
    let written = text(&pack);
    // Representatives' and workers' numbers are 0561 9000 00NN, in whatever form.
    for canary in ["056190", "056 190", "056-190", "MDU2MTkw"] {
        assert!(!written.contains(canary), "{canary}");
    }
    assert!(!written.contains("Nguyễn Thị A\""), "no worker is named");
}

async fn an_area_outside_is_not_there(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    for area in [DO_VINH.commune(), BA_DINH.commune(), PHAN_RANG.province()] {
        pack(&office.app, &tra.may(), Some(area)).await.says_not_found();
    }
}

async fn five_hundred_venues_weigh_less_than_200_kb(office: Office) {
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh Ninh Chử").await;
    let id = hotel.goes_all_the_way().await;
    office.certifies(id, PHAN_RANG).await;
    let mut pack = pack(&office.app, &tra.may(), None).await.unwrap();
    let venue = PackVenue { p: Some((11.564_31, 108.988_62)), ..pack.venues.remove(0) };
    let demand =
        || (office.key().to_string(), "Ký hợp đồng bằng văn bản".to_owned(), "2026-12-15".to_owned());
    // Every second one was visited, every fourth has an open demand.
    let nth = |n: usize| PackVenue {
        id: office.key().to_string(),
        visit: n.is_multiple_of(2).then(|| ("2026-03-12".to_owned(), "reminder")),
        d: if n.is_multiple_of(4) { vec![demand()] } else { vec![] },
        ..venue.clone()
    };
    pack.venues = (0..500).map(nth).collect();
    let payload = text(&pack);
    // As it travels: the payload is a string of the envelope.
    let raw = serde_json::to_string(&payload).unwrap().len();
    assert!(raw <= 200_000, "{raw}");
}
