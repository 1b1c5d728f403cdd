//! The timeline of a venue, as officers see it: all events, in pages, within the area.

use camket_app::concerns::{self, SubmittedConcern};
use camket_app::timeline::{self, VenueEvent};
use camket_domain::audit::AuditAction;
use camket_domain::ids::VenueId;
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::Permit;
use std::collections::HashSet;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    the_timeline_shows_everything_newest_first,
    timeline_pages_show_each_entry_once,
    a_foreign_venue_is_not_there,
    approvers_read_no_concerns,
}

/// All pages of a venue's timeline, each entry as one word.
async fn list_history(officer: &Person, venue: VenueId) -> Vec<String> {
    let (app, permit) = (&officer.office.app, Permit::for_actor(&officer.actor).unwrap());
    let (mut words, mut places, mut after) = (Vec::new(), Vec::new(), None);
    loop {
        let page = timeline::list(app, &permit, venue, after).await.unwrap();
        assert!(page.items.len() as u64 <= PAGE_SIZE);
        places.extend(page.items.iter().map(|entry| (entry.position.at, entry.position.id)));
        words.extend(page.items.iter().map(|entry| match &entry.event {
            VenueEvent::Audit(event) => event.action.code().to_owned(),
            VenueEvent::Scan(scan) => format!("scanned {}", scan.judged.code()),
            VenueEvent::Inspection(visit) => format!("visited {}", visit.conclusion.code()),
            VenueEvent::ProposedDecision(decision) => format!("proposed {}", decision.proposal.kind.code()),
            VenueEvent::Concern(concern) => format!("concern {}", concern.category.code()),
        }));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(places.is_sorted_by(|later, earlier| later > earlier), "newest first, nothing twice");
    words
}

async fn certified_venue(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    let number = office.certifies(application, PHAN_RANG).await.number;
    let report = SubmittedConcern { about: Some(number), photo: None, ..samples::report() };
    concerns::report(&office.app, office.key(), report).await.unwrap();
    hotel
}

async fn the_timeline_shows_everything_newest_first(office: Office) {
    let hotel = certified_venue(&office).await;
    let words = list_history(&office.commune_officer("Hoa", PHAN_RANG).await, hotel.id).await;
    assert_eq!(words[0], "concern forgery");
    let order = [
        AuditAction::CertificateIssued,
        AuditAction::LabourAccepted,
        AuditAction::Submitted,
        AuditAction::VenueRegistered,
    ];
    let at = |deed: AuditAction| words.iter().position(|word| word == deed.code());
    let places = order.map(at);
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words:?}");
}

async fn timeline_pages_show_each_entry_once(office: Office) {
    let hotel = certified_venue(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let app = &office.app;
    let standing = timeline::load_overview(app, &hoa.may(), hotel.id).await.unwrap();
    let number = standing.certificate.expect("certified").number;
    for _ in 0..2 * PAGE_SIZE {
        let report = SubmittedConcern { about: Some(number.clone()), photo: None, ..samples::report() };
        concerns::report(app, office.key(), report).await.unwrap();
    }
    let words = list_history(&hoa, hotel.id).await;
    let reported = words.iter().filter(|word| word.starts_with("concern")).count();
    assert_eq!(reported as u64, 2 * PAGE_SIZE + 1);
    assert!(words.iter().collect::<HashSet<_>>().len() > 5, "{words:?}");
}

async fn a_foreign_venue_is_not_there(office: Office) {
    let hotel = certified_venue(&office).await;
    for other in [office.commune_officer("Bên Cạnh", DO_VINH).await, office.approver("Ký", BA_DINH).await]
    {
        timeline::load_overview(&office.app, &other.may(), hotel.id).await.says_not_found();
        timeline::list(&office.app, &other.may(), hotel.id, None).await.says_not_found();
    }
}

async fn approvers_read_no_concerns(office: Office) {
    let hotel = certified_venue(&office).await;
    let words = list_history(&office.approver("Ký", PHAN_RANG).await, hotel.id).await;
    assert!(words.iter().all(|word| !word.starts_with("concern")), "{words:?}");
    let words = list_history(&office.inspector("Tra", PHAN_RANG).await, hotel.id).await;
    assert!(words.iter().any(|word| word.starts_with("concern")));
}
