//! Managers on pages, and each route of a venue for its owner, a manager and a stranger, compared with the permission table.

use axum::http::StatusCode;
use camket_domain::ids::{ManagerId, VenueId};
use camket_domain::managers::{ManagerStanding, VenueManager};
use camket_domain::permissions::Reach;
use camket_shell::routes::Access;
use camket_store::managers as rows;

use super::routes::send_request;
use super::sample_rows::SampleRows;
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, Person};

/// Makes somebody the manager of a venue.
async fn let_manage(person: &Person, venue: VenueId) {
    let app = &person.office.app;
    let standing =
        ManagerStanding::Manages { account: person.id(), name: person.actor.name.clone(), since: app.now() };
    let manager = VenueManager {
        id: ManagerId::new(app.now(), app.entropy()),
        venue,
        login: person.login.as_str().to_owned(),
        invited_at: app.now(),
        standing,
        version: 1,
    };
    let tx = app.store().begin_write().await.unwrap();
    rows::insert(&tx, &manager).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn each_route_of_a_venue_is_for_owner_manager_or_nobody_else() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (lan, mai, stranger) =
            (office.owner("Lan").await, office.owner("Mai").await, office.owner("Người Lạ").await);
        let home = SampleRows::of(&lan, PHAN_RANG);
        let (mut wrong, mut for_managers) = (Vec::new(), 0);
        let of_venues = |path: &str| path.starts_with("/venues/{id}");
        for route in camket_web::routes(false).list().iter().filter(|route| of_venues(&route.path)) {
            let Access::Guarded(action) = route.access else { panic!("{} is public", route.path) };
            let path = home.fill(&route.path).await.unwrap();
            let venue: VenueId = path.split('/').nth(2).unwrap().parse().unwrap();
            let answer = send_request(&mut stranger.browser().await, route, &path).await;
            if answer.status != StatusCode::NOT_FOUND {
                wrong.push(format!("{} {path} as a stranger: {}", route.method, answer.status));
            }
            let_manage(&mai, venue).await;
            let may = action.reach() == Reach::KeptVenues;
            for_managers += usize::from(may);
            let answer = send_request(&mut mai.browser().await, route, &path).await;
            if may == (answer.status == StatusCode::NOT_FOUND) {
                wrong.push(format!("{} {path} as a manager: {}", route.method, answer.status));
            }
            let again = home.fill(&route.path).await.unwrap();
            let answer = send_request(&mut lan.browser().await, route, &again).await;
            if answer.status == StatusCode::NOT_FOUND {
                wrong.push(format!("{} {again} as its owner: {}", route.method, answer.status));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(for_managers > 10, "{for_managers} routes for managers");
    });
}

#[test]
fn an_owner_chooses_a_manager_who_sees_only_her_part() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (lan, mai) = (office.owner("Lan").await, office.owner("Mai").await);
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let id = hotel.goes_all_the_way().await;
        office.certifies(id, PHAN_RANG).await;
        let own = format!("/venues/{}", hotel.id);
        let path = format!("{own}/managers");
        let (mut phone, mut other) = (lan.browser().await, mai.browser().await);
        phone.opens(&own).await.shows(&path);
        let page = phone.opens(&path).await;
        page.shows("Chưa có người quản lý");
        let wrong = phone.sends(&page, &[("login", "không phải email")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("không phải email");
        let invited = phone.sends(&wrong, &[("login", mai.login.as_str())]).await;
        invited.shows("Đã ghi nhận lời mời").shows(mai.login.as_str());
        let list = other.opens("/venues").await;
        list.shows("Lời mời quản lý cơ sở").shows("Khách sạn Biển Xanh");
        let text = list.text();
        let start = text.find("/invited/").expect("a link");
        let link = text[start..].split('"').next().unwrap().to_owned();
        let asked = other.opens(&link).await;
        asked.shows("chỉ do chủ cơ sở làm");
        other.presses(&asked, &format!("{link}/accept")).await.shows("Quý vị đã nhận quản lý cơ sở này");
        other.opens("/venues").await.shows("Cơ sở quý vị quản lý").shows("Khách sạn Biển Xanh");
        let seen = other.opens(&own).await;
        seen.shows("Quý vị là người quản lý").shows(&format!("{own}/workers"));
        assert!(!seen.text().contains(&format!("{own}/stop")), "no way to what is not allowed");
        let workers = other.opens(&format!("{own}/workers")).await;
        for hidden in
            ["/workers/confirm", "/workers/none", "/workers.xlsx", "01-pli.xlsx", "/workers/changes"]
        {
            assert!(!workers.text().contains(hidden), "{hidden}");
        }
        let certificate = other.opens(&format!("{own}/certificate")).await;
        assert!(!certificate.text().contains("/certificate/share"), "a link for strangers is the owner's");
        phone.opens(&path).await.shows("Mai").shows("Quản lý từ");
        other.post(&format!("{link}/leave"), &[]).await;
        assert_eq!(other.get(&own).await.status, StatusCode::NOT_FOUND);
        phone.opens(&path).await.shows("Chưa có người quản lý");
    });
}
