//! The pages of risk classes: the list with its map, a venue with its override, the rules; never for owners.

use axum::http::StatusCode;
use camket_domain::venues::VenueKind;
use time::Duration;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn an_officer_reads_a_class_and_sets_another_for_a_time() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        hotel.fills_in_everything().await;
        let mut desk = hoa.browser().await;
        let list = desk.opens("/risk").await;
        list.shows("Không có cơ sở nào ở mức này").shows("Trung bình <strong>1</strong>");
        let list = desk.opens("/risk?class=medium").await;
        list.shows("Khách sạn Biển Xanh").shows("Không có cam kết còn hiệu lực · Lao động chưa khai báo");
        let path = format!("/risk/{}", hotel.id);
        desk.opens(&format!("/register/{}", hotel.id)).await.shows(&format!("href=\"{path}\""));
        let page = desk.opens(&path).await;
        page.shows("40 điểm. Theo cách tính điểm: mức Trung bình.")
            .shows("25 điểm mỗi đơn vị, tính tối đa 1");
        let empty = desk.sends(&page, &[("reason", ""), ("until", "30/11/2026")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.shows("Hãy chọn mức nguy cơ").shows("Hãy ghi lý do xếp mức này").shows("value=\"30/11/2026\"");
        let reason = ("reason", "Có tin báo của công an");
        let late = desk.sends(&empty, &[("class", "high"), reason, ("until", "1/1/2028")]).await;
        late.shows("Hãy chọn ngày từ 23/11/2026 đến 23/11/2027").shows("Có tin báo của công an");
        let set = desk.sends(&late, &[("class", "high"), ("until", "30/11/2026")]).await;
        set.shows("Đã xếp mức nguy cơ").shows("Có tin báo của công an").shows("Mức Cao đến 30/11/2026");
        desk.sends(&late, &[("class", "low"), ("until", "30/11/2026")])
            .await
            .shows("vừa được thay đổi ở nơi khác");
        desk.opens("/risk").await.shows("Khách sạn Biển Xanh").shows("Cán bộ xếp mức");
        let ask = desk.opens(&format!("{path}/end")).await;
        ask.shows("Bỏ mức do cán bộ xếp?");
        desk.presses(&ask, &format!("{path}/end")).await.shows("Đã bỏ mức do cán bộ xếp");
        desk.presses(&ask, &format!("{path}/end")).await.shows("Không có mức nào do cán bộ xếp còn hiệu lực");
        for wrong in ["/risk?class=x", "/risk?commune=x", "/risk?after=x"] {
            assert_eq!(desk.get(wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let mut owner = office.owner("Mai").await.browser().await;
        for path in ["/risk", "/risk/rules", path.as_str()] {
            assert_eq!(owner.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_province_reads_the_map_and_changes_the_rules() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        hotel.fills_in_everything().await;
        let mut desk = office.coordinator("Phối", PHAN_RANG).await.browser().await;
        let list = desk.opens("/risk").await;
        list.shows("Phường Phan Rang: Thấp (0 trên 1 cơ sở ở mức cao)")
            .shows("Sơ đồ ô, không thể hiện địa giới");
        let form = desk.opens("/risk/rules").await;
        let wrong = desk.sends(&form, &[("high_points", "20"), ("points-kind", "40")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("Mức cao phải bắt đầu từ số lớn hơn").shows("value=\"40\"");
        let over = desk.sends(&form, &[("points-kind", "101")]).await;
        over.shows("Hãy ghi số điểm từ 0 đến 100");
        let saved = desk.sends(&wrong, &[("high_points", "50")]).await;
        saved.shows("Đã lưu cách tính điểm").shows("Phối sửa lần cuối");
        desk.sends(&form, &[("high_points", "90")]).await.shows("vừa được thay đổi ở nơi khác");
        let list = desk.opens("/risk").await;
        list.shows("Khách sạn Biển Xanh").shows("Phường Phan Rang: Cao (1 trên 1 cơ sở ở mức cao)");
        let commune = PHAN_RANG.commune();
        let of_commune = desk.opens(&format!("/risk?commune={commune}")).await;
        of_commune.shows("Khách sạn Biển Xanh").shows("Toàn tỉnh");
        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        let rules = quan.opens("/risk/rules").await;
        rules.shows("40 điểm mỗi đơn vị");
        assert!(!rules.text().contains("points-kind"), "an observer changes nothing");
        let seen = quan.opens(&format!("/risk/{}", hotel.id)).await;
        assert!(!seen.text().contains("name=\"reason\""), "an observer sets no class");
    });
}

#[test]
fn a_class_that_changes_with_the_day_is_in_the_list_on_that_day() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        let certificate = office.certifies(hotel.goes_all_the_way().await, PHAN_RANG).await;
        let mut desk = hoa.browser().await;
        desk.opens("/risk?class=low").await.shows("Khách sạn Biển Xanh");
        let days = (certificate.expires_on - office.app.today()).whole_days();
        office.waits(Duration::days(days));
        let mut desk = hoa.browser().await;
        let list = desk.opens("/risk?class=medium").await.text();
        assert!(!list.contains("Không có cam kết còn hiệu lực"), "the last day");
        office.waits(Duration::days(1));
        let mut desk = hoa.browser().await;
        desk.opens("/risk?class=high").await.shows("Trung bình <strong>1</strong>");
        let list = desk.opens("/risk?class=medium").await;
        list.shows("Khách sạn Biển Xanh").shows("Không có cam kết còn hiệu lực");
    });
}

#[test]
fn the_list_of_a_class_is_shown_to_its_end() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        for number in 10..70 {
            let venue = lan.registers(VenueKind::Cafe, &format!("Cà phê số {number}")).await;
            venue.fills_in_everything().await;
        }
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let text = crate::web::long_lists::read_all(&mut desk, "/risk?class=medium").await;
        for number in 10..70 {
            assert_eq!(text.matches(&format!(">Cà phê số {number}<")).count(), 1, "{number}");
        }
        assert!(text.contains("Trung bình <strong>60</strong>"));
    });
}
