//! The timeline of a venue, as officers see it: all events, in pages, within the area.

use camket_app::concerns::{self, Report};
use camket_app::timeline::{self, What};
use camket_domain::audit::Deed;
use camket_domain::ids::VenueId;
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::Permit;
use std::collections::HashSet;

use crate::harness::both;
use crate::harness::said::Said;
use crate::world::{BA_DINH, DO_VINH, Office, OwnVenue, PHAN_RANG, Person, samples};

both! {
    it_tells_of_everything_newest_first,
    its_pages_hold_each_thing_once,
    a_foreign_venue_is_not_there,
    approvers_read_no_concerns,
}

/// All pages of a venue's timeline, each entry as one word.
async fn history(officer: &Person, venue: VenueId) -> Vec<String> {
    let (app, permit) = (&officer.office.app, Permit::for_actor(&officer.actor).unwrap());
    let (mut words, mut places, mut after) = (Vec::new(), Vec::new(), None);
    loop {
        let page = timeline::page(app, &permit, venue, after).await.unwrap();
        assert!(page.items.len() as u64 <= PAGE_SIZE);
        places.extend(page.items.iter().map(|entry| (entry.place.at, entry.place.id)));
        words.extend(page.items.iter().map(|entry| match &entry.what {
            What::Deed(event) => event.deed.code().to_owned(),
            What::Scan(scan) => format!("scanned {}", scan.judged.code()),
            What::Visit(visit) => format!("visited {}", visit.conclusion.code()),
            What::Proposal(decision) => format!("proposed {}", decision.proposal.kind.code()),
            What::Concern(concern) => format!("concern {}", concern.category.code()),
        }));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(places.is_sorted_by(|later, earlier| later > earlier), "newest first, nothing twice");
    words
}

async fn certified(office: &Office) -> OwnVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    let number = office.certifies(application, PHAN_RANG).await.number;
    let report = Report { about: Some(number), photo: None, ..samples::report() };
    concerns::report(&office.app, office.key(), report).await.unwrap();
    hotel
}

async fn it_tells_of_everything_newest_first(office: Office) {
    let hotel = certified(&office).await;
    let words = history(&office.commune_officer("Hoa", PHAN_RANG).await, hotel.id).await;
    assert_eq!(words[0], "concern forgery");
    let order = [Deed::CertificateIssued, Deed::LabourAccepted, Deed::Submitted, Deed::VenueRegistered];
    let at = |deed: Deed| words.iter().position(|word| word == deed.code());
    let places = order.map(at);
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words:?}");
}

async fn its_pages_hold_each_thing_once(office: Office) {
    let hotel = certified(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let app = &office.app;
    let standing = timeline::standing(app, &hoa.may(), hotel.id).await.unwrap();
    let number = standing.certificate.expect("certified").number;
    for _ in 0..2 * PAGE_SIZE {
        let report = Report { about: Some(number.clone()), photo: None, ..samples::report() };
        concerns::report(app, office.key(), report).await.unwrap();
    }
    let words = history(&hoa, hotel.id).await;
    let reported = words.iter().filter(|word| word.starts_with("concern")).count();
    assert_eq!(reported as u64, 2 * PAGE_SIZE + 1);
    assert!(words.iter().collect::<HashSet<_>>().len() > 5, "{words:?}");
}

async fn a_foreign_venue_is_not_there(office: Office) {
    let hotel = certified(&office).await;
    for other in [office.commune_officer("Bên Cạnh", DO_VINH).await, office.approver("Ký", BA_DINH).await]
    {
        timeline::standing(&office.app, &other.may(), hotel.id).await.says_not_found();
        timeline::page(&office.app, &other.may(), hotel.id, None).await.says_not_found();
    }
}

async fn approvers_read_no_concerns(office: Office) {
    let hotel = certified(&office).await;
    let words = history(&office.approver("Ký", PHAN_RANG).await, hotel.id).await;
    assert!(words.iter().all(|word| !word.starts_with("concern")), "{words:?}");
    let words = history(&office.inspector("Tra", PHAN_RANG).await, hotel.id).await;
    assert!(words.iter().any(|word| word.starts_with("concern")));
}
