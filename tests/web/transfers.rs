//! The pages of a transfer: offered, seen, accepted; what was typed stays, and a page of before changes nothing.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn an_owner_gives_a_venue_to_another_on_their_pages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (lan, mai) = (office.owner("Lan").await, office.owner("Mai").await);
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let id = hotel.goes_all_the_way().await;
        office.certifies(id, PHAN_RANG).await;
        let path = format!("/venues/{}/transfer", hotel.id);
        let mut phone = lan.browser().await;
        phone.opens(&format!("/venues/{}", hotel.id)).await.shows(&path);
        let page = phone.opens(&path).await;
        let wrong = phone.sends(&page, &[("login", "không phải email")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("không phải email");
        let asked = phone.sends(&wrong, &[("login", mai.login.as_str())]).await;
        asked.shows("Đề nghị chuyển giao cơ sở này cho").shows(mai.login.as_str());
        let mut other = mai.browser().await;
        assert!(!other.opens("/venues").await.text().contains("Biển Xanh"), "it is not offered yet");
        let offered = phone.sends(&asked, &[("sure", "yes")]).await;
        offered.shows("Đang chờ chủ mới trả lời").shows(mai.login.as_str());
        phone.opens(&format!("/venues/{}", hotel.id)).await.shows("Đang đề nghị chuyển giao");
        let list = other.opens("/venues").await;
        list.shows("Khách sạn Biển Xanh");
        let text = list.text();
        let start = text.find("/transfers/").expect("a link");
        let link = text[start..].split('"').next().unwrap().to_owned();
        let seen = other.opens(&link).await;
        seen.shows("Người lao động trong sổ").shows("Ký lại bản cam kết").shows("Khai lại mục");
        let missing = other.presses(&seen, &format!("{link}/accept")).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        missing.shows("Hãy đánh dấu xác nhận");
        other.sends(&missing, &[("agree", "yes")]).await.shows("Quý vị đã nhận cơ sở");
        let stale = phone.presses(&offered, &format!("{path}/take-back")).await;
        assert_eq!(stale.status, StatusCode::NOT_FOUND, "it is not hers any more");
        assert_eq!(phone.get(&format!("/venues/{}", hotel.id)).await.status, StatusCode::NOT_FOUND);
        other.opens(&link).await.shows("Khách sạn Biển Xanh");
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens(&format!("/register/{}", hotel.id)).await.shows("Cơ sở được chuyển giao cho chủ mới");
    });
}

#[test]
fn an_offer_is_declined_and_taken_back_on_pages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (lan, mai) = (office.owner("Lan").await, office.owner("Mai").await);
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let id = crate::transfers::offer(&hotel, &mai.login).await.unwrap();
        let (path, link) = (format!("/venues/{}/transfer", hotel.id), format!("/transfers/{id}"));
        let (mut phone, mut other) = (lan.browser().await, mai.browser().await);
        assert_eq!(phone.get(&link).await.status, StatusCode::NOT_FOUND);
        let waiting = phone.opens(&path).await;
        let declining = [("version", "1")];
        other.post(&format!("{link}/decline"), &declining).await;
        other.opens("/venues").await.shows("Đã từ chối đề nghị chuyển giao");
        let back = format!("{path}/take-back");
        phone.presses(&waiting, &back).await.shows("Chuyển giao cơ sở cho chủ khác");
        crate::transfers::offer(&hotel, &mai.login).await.unwrap();
        let waiting = phone.opens(&path).await;
        phone.presses(&waiting, &back).await.shows("Đã rút lại đề nghị chuyển giao");
    });
}
