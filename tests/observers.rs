//! What an observer and a coordinator see of the register, and what not.

use axum::http::StatusCode;
use camket_domain::agencies::AgencyFunction;
use camket_domain::permissions::Action;
use camket_domain::refusal::Refusal;
use camket_domain::venue_register::RegisterFilter;

use crate::browser::SimulatedBrowser;
use crate::harness::database::Engine;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, PHAN_RANG, Person, samples};

test_on_both_engines! {
    an_observer_finds_nobody_by_a_personal_number,
}

async fn an_observer_finds_nobody_by_a_personal_number(office: Office) {
    let by_number =
        RegisterFilter { words: samples::woman(777).expose().to_owned(), ..RegisterFilter::default() };
    let (quan, phoi) =
        (office.observer("Quan", PHAN_RANG).await, office.coordinator("Phối", PHAN_RANG).await);
    let venues = camket_app::venue_register::list(&office.app, &quan.may(), &by_number, None).await;
    venues.map(drop).says_refused(Refusal::NotAllowed);
    let certificates = camket_app::certificates::list(&office.app, &quan.may(), &by_number, None).await;
    certificates.map(drop).says_refused(Refusal::NotAllowed);
    camket_app::venue_register::list(&office.app, &phoi.may(), &by_number, None).await.unwrap();
    let all = RegisterFilter::default();
    camket_app::venue_register::list(&office.app, &quan.may(), &all, None).await.unwrap();
}

/// Pages that say something about a certified venue.
async fn open_pages(browser: &mut SimulatedBrowser, venue: &str, certificate: &str) -> String {
    let mut text = String::new();
    for path in ["/register", venue, "/certificates", certificate, "/coverage", "/census/entries"] {
        let page = browser.opens(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        text.push_str(&page.text());
    }
    text
}

#[test]
fn an_observer_reads_the_area_without_personal_numbers_and_files() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let motel = office.owner("Lan").await.registers_venue("Nhà nghỉ Biển Xanh").await;
        let application = motel.goes_all_the_way().await;
        let paper = office.certifies(application, PHAN_RANG).await;
        let phone = motel.dossier().await.venue.business.unwrap().phone;
        let (venue, certificate) = (format!("/register/{}", motel.id), format!("/certificates/{}", paper.id));
        for (person, sees) in [
            (office.observer("Quan", PHAN_RANG).await, false),
            (office.coordinator("Phối", PHAN_RANG).await, true),
        ] {
            let mut browser = person.browser().await;
            let text = open_pages(&mut browser, &venue, &certificate).await;
            assert!(text.contains("Nhà nghỉ Biển Xanh"));
            assert_eq!(text.contains(phone.as_str()), sees, "{}", person.actor.name);
            assert_eq!(text.contains("tel:"), sees, "{}", person.actor.name);
            assert!(!text.contains("/review/"), "no application for {}", person.actor.name);
            let review = format!("/review/{application}");
            for path in [review.as_str(), "/review", "/concerns", "/letters", "/letters/new", "/counter"] {
                assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            let status = |seen| if seen { StatusCode::OK } else { StatusCode::NOT_FOUND };
            for path in [format!("{certificate}/pdf"), "/register/export".to_owned()] {
                assert_eq!(browser.get(&path).await.status, status(sees), "{path}");
            }
        }
    });
}

#[test]
fn an_observer_of_another_province_sees_nothing_of_this_one() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let motel = office.owner("Lan").await.registers_venue("Nhà nghỉ Biển Xanh").await;
        motel.fills_in_everything().await;
        let agency = office.agency(AgencyFunction::AcceptLabour, BA_DINH).await.id;
        let role = camket_domain::accounts::Role::Observer;
        let away: Person = office.member(role, "Xa", Some(agency), BA_DINH.province()).await;
        assert!(away.actor.may(Action::ReadRegister));
        let page = away.browser().await.get(&format!("/register/{}", motel.id)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    });
}
